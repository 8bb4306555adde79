// Getting about with a keyboard only, always seeing where one is.

import { expect } from "./journey.js";

/** Presses Tab until the control with this role and name has the focus. */
export async function tabTo(page, role, name, { exact = false } = {}) {
  const wanted = page.getByRole(role, { name, exact }).first();
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    await expectFocusInSight(page);
    if (await wanted.evaluate((control) => control === document.activeElement)) return;
  }
  throw new Error(`Tab never reaches the ${role} “${name}”`);
}

/** Whatever has the focus shows it, and is not off the screen. */
async function expectFocusInSight(page) {
  const state = await page.evaluate(() => {
    const control = document.activeElement;
    if (control === document.body) return { shown: true, inSight: true };
    const drawn = [getComputedStyle(control)];
    // Radios and checkboxes are drawn by their labels.
    for (const label of control.labels ?? []) drawn.push(getComputedStyle(label, "::before"));
    const hasOutline = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const box = control.getBoundingClientRect();
    return {
      what: control.outerHTML.slice(0, 200),
      shown: drawn.some((style) => hasOutline(style) || style.boxShadow !== "none"),
      inSight: box.width > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });
  expect(state).toMatchObject({ shown: true, inSight: true });
}
