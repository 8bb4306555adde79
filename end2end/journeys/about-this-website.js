// The accessibility statement, the privacy notice and the page about cookies, and whether they are true.

import { arrive } from "../steps/arrive.js";
import { expect, test } from "../steps/journey.js";
import { startReport } from "../steps/missed-bin.js";

test("The footer leads to the statements", async ({ page }) => {
  await page.goto("/");
  for (const title of ["Accessibility statement", "Privacy notice", "Cookies"]) {
    await page.getByRole("contentinfo").getByRole("link", { name: title }).click();
    await arrive(page, title);
  }
});

test("The one cookie is the one that the page about cookies names", async ({ page, context }) => {
  await startReport(page);
  const cookies = await context.cookies();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  const days = (cookies[0].expires - Date.now() / 1000) / 86_400;
  expect(Math.round(days)).toBe(7);
  await page.goto("/cookies");
  await arrive(page, "Cookies");
  await expect(page.getByRole("cell", { name: cookies[0].name, exact: true })).toBeVisible();
});
