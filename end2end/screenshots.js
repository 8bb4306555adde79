// A picture of every page on a wide and on a narrow screen, into results/screens.

import {
  eachPageOfAForm,
  eachPageOfAnAccount,
  eachPageOfAnImportedForm,
  eachPageOfTheDesk,
  eachPublicPage,
} from "./steps/every-page.js";
import { scriptsAreOn, test } from "./steps/journey.js";

const SCREENS = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } };

for (const eachPage of [eachPublicPage, eachPageOfAForm, eachPageOfAnImportedForm, eachPageOfAnAccount, eachPageOfTheDesk]) {
  test(`Pictures are taken of ${eachPage.name}`, async ({ page }) => {
    const scripts = scriptsAreOn() ? "scripts-on" : "scripts-off";
    await eachPage(page, async (name) => {
      for (const [screen, size] of Object.entries(SCREENS)) {
        await page.setViewportSize(size);
        await page.screenshot({ path: `results/screens/${scripts}/${name}-${screen}.png`, fullPage: true });
      }
    });
  });
}
