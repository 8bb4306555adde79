// The whole way from the home page to the confirmation, without a mouse.

import { arrive, arriveWithErrors } from "../steps/arrive.js";
import { referenceOn } from "../steps/check-answers.js";
import { daysFromToday } from "../steps/dates.js";
import { expect, test } from "../steps/journey.js";
import { tabTo } from "../steps/keyboard.js";
import { FIRST_PAGE, SERVICE } from "../steps/missed-bin.js";

test("A missed bin is reported with a keyboard only", async ({ page }) => {
  const press = (key) => page.keyboard.press(key);
  const save = async () => {
    await tabTo(page, "button", "Save and continue");
    await press("Enter");
  };
  await page.goto("/");
  await tabTo(page, "link", "Skip to main content");
  await press("Enter");
  await tabTo(page, "link", SERVICE);
  await press("Enter");
  await arrive(page, SERVICE);
  await tabTo(page, "button", "Start now");
  await press("Enter");

  await arrive(page, FIRST_PAGE);
  await save();
  await arriveWithErrors(page, FIRST_PAGE, [/./, /./, /./]);
  await tabTo(page, "link", "Enter address line 1");
  await press("Enter");
  // Without scripts the link moves the point where Tab goes on, just before the control.
  const line = page.getByLabel("Address line 1");
  if (!(await line.evaluate((control) => control === document.activeElement))) await press("Tab");
  await expect(line).toBeFocused();
  await page.keyboard.type("14 Quarry Row");
  await tabTo(page, "textbox", "Town or city");
  await page.keyboard.type("Wrekinbridge");
  await tabTo(page, "textbox", "Postcode");
  await page.keyboard.type("WR1 4QR");
  await press("Enter");

  await arrive(page, "What type of property is it?");
  await tabTo(page, "radio", "House or bungalow");
  await press("ArrowDown");
  await press("ArrowDown");
  await expect(page.getByLabel("Flat that shares bins")).toBeChecked();
  await save();

  await arrive(page, "Where are the bins kept?");
  await tabTo(page, "textbox", "Where are the bins kept?");
  await page.keyboard.type("In the bin store");
  await save();

  await arrive(page, "Which bins did we miss?");
  await tabTo(page, "checkbox", "Recycling");
  await press("Space");
  await expect(page.getByLabel("Recycling")).toBeChecked();
  await save();

  await arrive(page, "When should the bins have been collected?");
  for (const [part, value] of Object.entries(daysFromToday(-1))) {
    await tabTo(page, "textbox", part[0].toUpperCase() + part.slice(1));
    await page.keyboard.type(String(value));
  }
  await save();

  await arrive(page, "Was there a tag or sticker left on any of the bins?");
  await tabTo(page, "radio", "Yes");
  await press("ArrowRight");
  await expect(page.getByLabel("No", { exact: true })).toBeChecked();
  await save();

  await arrive(page, "How do you want us to update you?");
  await tabTo(page, "radio", "By email");
  await press("ArrowUp");
  await expect(page.getByLabel("I do not want updates")).toBeChecked();
  await save();

  await arrive(page, "Check your answers");
  await tabTo(page, "link", "Change Where are the bins kept?");
  await press("Enter");
  await arrive(page, "Where are the bins kept?");
  await save();
  await arrive(page, "Check your answers");
  await tabTo(page, "button", "Accept and send");
  await press("Space");
  await arrive(page, "We have received your form");
  await referenceOn(page);
});
