// An adviser takes a call from ring to wrap-up: with the keyboard alone and few keys, and without scripts.

import { arrive, arriveWithErrors } from "../steps/arrive.js";
import { REFERENCE, send } from "../steps/check-answers.js";
import { daysFromToday } from "../steps/dates.js";
import { expect, scriptsAreOn, test } from "../steps/journey.js";
import { SERVICE, answerShortest } from "../steps/missed-bin.js";
import { addPerson, newName, signIn } from "../steps/staff.js";

/** As many keys as a call about a missed bin may take. */
const FEWER_THAN = 20;

/** Presses keys and counts them; what is typed into boxes is not counted. */
class Keyboard {
  constructor(page) {
    this.page = page;
    this.pressed = [];
  }

  async press(key) {
    this.pressed.push(key);
    await this.page.keyboard.press(key);
  }

  async type(text) {
    await this.page.keyboard.type(text);
  }
}

test("A call about a missed bin takes fewer than twenty keys from ring to wrap-up", async ({ page }) => {
  const name = newName();
  await signIn(page);
  if (!scriptsAreOn()) return expectNoKeys(page);
  await addPerson(page, name);
  await page.goto("/desk");
  await arrive(page, "Desk");
  const keys = new Keyboard(page);

  await keys.press("t");
  await arrive(page, "Contact: telephone");
  await expect(page.getByLabel("Find a person, a case, a service or guidance")).toBeFocused();
  await keys.type(name);
  await keys.press("Enter");
  await expect(page.getByRole("button", { name: `Speak with ${name}` })).toBeVisible();
  await keys.press("1");
  await expect(page.getByRole("heading", { name, level: 2 })).toBeVisible();
  await arrive(page, "Contact: telephone");
  await keys.type("missed bin");
  await keys.press("Enter");
  await expect(page.getByRole("button", { name: `Start ${SERVICE}` })).toBeVisible();
  await arrive(page, "Contact: telephone");
  await keys.press("1");

  await arrive(page, "Where did we miss a collection?");
  await keys.type("14 Quarry Row, Wrekinbridge, WR1 4QR");
  await keys.press("Enter");
  await arrive(page, "What type of property is it?");
  await keys.press("1");
  await arrive(page, "Does this address have an assisted collection?");
  await keys.press("2");
  await arrive(page, "Which bins did we miss?");
  await keys.press("1");
  await keys.press("Enter");
  await arrive(page, "When should the bins have been collected?");
  const { day, month, year } = daysFromToday(-1);
  await keys.type(`${day}/${month}/${year}`);
  await keys.press("Enter");
  await arrive(page, "Were the bins out by 6am on collection day?");
  await keys.press("1");
  await arrive(page, "Was there a tag or sticker left on any of the bins?");
  await keys.press("2");
  await arrive(page, "How do you want us to update you?");
  await keys.press("3");
  await arrive(page, "Check your answers");
  await keys.press("s");
  await expect(page.locator(".reference")).toHaveText(REFERENCE);
  await keys.press("w");

  await arrive(page, "Wrap up");
  await expect(page.getByLabel("Service").first()).toHaveValue("missed-bin-collection");
  await keys.press("1");
  await keys.press("1");
  await keys.press("Enter");
  await arrive(page, "Desk");
  await expect(page.getByText("The contact has ended.")).toBeVisible();
  expect(keys.pressed.length, keys.pressed.join(" ")).toBeLessThan(FEWER_THAN);
});

/** Without scripts no key is promised, and everything is there to be pressed. */
async function expectNoKeys(page) {
  await page.goto("/desk/contacts");
  await arrive(page, "Contacts");
  await expect(page.locator("[aria-keyshortcuts]")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Keyboard shortcuts (?)" })).toBeHidden();
  await page.getByRole("button", { name: "Telephone", exact: true }).click();
  await arrive(page, "Contact: telephone");
}

test("Keys are listed, do nothing while one types, and can be turned off", async ({ page }) => {
  await signIn(page);
  if (!scriptsAreOn()) return expectNoKeys(page);
  await page.getByRole("searchbox").focus();
  await page.keyboard.type("t?");
  await expect(page.getByRole("searchbox")).toHaveValue("t?");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts on this page" });
  await expect(list).toContainText("Telephone");
  await list.getByRole("button", { name: "Turn shortcuts off" }).click();
  await list.getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("t");
  await arrive(page, "Desk");
  await expect(page.locator("[aria-keyshortcuts]")).toHaveCount(0);
  await page.getByRole("button", { name: "Keyboard shortcuts (?)" }).click();
  await list.getByRole("button", { name: "Turn shortcuts on" }).click();
  await list.getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("t");
  await arrive(page, "Contact: telephone");
});

test("A call is found again after a sign-out, its wrong person is put right, and its wrap-up asks what nobody can guess", async ({ page }) => {
  const [wrong, right] = [newName(), newName()];
  await signIn(page);
  await addPerson(page, wrong);
  await addPerson(page, right);
  await page.goto("/desk");
  await page.getByRole("button", { name: "Telephone", exact: true }).click();
  await arrive(page, "Contact: telephone");
  const contact = page.url();
  await find(page, wrong);
  await page.getByRole("button", { name: `Speak with ${wrong}` }).click();
  await arrive(page, "Contact: telephone");
  await find(page, "missed bin");
  await page.getByRole("button", { name: `Start ${SERVICE}` }).click();
  await arrive(page, "Where did we miss a collection?");
  await page.getByRole("button", { name: "Sign out" }).click();
  await arrive(page, "Staff sign-in");
  await signIn(page);
  await page.getByRole("link", { name: wrong }).click();
  await arrive(page, "Contact: telephone");
  await expect(page).toHaveURL(contact);
  await page.getByRole("link", { name: "This is the wrong person" }).click();
  await arrive(page, `Take ${wrong} out of this contact?`);
  await expect(page.getByText(SERVICE)).toBeVisible();
  await page.getByRole("button", { name: "Take them out" }).click();
  await arrive(page, "Contact: telephone");
  await find(page, right);
  await page.getByRole("button", { name: `Speak with ${right}` }).click();
  await arrive(page, "Contact: telephone");
  await page.getByLabel("Note", { exact: true }).fill("Third time this month.");
  await page.getByRole("button", { name: "Keep the note" }).click();
  await arrive(page, "Contact: telephone");
  await find(page, "missed bin");
  await page.getByRole("button", { name: `Start ${SERVICE}` }).click();
  await answerShortest(page);
  await send(page);
  await page.getByRole("link", { name: "Wrap up" }).click();
  await arrive(page, "Wrap up");
  await page.getByRole("button", { name: "End the contact" }).click();
  await arriveWithErrors(page, "Wrap up", [
    "Say whether everything was dealt with",
    "Say whether we could have saved them this contact",
  ]);
  await page.getByLabel("Yes", { exact: true }).check();
  await page.getByLabel("Yes, something was not done or done badly").check();
  await page.getByRole("button", { name: "End the contact" }).click();
  await arrive(page, "Desk");
});

async function find(page, query) {
  await page.getByLabel("Find a person, a case, a service or guidance").fill(query);
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await arrive(page, "Contact: telephone");
}
