// A counter visit: the adviser turns the screen, or gives a code for the public computer, and the resident types in the
// adviser's own draft on a page that shows nothing else.

import { HOME, typeAddress } from "../steps/address.js";
import { arrive, arriveWithErrors, saveAndContinue } from "../steps/arrive.js";
import { answerTo, send } from "../steps/check-answers.js";
import { expect, test } from "../steps/journey.js";
import { FIRST_PAGE, SERVICE } from "../steps/missed-bin.js";
import { account, addPerson, newName, signIn, startForm } from "../steps/staff.js";
import { daysFromToday, typeDate } from "../steps/dates.js";

/** The questions after the first, each with how to answer it. */
const REST = [
  ["What type of property is it?", (page) => page.getByLabel("Flat that shares bins").check()],
  ["Where are the bins kept?", (page) => page.getByRole("textbox").fill("In the bin store behind the flats")],
  ["Which bins did we miss?", (page) => page.getByLabel("Recycling").check()],
  ["When should the bins have been collected?", (page) => typeDate(page, daysFromToday(-1))],
  ["Was there a tag or sticker left on any of the bins?", (page) => page.getByLabel("No", { exact: true }).check()],
  ["How do you want us to update you?", (page) => page.getByLabel("I do not want updates").check()],
];

/** A form that the adviser has begun at the counter, at its second page. */
async function begin(page, name) {
  await signIn(page);
  await addPerson(page, name);
  await startForm(page, SERVICE, "At the counter");
  await arrive(page, FIRST_PAGE);
  await expect(page.getByRole("note", { name: "For reading aloud" })).toContainText("Which address did we miss?");
  await typeAddress(page, HOME);
  await saveAndContinue(page);
  await arrive(page, REST[0][0]);
}

async function handOver(page) {
  await page.getByRole("link", { name: "Let them type it themselves" }).click();
  await arrive(page, "Let them type it themselves");
}

/** The page shows the draft and leads nowhere else. */
async function expectNothingElse(page) {
  for (const part of ["nav", ".acting-for", "footer a", "a[href^='/desk']", "[role=note]"]) {
    await expect(page.locator(part)).toHaveCount(0);
  }
}

test("The resident types on the turned screen, and the desk is locked until the password", async ({ page, context }) => {
  const name = newName();
  await begin(page, name);
  await handOver(page);
  await page.getByRole("button", { name: "Turn the screen" }).click();
  for (const [heading, answer] of REST) {
    await arrive(page, heading);
    await expectNothingElse(page);
    await answer(page);
    await saveAndContinue(page);
  }
  await arrive(page, "Check your answers");
  const other = await context.newPage();
  await other.goto("/desk/people");
  await arrive(other, "Check your answers");
  await expectNothingElse(other);
  await other.close();
  await page.getByRole("link", { name: "I have finished" }).click();
  await arrive(page, "Have you finished?");
  await page.getByRole("button", { name: "Yes, I have finished" }).click();
  await arrive(page, "Thank you");
  await page.goBack();
  await expect(page.getByText("In the bin store behind the flats")).toHaveCount(0);
  await page.goto("/desk");
  await arrive(page, "Thank you");
  await page.getByRole("button", { name: "Give the screen back" }).click();
  await arrive(page, "Give the screen back");
  await page.getByRole("button", { name: "Unlock the desk" }).click();
  await arriveWithErrors(page, "Give the screen back", ["Enter your password"]);
  await page.getByLabel("Password", { exact: true }).fill("not-the-password");
  await page.getByRole("button", { name: "Unlock the desk" }).click();
  await arriveWithErrors(page, "Give the screen back", ["The password is not right"]);
  await page.getByLabel("Password", { exact: true }).fill(account("adviser").password);
  await page.getByRole("button", { name: "Unlock the desk" }).click();
  await arrive(page, "Check your answers");
  await expect(page.getByRole("region", { name: "Who this form is for" })).toContainText(name);
  await expect(page.getByRole("note", { name: "For reading aloud" })).toContainText("everything you’ve told me right?");
  const reference = await send(page);
  await expect(page.getByText("No receipt is sent")).toBeVisible();
  await page.goto(`/desk/cases/${reference}`);
  await arrive(page, SERVICE);
  await expect(answerTo(page, "Declaration")).toContainText(`Read out by Amina Yusuf to ${name}, who agreed`);
  await page.getByText("Who typed what").click();
  await expect(answerTo(page, FIRST_PAGE).last()).toContainText("Amina Yusuf, counter");
  await expect(page.getByText("The resident, with Amina Yusuf beside them, counter").first()).toBeVisible();
});

test("The resident types on the public computer after a code, and nothing is left there", async ({ page, browser, baseURL }) => {
  const name = newName();
  await begin(page, name);
  await handOver(page);
  await page.getByRole("button", { name: "Make a code" }).click();
  await arrive(page, "Let them type it themselves");
  const code = await page.locator(".govuk-panel__title").textContent();
  const { javaScriptEnabled } = test.info().project.use;
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  const library = await context.newPage();
  await library.goto("/");
  await library.getByRole("link", { name: "I have a code from an adviser" }).click();
  await arrive(library, "Type the code from the adviser");
  await library.getByLabel("Code").fill("CCCC-CCCC");
  await library.getByRole("button", { name: "Continue" }).click();
  await arriveWithErrors(library, "Type the code from the adviser", [/^The code is not right/]);
  await library.getByLabel("Code").fill(code.toLowerCase());
  await library.getByRole("button", { name: "Continue" }).click();
  await arrive(library, REST[0][0]);
  await expectNothingElse(library);

  // Both answer the same page: the adviser, who is second, sees both answers.
  await page.getByRole("link", { name: "Go to the form" }).click();
  await arrive(page, REST[0][0]);
  await expect(page.locator(".others-here")).toContainText("The person you are helping also has this form open");
  await library.getByLabel("Flat that shares bins").check();
  await saveAndContinue(library);
  await arrive(library, REST[1][0]);
  await page.getByLabel("House or bungalow").check();
  await saveAndContinue(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page has been answered in the meantime");
  await expect(page.locator(".versions__one").first()).toContainText("Flat that shares bins with other flats");
  await expect(page.locator(".versions__one").last()).toContainText("House or bungalow");
  await page.getByLabel("The answers that are there now").check();
  await saveAndContinue(page);
  await arrive(page, REST[1][0]);

  for (const [heading, answer] of REST.slice(1)) {
    await arrive(library, heading);
    await answer(library);
    await saveAndContinue(library);
  }
  await arrive(library, "Check your answers");
  const reference = await send(library);
  await expectNothingElse(library);
  await library.getByRole("link", { name: "I have finished" }).first().click();
  await arrive(library, "Have you finished?");
  await library.getByRole("button", { name: "Yes, I have finished" }).click();
  await arrive(library, "You can leave this computer now");
  await library.goBack();
  await expect(library.getByText(reference)).toHaveCount(0);
  await context.close();

  await page.goto(`/desk/cases/${reference}`);
  await arrive(page, SERVICE);
  await expect(answerTo(page, "Form filled in by")).toContainText("The resident, with Amina Yusuf beside them");
});
