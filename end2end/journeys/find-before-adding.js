// An adviser looks for a caller before adding them, and is shown who is like them.

import { arrive, arriveWithErrors } from "../steps/arrive.js";
import { expectAccessible } from "../steps/accessible.js";
import { expect, scriptsAreOn, test } from "../steps/journey.js";
import { newName, sayWhy, signIn } from "../steps/staff.js";

/** Somebody of the demo. */
const BRONWEN = "Bronwen Parry";

async function find(page, typed) {
  await page.goto("/desk/people");
  await page.getByRole("searchbox", { name: "Find a person" }).fill(typed);
  await page.getByRole("button", { name: "Find" }).click();
  await arrive(page, "People");
}

test("Somebody is found by whatever is known of them, slips and all", async ({ page }) => {
  await signIn(page);
  await find(page, "bronwyn pary");
  const row = page.getByRole("row").filter({ hasText: BRONWEN });
  await expect(row).toContainText("30 August 1938");
  await expect(row).toContainText("2 Chapel Steps, WR3 2CS");
  await expect(row).toContainText("similar name");
  for (const typed of ["30/8/1938", "wr3 2cs", "+44 1632 960045", "Parry 1938", "bronwen.parry@residents.example"]) {
    await find(page, typed);
    await expect(page.getByRole("heading", { name: /\d+ (person|people) found for/ })).toBeVisible();
    await expect(page.getByRole("link", { name: BRONWEN })).toBeVisible();
  }
  await find(page, "parry 31/02/1938");
  await expect(page.getByText("“31/02/1938” is not a date of birth, so it was left out.")).toBeVisible();
  await page.getByRole("link", { name: BRONWEN }).click();
  await sayWhy(page, BRONWEN);
});

test("Whoever is like somebody new is shown before they are added, and nothing typed is lost", async ({ page }) => {
  const name = newName();
  await signIn(page);
  await find(page, `${name} 30/8/1938 wr3 2cs`);
  await page.getByRole("button", { name: "Add a person" }).click();
  await arrive(page, "Add a person");
  await expect(page.getByLabel("Full name")).toHaveValue(name);
  await expect(page.getByLabel("Year")).toHaveValue("1938");
  await page.getByLabel("Day").fill("31");
  await page.getByLabel("Month").fill("2");
  await page.getByRole("button", { name: "Add this person" }).click();
  await arriveWithErrors(page, "Add a person", ["Date of birth must be a real date in the past, like 27 3 1980"]);
  await page.getByLabel("Full name").fill("Bronwyn Parry");
  await page.getByLabel("Day").fill("30");
  await page.getByLabel("Month").fill("8");
  await page.getByRole("button", { name: "Add this person" }).click();
  await arrive(page, "Is Bronwyn Parry one of these people?");
  await expect(page.getByRole("row").filter({ hasText: BRONWEN }).first()).toContainText(
    "similar name, same date of birth, lives in the same postcode",
  );
  await page.getByRole("button", { name: "Change what you typed" }).click();
  await arrive(page, "Add a person");
  await page.getByLabel("Full name").fill(name);
  await page.getByLabel("Day").fill(String(1 + Math.floor(Math.random() * 28)));
  await page.getByLabel("Year").fill(String(1940 + Math.floor(Math.random() * 60)));
  await page.getByRole("button", { name: "Add this person" }).click();
  await arrive(page, `These people share details with ${name}`);
  await page.getByRole("button", { name: `Add ${name}` }).click();
  await arrive(page, name);
});

test("People are suggested as one types, where scripts run", async ({ page }) => {
  await signIn(page);
  await page.goto("/desk/people");
  const box = page.getByRole("searchbox", { name: "Find a person" });
  const suggestions = page.getByRole("list", { name: "People", exact: true });
  if (!scriptsAreOn()) {
    await box.fill("bronwen");
    await expect(suggestions).toHaveCount(0);
    return;
  }
  await expect(page.locator("html")).toHaveAttribute("data-islands", "ready");
  await box.pressSequentially("parry bron", { delay: 20 });
  const suggestion = suggestions.getByRole("link", { name: new RegExp(BRONWEN) });
  await expect(suggestion).toContainText("born 30 August 1938, 2 Chapel Steps, WR3 2CS");
  await expect(page.getByRole("status")).toHaveText(/^\d+ (person|people)$/);
  await expectAccessible(page);
  await suggestion.press("Enter");
  await sayWhy(page, BRONWEN);
});
