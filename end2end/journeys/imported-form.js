// Forms written for another program, walked to their end.

import { typeAddress } from "../steps/address.js";
import { arrive, arriveWithErrors, saveAndContinue } from "../steps/arrive.js";
import { answerTo, send } from "../steps/check-answers.js";
import { daysFromToday, inWords } from "../steps/dates.js";
import { expect, scriptsAreOn, test } from "../steps/journey.js";

test("A form with every type of question is filled in and sent", async ({ page }) => {
  await page.goto("/services/every-component");
  await arrive(page, "Borrow the council's bunting");
  await page.getByRole("button", { name: "Start now" }).click();

  await arrive(page, "Borrow bunting");
  await page.getByText("What is bunting?").click();
  await expect(page.getByText("flags on a string")).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();

  await arrive(page, "About you");
  await saveAndContinue(page);
  await arriveWithErrors(page, "About you", [
    "Enter an answer to “Full name”",
    "Enter an answer to “Email address”",
    "Enter address line 1, typically the building and street",
    "Enter a town or city",
    "Enter a postcode",
  ]);
  await page.getByLabel("Full name").fill("Mary Hollings");
  await page.getByLabel("Email address").fill("mary@");
  await page.getByLabel("Telephone number").fill("call me");
  await page.getByLabel("Your street's website").fill("not a site");
  await typeAddress(page, { line1: "14 Quarry Row", town: "Wrekinbridge", postcode: "WR1 4QR" });
  await saveAndContinue(page);
  await arriveWithErrors(page, "About you", [/^Enter an email address/, /^Enter a telephone number/, /^Enter a website/]);
  await page.getByLabel("Email address").fill("mary@residents.example");
  await page.getByLabel("Telephone number").fill("");
  await page.getByLabel("Your street's website").fill("www.example.com");
  await saveAndContinue(page);

  await arrive(page, "About the party");
  const typePart = async (group, { day, month, year }) => {
    for (const [part, value] of Object.entries({ Day: day, Month: month, Year: year })) {
      await page.getByRole("group", { name: group }).getByLabel(part).fill(String(value));
    }
  };
  await page.getByLabel("How many flags?").fill("lots");
  await page.getByLabel("What deposit can you pay?").fill("12.345");
  await typePart("From", daysFromToday(2));
  await typePart("Until", { day: 31, month: 4, year: 2027 });
  await page.getByLabel("Tell us your plan").fill("bunting ".repeat(31));
  await saveAndContinue(page);
  await arriveWithErrors(page, "About the party", [
    /^How many flags\? must be a (whole )?number/,
    /^What deposit can you pay\? must have no more than 2 decimal places$/,
    "Until must be a real date",
    "Tell us your plan must be 30 words or fewer",
  ]);
  await page.getByLabel("How many flags?").fill("40");
  await page.getByLabel("What deposit can you pay?").fill("12.50");
  await typePart("Until", daysFromToday(3));
  await page.getByLabel("Tell us your plan").fill("Music.\nFood.");
  if (scriptsAreOn()) await expect(page.getByText("You have 28 words remaining").first()).toBeVisible();
  await saveAndContinue(page);

  await arrive(page, "Which bunting?");
  await saveAndContinue(page);
  await arriveWithErrors(page, "Which bunting?", [
    "Select yes or no for “Are you insured?”",
    "Select an answer to “Size”",
    "Select an answer to “Colour”",
    "Select an answer to “Extras”",
  ]);
  await page.getByRole("group", { name: "Are you insured?" }).getByLabel("Yes").check();
  await page.getByLabel("Twenty metres").check();
  await page.getByLabel("Colour", { exact: true }).selectOption("Red & white");
  await page.getByLabel("Second colour").selectOption("Blue");
  await page.getByLabel("Ladder").check();
  await saveAndContinue(page);
  await arrive(page, "Who will collect it?");
  await page.getByLabel("A neighbour").check();
  await saveAndContinue(page);

  await arrive(page, "Check your answers");
  await expect(answerTo(page, "How many flags?")).toContainText("40 flags");
  await expect(answerTo(page, "What deposit can you pay?")).toContainText("£12.50");
  await expect(answerTo(page, "From")).toContainText(inWords(daysFromToday(2)));
  await expect(answerTo(page, "Second colour")).toContainText("Blue");
  await expect(answerTo(page, "Nickname")).toContainText("Not answered");
  await send(page);
});

// The real forms are not ours to publish: this journey is there where they are.
if (process.env.GUILDHALL_REAL_FORMS) {
  test("A real form of another program is filled in by its longest way and sent", async ({ page }) => {
    const joint = "Is this expression of interest being submitted jointly with another local authority?";
    const partners = "Tell us which local authorities you are submitting this joint expression of interest with";
    const accountable =
      "Which local authority will act as the accountable body for the funding and monitoring?";
    await page.goto("/services/local-plans-local-authority-details");
    await expect(page.getByRole("button", { name: "Start now" })).toBeVisible();
    await page.getByRole("button", { name: "Start now" }).click();
    await arrive(page, "Local authority details");
    await page.getByRole("button", { name: "Continue" }).click();
    await arrive(page, "Your local authority name");
    await saveAndContinue(page);
    await arriveWithErrors(page, "Your local authority name", ["Select an answer to “Local authority name”"]);
    await page.getByLabel("Local authority name").selectOption("Adur District Council");
    await saveAndContinue(page);
    await arrive(page, "Lead contact details");
    await page.getByLabel("Lead contact first name").fill("Asha");
    await page.getByLabel("Lead contact last name").fill("Rowe");
    await page.getByLabel("Lead contact job title").fill("Planner");
    await page.getByLabel("Lead contact email address").fill("asha.rowe@authority.example");
    await saveAndContinue(page);
    await arrive(page, joint);
    await page.getByLabel("Yes").check();
    await saveAndContinue(page);
    await arrive(page, partners);
    await saveAndContinue(page);
    await arriveWithErrors(page, partners, [/./, /./]);
    await page.getByRole("textbox").fill("Aberdeen City Council");
    await page.getByLabel("Yes").check();
    await saveAndContinue(page);
    await arrive(page, accountable);
    await page.getByLabel("Accountable local authority").selectOption("Aberdeen City Council");
    await saveAndContinue(page);
    await arrive(page, "Check your answers");
    await expect(answerTo(page, "Lead contact job title")).toContainText("Planner");
    await send(page);
  });
}
