// Reporting a missed bin collection by its shortest way: a flat that shares bins, no tag, no updates.

import { HOME, typeAddress } from "./address.js";
import { arrive, saveAndContinue } from "./arrive.js";
import { daysFromToday, typeDate } from "./dates.js";

export const SERVICE = "Report a missed bin collection";
export const FIRST_PAGE = "Where did we miss a collection?";

/** The questions of the shortest way, each with how to answer it. */
const SHORTEST = [
  [FIRST_PAGE, (page) => typeAddress(page, HOME)],
  ["What type of property is it?", (page) => page.getByLabel("Flat that shares bins").check()],
  ["Where are the bins kept?", (page) => page.getByRole("textbox").fill("In the bin store behind the flats")],
  ["Which bins did we miss?", (page) => page.getByLabel("Recycling").check()],
  ["When should the bins have been collected?", (page) => typeDate(page, daysFromToday(-1))],
  ["Was there a tag or sticker left on any of the bins?", (page) => page.getByLabel("No", { exact: true }).check()],
  ["How do you want us to update you?", (page) => page.getByLabel("I do not want updates").check()],
];

/** Begins a report as a resident does. */
export async function startReport(page) {
  await page.goto("/services/missed-bin-collection");
  await arrive(page, SERVICE);
  await page.getByRole("button", { name: "Start now" }).click();
}

/** Answers every question up to check-your-answers; `look` is called on each page. */
export async function answerShortest(page, look = async () => {}) {
  for (const [heading, answer] of SHORTEST) {
    await arrive(page, heading);
    await look(heading);
    await answer(page);
    await saveAndContinue(page);
  }
  await arrive(page, "Check your answers");
}
