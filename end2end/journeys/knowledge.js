// One article: an adviser finds it and says what is wrong, its owner puts it right, a resident reads their part of it.

import { arrive } from "../steps/arrive.js";
import { expectAccessible } from "../steps/accessible.js";
import { expect, test } from "../steps/journey.js";
import { signIn } from "../steps/staff.js";

test("An article is read, corrected and read again by residents", async ({ page, browser }) => {
  const words = `The crew comes back in ${Date.now()} minutes`;
  await signIn(page, "adviser");
  await page.getByRole("link", { name: "Knowledge" }).click();
  await arrive(page, "Knowledge");
  await page.getByRole("searchbox", { name: "Search articles" }).fill("discuonts");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: "Council tax discounts and exemptions" }).click();
  await arrive(page, "Council tax discounts and exemptions");
  await expect(page.getByRole("region", { name: "For staff only" })).toContainText("Say this, not that");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Something is wrong or missing here" }).click();
  await page.getByLabel("Something in it is wrong").check();
  await page.getByLabel("Say more").fill(words);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText(words)).toBeVisible();

  const context = await browser.newContext();
  const owner = await context.newPage();
  await signIn(owner, "team-leader");
  await owner.goto("/desk/knowledge/council-tax-discounts");
  await owner.getByRole("link", { name: "Change", exact: true }).click();
  const text = owner.getByLabel("Text", { exact: true });
  await text.fill(`${words}.\n\n${await text.inputValue()}`);
  await owner.getByRole("button", { name: "Save" }).click();
  await expect(owner.getByText("It is changed.")).toBeVisible();
  await expectAccessible(owner);
  await owner.getByRole("link", { name: new RegExp(`Deal with it.*${words}`) }).click();
  await owner.getByRole("button", { name: "It is dealt with" }).click();
  await expect(owner.getByText("It is dealt with.")).toBeVisible();
  await context.close();

  await page.goto("/search?q=discuonts");
  await page.getByRole("link", { name: "Council tax discounts and exemptions" }).click();
  await arrive(page, "Council tax discounts and exemptions");
  await expect(page.getByText(words)).toBeVisible();
  await expect(page.getByText("Say this, not that")).toHaveCount(0);
  await expectAccessible(page);
});
