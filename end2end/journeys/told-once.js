// What a resident has told the council once is not asked again, and a change reaches everybody who relies on it.

import { HOME, typeAddress } from "../steps/address.js";
import { arrive, arriveWithErrors, saveAndContinue } from "../steps/arrive.js";
import { answerTo, change, send } from "../steps/check-answers.js";
import { expect, test } from "../steps/journey.js";
import { newResident, register } from "../steps/residents.js";
import { newTelephone } from "../steps/staff.js";

const PERMIT = "Apply for a resident parking permit";

/** Answers the permit's questions from the first that is asked up to check-your-answers. */
async function applyForPermit(page, telephone) {
  await typeAddress(page, HOME);
  await saveAndContinue(page);
  await page.getByRole("textbox").fill("AB12 CDE");
  await saveAndContinue(page);
  await page.getByLabel("I own it, or someone who lives with me does").check();
  await saveAndContinue(page);
  const start = new Date(Date.now() + 7 * 86_400_000);
  await page.getByLabel("Day").fill(String(start.getDate()));
  await page.getByLabel("Month").fill(String(start.getMonth() + 1));
  await page.getByLabel("Year").fill(String(start.getFullYear()));
  await saveAndContinue(page);
  await page.getByLabel("Yes, it is still right").check();
  await saveAndContinue(page);
  await page.getByRole("textbox").fill(telephone);
  await saveAndContinue(page);
  await arrive(page, "Check your answers");
}

test("What is known is confirmed with one press, and a move is passed on to those who rely on it", async ({ page }) => {
  const resident = newResident();
  const telephone = newTelephone();
  await register(page, resident);
  await page.goto("/services/resident-parking-permit");
  await page.getByRole("button", { name: "Start now" }).click();
  // The name is known and is not asked.
  await arrive(page, "What is your address?");
  await applyForPermit(page, telephone);
  await expect(answerTo(page, "What is your name?")).toContainText("You told us this on");
  const permit = await send(page);

  // Another form: the address and the number are known now.
  await page.goto("/services/missed-bin-collection");
  await page.getByRole("button", { name: "Start now" }).click();
  await arrive(page, "Where did we miss a collection?");
  await expect(page.locator("main")).toContainText(`in “${PERMIT}”`);
  await saveAndContinue(page);
  await arriveWithErrors(page, "Where did we miss a collection?", ["Select yes if it is still right"]);
  await page.getByLabel("No, I need to change it").check();
  await saveAndContinue(page);
  await expect(page.getByLabel("Address line 1")).toHaveValue(HOME.line1);
  await page.goto(page.url().split("?")[0]);
  await page.getByLabel("Yes, it is still right").check();
  await saveAndContinue(page);
  await arrive(page, "What type of property is it?");

  // Moving house: the permit's team is named before anything is saved, and seen to be told after it.
  await page.goto("/account/details");
  await arrive(page, "Your details");
  await page.getByRole("link", { name: "Change home address" }).click();
  await arrive(page, "Home address");
  await expect(page.locator("main")).toContainText(permit);
  await page.getByLabel("Address line 1").fill("3 Kiln Lane");
  await page.getByRole("button", { name: "Save and tell them" }).click();
  await expect(page.locator(".govuk-notification-banner")).toContainText("Saved");
  await page.goto("/account/details");
  await page.getByRole("link", { name: /who we have told/ }).first().click();
  await arrive(page, "Who we have told");
  await expect(page.getByRole("row").nth(1)).toContainText("Not yet.");
});

test("An answer that was known can be changed before it is sent", async ({ page }) => {
  const resident = newResident();
  await register(page, resident);
  await page.goto("/services/resident-parking-permit");
  await page.getByRole("button", { name: "Start now" }).click();
  await arrive(page, "What is your address?");
  await applyForPermit(page, newTelephone());
  await change(page, "What is your name?");
  await arrive(page, "What is your name?");
  await page.getByRole("textbox").fill("Nerys Another");
  await saveAndContinue(page);
  await arrive(page, "Check your answers");
  await expect(answerTo(page, "What is your name?")).toContainText("Nerys Another");
  await expect(answerTo(page, "What is your name?")).not.toContainText("You told us this on");
});
