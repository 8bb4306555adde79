// Arriving on a page: it is the right one, it says so in its title, and everyone can use it.

import { expectAccessible } from "./accessible.js";
import { expect } from "./journey.js";

/** The page with this heading is shown, and nothing is wrong with it. */
export async function arrive(page, heading) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page).not.toHaveTitle(/^Error: /);
  await expect(page.locator(".govuk-error-summary")).toHaveCount(0);
  await expectAccessible(page);
}

/**
 * The page with this heading is shown again with these mistakes: named in the title, listed first in a summary
 * that has the focus, and each linked to the control that puts it right.
 */
export async function arriveWithErrors(page, heading, messages) {
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  const summary = page.locator(".govuk-error-summary");
  await expect(summary.getByRole("heading", { name: "There is a problem" })).toBeVisible();
  await expect(summary).toBeFocused();
  const links = summary.getByRole("link");
  await expect(links).toHaveText(messages);
  for (const link of await links.all()) await expectLinkToControl(page, link);
  await expectAccessible(page);
}

/** The link's target is a control that says the same message. */
async function expectLinkToControl(page, link) {
  const control = page.locator(`[id="${(await link.getAttribute("href")).slice(1)}"]`);
  await expect(control).toBeEditable();
  const described = await control.evaluate((control) => {
    const group = control.closest(".govuk-form-group--error") ?? control;
    return group.querySelector(".govuk-error-message")?.textContent ?? "";
  });
  expect(described).toContain(await link.textContent());
}

/** Presses the button that saves a question page. */
export async function saveAndContinue(page) {
  await page.getByRole("button", { name: "Save and continue" }).click();
}

/** The page's path without the form session's own part. */
export function pageOf(page) {
  return new URL(page.url()).pathname.split("/").at(-1);
}
