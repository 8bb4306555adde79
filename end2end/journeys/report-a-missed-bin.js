// A resident reports a missed bin collection, from the home page to the confirmation.

import { HOME, typeAddress } from "../steps/address.js";
import { arrive, arriveWithErrors, pageOf, saveAndContinue } from "../steps/arrive.js";
import { answerTo, change, referenceOn, send } from "../steps/check-answers.js";
import { daysFromToday, inWords, typeDate } from "../steps/dates.js";
import { expect, test } from "../steps/journey.js";
import { FIRST_PAGE, SERVICE, answerShortest, startReport } from "../steps/missed-bin.js";

test("A resident reports a missed bin from the home page and is asked only what matters", async ({ page }) => {
  await page.goto("/");
  await arrive(page, "What do you need to do?");
  await page.getByRole("link", { name: SERVICE }).click();
  await arrive(page, SERVICE);
  await page.getByRole("button", { name: "Start now" }).click();
  const visited = [];
  await answerShortest(page, async () => visited.push(pageOf(page)));
  expect(visited).toEqual([
    "property-address",
    "property-type",
    "where-bins-are-kept",
    "which-bins",
    "collection-date",
    "tag-left",
    "how-to-update-you",
  ]);
  await expect(answerTo(page, "Which bins did we miss?")).toContainText("Recycling");
  await expect(answerTo(page, FIRST_PAGE)).toContainText(HOME.postcode);
  await expect(page.getByText("assisted collection")).toHaveCount(0);
  await send(page);
  await expect(page.getByRole("heading", { name: "What happens next" })).toBeVisible();
  await page.getByRole("link", { name: "Go back to the home page" }).click();
  await arrive(page, "What do you need to do?");
});

test("Every question says what is wrong when it is sent empty", async ({ page }) => {
  const date = daysFromToday(-2);
  const longest = [
    [FIRST_PAGE, () => typeAddress(page, HOME), "Enter address line 1, typically the building and street", "Enter a town or city", "Enter a postcode"],
    ["What type of property is it?", () => page.getByLabel("House or bungalow").check(), "Select what type of property it is"],
    ["Does this address have an assisted collection?", () => page.getByLabel("No", { exact: true }).check(), "Select yes if this address has an assisted collection"],
    ["Which bins did we miss?", () => page.getByLabel("Food waste").check(), "Select which bins we missed"],
    ["When should the bins have been collected?", () => typeDate(page, date), "Enter the collection date"],
    ["Were the bins out by 6am on collection day?", () => page.getByLabel("No", { exact: true }).check(), "Select yes if the bins were out by 6am on collection day"],
    ["We may not be able to come back", null],
    ["Was there a tag or sticker left on any of the bins?", () => page.getByLabel("Yes").check(), "Select yes if there was a tag or sticker left on any of the bins"],
    ["What did the tag or sticker say?", () => page.getByLabel("Something else").check(), "Select what the tag or sticker said"],
    ["Tell us what the tag or sticker said", () => page.getByRole("textbox").fill("Not today"), "Enter what the tag or sticker said"],
    ["How do you want us to update you?", () => page.getByLabel("By email").check(), "Select how you want us to update you, or that you do not want updates"],
    ["What is your email address?", () => page.getByRole("textbox").fill("mary@residents.example"), "Enter your email address"],
    ["What is your name?", () => page.getByRole("textbox").fill("Mary Hollings"), "Enter your full name"],
  ];
  await startReport(page);
  for (const [heading, answer, ...messages] of longest) {
    await arrive(page, heading);
    if (answer) {
      await saveAndContinue(page);
      await arriveWithErrors(page, heading, messages);
      await answer();
      await saveAndContinue(page);
    } else {
      await page.getByRole("button", { name: "Continue" }).click();
    }
  }
  await arrive(page, "Check your answers");
  await expect(answerTo(page, "When should the bins have been collected?")).toContainText(inWords(date));
  await expect(answerTo(page, "What is your email address?")).toContainText("mary@residents.example");
  await send(page);
});

test("A mistake keeps what was typed and leads to the control that is wrong", async ({ page }) => {
  await startReport(page);
  await arrive(page, FIRST_PAGE);
  await typeAddress(page, { line1: "1 Mill “Lane” <b>", town: "Wrekinbridge", postcode: "nowhere" });
  await saveAndContinue(page);
  await arriveWithErrors(page, FIRST_PAGE, ["Enter a full UK postcode, like AB1 2CD"]);
  await expect(page.getByLabel("Address line 1")).toHaveValue("1 Mill “Lane” <b>");
  await expect(page.getByLabel("Postcode")).toHaveValue("nowhere");
  await expect(page.getByLabel("Postcode")).toHaveAccessibleDescription(/Enter a full UK postcode/);
  await page.getByRole("link", { name: "Enter a full UK postcode" }).click();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByLabel("Postcode")).toBeFocused();
  await page.getByLabel("Postcode").fill("wr14qr");
  await saveAndContinue(page);
  await arrive(page, "What type of property is it?");
});

test("Back, the browser’s own Back and a reload keep what was saved", async ({ page }) => {
  await startReport(page);
  await arrive(page, FIRST_PAGE);
  const own = { ...HOME, line2: "Top floor", county: "Wrekinshire" };
  await typeAddress(page, own);
  await saveAndContinue(page);
  await arrive(page, "What type of property is it?");
  await page.getByLabel("Flat with its own bins").check();
  await saveAndContinue(page);
  await arrive(page, "Does this address have an assisted collection?");

  await page.getByRole("link", { name: "Back", exact: true }).click();
  await arrive(page, "What type of property is it?");
  await expect(page.getByLabel("Flat with its own bins")).toBeChecked();
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await arrive(page, FIRST_PAGE);
  await expect(page.getByLabel("Address line 2")).toHaveValue("Top floor");
  await page.reload();
  await expect(page.getByLabel("County")).toHaveValue("Wrekinshire");
  await expect(page.getByLabel("Address line 1")).toHaveValue(HOME.line1);

  await page.goBack();
  await arrive(page, "What type of property is it?");
  await expect(page.getByLabel("Flat with its own bins")).toBeChecked();
  await saveAndContinue(page);
  await arrive(page, "Does this address have an assisted collection?");

  await page.goto("/services/missed-bin-collection");
  await arrive(page, SERVICE);
  await page.getByRole("link", { name: "Carry on where you left off" }).click();
  await arrive(page, "Does this address have an assisted collection?");
});

test("A page ahead of what is answered leads back to the first question that is not", async ({ page }) => {
  await startReport(page);
  await arrive(page, FIRST_PAGE);
  await page.goto(page.url().replace("property-address", "check"));
  await arrive(page, FIRST_PAGE);
});

test("A change from check-your-answers returns there, by way of whatever it brings up", async ({ page }) => {
  await startReport(page);
  await answerShortest(page);

  await change(page, "Which bins did we miss?");
  await arrive(page, "Which bins did we miss?");
  await expect(page.getByLabel("Recycling")).toBeChecked();
  await page.getByLabel("Garden waste").check();
  await saveAndContinue(page);
  await arrive(page, "Check your answers");
  await expect(answerTo(page, "Which bins did we miss?")).toContainText("Garden waste");

  await change(page, "How do you want us to update you?");
  await arrive(page, "How do you want us to update you?");
  await page.getByLabel("By phone").check();
  await saveAndContinue(page);
  await arrive(page, "What is your phone number?");
  await page.getByRole("textbox").fill("12");
  await saveAndContinue(page);
  await arriveWithErrors(page, "What is your phone number?", [/^Enter a telephone number, like/]);
  await expect(page.getByRole("textbox")).toHaveValue("12");
  await page.getByRole("textbox").fill("01632 960 011");
  await saveAndContinue(page);
  await arrive(page, "What is your name?");
  await page.getByRole("textbox").fill("Mary Hollings");
  await saveAndContinue(page);
  await arrive(page, "Check your answers");
  await expect(answerTo(page, "What is your phone number?")).toContainText("01632 960 011");

  await change(page, "What is your name?");
  await arrive(page, "What is your name?");
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await arrive(page, "Check your answers");
});

test("Going back after sending leads to the confirmation, and sending again makes nothing new", async ({ page }) => {
  await startReport(page);
  await answerShortest(page);
  const check = page.url();
  const csrf = await page.locator("main input[name=csrf]").inputValue();
  await page.getByRole("button", { name: "Accept and send" }).dblclick();
  await arrive(page, "We have received your form");
  const reference = await referenceOn(page);

  const again = await page.request.post(check, { form: { csrf } });
  expect(again.url()).toMatch(/\/done$/);
  expect(await again.text()).toContain(reference);

  await page.goBack();
  await arrive(page, "We have received your form");
  expect(await referenceOn(page)).toBe(reference);
  for (const place of ["check", "property-address", "which-bins?change=1"]) {
    await page.goto(check.replace(/check$/, place));
    await arrive(page, "We have received your form");
    expect(await referenceOn(page)).toBe(reference);
  }
});
