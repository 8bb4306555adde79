// Every page fits a screen 320 pixels wide, and text twice as large.

import {
  eachPageOfAForm,
  eachPageOfAnAccount,
  eachPageOfAnImportedForm,
  eachPageOfTheDesk,
  eachPublicPage,
} from "../steps/every-page.js";
import { expectToFit } from "../steps/fits.js";
import { expect, test } from "../steps/journey.js";

const PARTS = {
  "Every public page": eachPublicPage,
  "Every page of a form": eachPageOfAForm,
  "Every page of an imported form": eachPageOfAnImportedForm,
  "Every page of an account": eachPageOfAnAccount,
  "Every page of the desk": eachPageOfTheDesk,
};

for (const [part, eachPage] of Object.entries(PARTS)) {
  test(`${part} fits a screen 320 pixels wide, and a wide one with text twice as large`, async ({ page }) => {
    const narrow = { width: 320, height: 640 };
    const wide = { width: 1280, height: 1024 };
    await page.setViewportSize(narrow);
    await eachPage(page, async (name) => {
      await expectToFit(page, `${name} at 320 pixels`);
      await page.setViewportSize(wide);
      await enlargeText(page, 2);
      await expectToFit(page, `${name} with large text`);
      await enlargeText(page, 1);
      await page.setViewportSize(narrow);
    });
  });
}

/** Sets the size of all text, as a reader's own setting does. */
async function enlargeText(page, times) {
  const size = await page.evaluate((times) => {
    // A style set by a script is not what the content security policy forbids.
    document.documentElement.style.fontSize = `${times * 100}%`;
    return parseFloat(getComputedStyle(document.querySelector(".govuk-body, label, h1")).fontSize);
  }, times);
  if (times === 2) expect(size, "enlarged text").toBeGreaterThanOrEqual(32);
}
