// A resident tells the council that they have moved, for their Council Tax.

import { HOME, typeAddress } from "../steps/address.js";
import { arrive, arriveWithErrors, saveAndContinue } from "../steps/arrive.js";
import { answerTo, send } from "../steps/check-answers.js";
import { daysFromToday, inWords, typeDate } from "../steps/dates.js";
import { expect, test } from "../steps/journey.js";

const SERVICE = "Tell us you have moved (Council Tax)";

test("One adult moves within the area, with a few slips on the way", async ({ page }) => {
  const moved = daysFromToday(-3);
  const choose = async (heading, label) => {
    await arrive(page, heading);
    await page.getByLabel(label, { exact: true }).check();
    await saveAndContinue(page);
  };
  await page.goto("/services/council-tax-move");
  await arrive(page, SERVICE);
  await page.getByRole("button", { name: "Start now" }).click();
  await choose("Who is moving?", "Me, on my own or with children");
  await choose("What kind of move is it?", "I’m moving from one home in Wrekinshire to another");
  await arrive(page, "What is your name?");
  await page.getByRole("textbox").fill("Idris Cole");
  await saveAndContinue(page);
  await arrive(page, "What is your Council Tax account number? (optional)");
  await saveAndContinue(page);

  await arrive(page, "What is your old address?");
  await page.getByLabel("Postcode").fill("WR1");
  await saveAndContinue(page);
  await arriveWithErrors(page, "What is your old address?", [
    "Enter address line 1, typically the building and street",
    "Enter a town or city",
    "Enter a full UK postcode, like AB1 2CD",
  ]);
  await typeAddress(page, HOME);
  await saveAndContinue(page);

  const date = "What date are you moving out?";
  const wrong = [
    [{ day: "", month: "", year: "" }, "Enter the date you’re moving out"],
    [{ day: 27, month: "", year: 2026 }, "The date you’re moving out must include a month"],
    [{ day: "", month: 3, year: "" }, "The date you’re moving out must include a day and a year"],
    [{ day: 27, month: 3, year: 26 }, "Year must include 4 numbers"],
    [{ day: 31, month: 2, year: 2026 }, "The date you’re moving out must be a real date"],
    [daysFromToday(-400), `The date you’re moving out must be on or after ${inWords(daysFromToday(-365))}`],
    [daysFromToday(60), `The date you’re moving out must be on or before ${inWords(daysFromToday(42))}`],
  ];
  await arrive(page, date);
  for (const [typed, message] of wrong) {
    await typeDate(page, typed);
    await saveAndContinue(page);
    await arriveWithErrors(page, date, [message]);
    await expect(page.getByLabel("Day")).toHaveValue(String(typed.day));
    await expect(page.getByLabel("Year")).toHaveValue(String(typed.year));
  }
  await typeDate(page, moved);
  await saveAndContinue(page);

  await arrive(page, "Do you own or rent your old home?");
  await page.getByLabel("I rent it").check();
  await saveAndContinue(page);
  await arrive(page, "What date does your old tenancy end?");
  await typeDate(page, moved);
  await saveAndContinue(page);
  await arrive(page, "Who do you rent your old home from?");
  await saveAndContinue(page);
  await arriveWithErrors(page, "Who do you rent your old home from?", ["Enter the name of the landlord or letting agent"]);
  await page.getByLabel("Name of the landlord").fill("Foundry Lettings");
  await saveAndContinue(page);
  await choose("Is anyone aged 18 or over staying in your old home?", "No");
  await arrive(page, "What is your new address?");
  await typeAddress(page, { line1: "Flat 3, Foundry House", town: "Wrekinbridge", postcode: "WR1 7FL" });
  await saveAndContinue(page);
  await arrive(page, "What date are you moving in?");
  await typeDate(page, moved);
  await saveAndContinue(page);
  await arrive(page, "Do you own or rent your new home?");
  await page.getByLabel("I own it").check();
  await saveAndContinue(page);
  await arrive(page, "What date do you become the owner of your new home?");
  await typeDate(page, moved);
  await saveAndContinue(page);
  await choose("Does anyone else aged 18 or over live in your new home?", "Yes");
  await arrive(page, "Who else lives in your new home?");
  await page.getByRole("textbox").fill("Joan Whitcombe\nTomasz Zielinski");
  await saveAndContinue(page);
  await choose("How do you want to get your Council Tax bills?", "By post");
  await arrive(page, "What is your phone number? (optional)");
  await saveAndContinue(page);

  await arrive(page, "Check your answers");
  await expect(answerTo(page, "What date are you moving out?")).toContainText(inWords(moved));
  await expect(answerTo(page, "What is your Council Tax account number?")).toContainText("Not answered");
  await expect(page.getByText("Do you want to ask for a single person discount?")).toHaveCount(0);
  await send(page);
});

test("Somebody the form is not for is told how, and may ask to be called", async ({ page }) => {
  await page.goto("/services/council-tax-move");
  await page.getByRole("button", { name: "Start now" }).click();
  await arrive(page, "Who is moving?");
  await page.getByLabel("A tenant, and I’m their landlord").check();
  await saveAndContinue(page);
  await arrive(page, "You need to tell us another way");
  await expect(page.getByText("Call us on 01632 960 120").first()).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await arrive(page, "What is your name?");
  await page.getByRole("textbox").fill("Letty Agnew");
  await saveAndContinue(page);
  await arrive(page, "What number should we call you on?");
  await page.getByRole("textbox").fill("01632 960 077");
  await saveAndContinue(page);
  await arrive(page, "Check your answers");
  await expect(page.locator(".govuk-summary-list__row")).toHaveCount(3);
  await send(page);
});
