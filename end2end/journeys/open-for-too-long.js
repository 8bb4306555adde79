// A page whose token is no longer good: nothing typed is lost, and it can be sent again.

import { HOME, typeAddress } from "../steps/address.js";
import { arrive, saveAndContinue } from "../steps/arrive.js";
import { answerTo, change } from "../steps/check-answers.js";
import { expect, test } from "../steps/journey.js";
import { FIRST_PAGE, answerShortest, startReport } from "../steps/missed-bin.js";
import { account, typeSignIn } from "../steps/staff.js";

/** Spoils the page's token, as if it were an old one. */
function spoilToken(page) {
  return page.locator("main input[name=csrf]").evaluate((input) => (input.value = "from-another-day"));
}

async function arriveAtRefusal(page, act) {
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await act();
  expect((await answered).status()).toBe(403);
  await arrive(page, "Check this and send it again");
}

test("What was typed is shown, and sending it again saves it", async ({ page }) => {
  await startReport(page);
  await arrive(page, FIRST_PAGE);
  await typeAddress(page, { ...HOME, line2: "c/o “Hollings” <&>" });
  await spoilToken(page);
  await arriveAtRefusal(page, () => saveAndContinue(page));
  for (const typed of [HOME.line1, "c/o “Hollings” <&>", HOME.postcode]) {
    await expect(page.getByRole("listitem").filter({ hasText: typed })).toBeVisible();
  }
  await page.getByRole("button", { name: "Send it again" }).click();
  await arrive(page, "What type of property is it?");
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await expect(page.getByLabel("Address line 2")).toHaveValue("c/o “Hollings” <&>");
});

test("A change from check-your-answers, sent again, still returns there", async ({ page }) => {
  await startReport(page);
  await answerShortest(page);
  await change(page, "Which bins did we miss?");
  await arrive(page, "Which bins did we miss?");
  await page.getByLabel("Food waste").check();
  await spoilToken(page);
  await arriveAtRefusal(page, () => saveAndContinue(page));
  await page.getByRole("button", { name: "Send it again" }).click();
  await arrive(page, "Check your answers");
  await expect(answerTo(page, "Which bins did we miss?")).toContainText("Food waste");
});

test("A password is never shown on the page that offers to send again", async ({ page }) => {
  await page.goto("/staff/sign-in");
  await spoilToken(page);
  await arriveAtRefusal(page, () => typeSignIn(page, account("adviser")));
  expect(await page.content()).not.toContain(account("adviser").password);
  await page.getByRole("button", { name: "Send it again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Staff sign-in");
  await expect(page.getByLabel("Email address")).toHaveValue(account("adviser").email);
});
