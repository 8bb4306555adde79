// Finding a service by searching for it, or by looking at all of them.

import { arrive } from "../steps/arrive.js";
import { expectAccessible } from "../steps/accessible.js";
import { expect, scriptsAreOn, test } from "../steps/journey.js";
import { SERVICE } from "../steps/missed-bin.js";

test("A search in a resident’s own words finds the service", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("searchbox", { name: "Search for a service" }).fill("dustbin");
  await page.getByRole("button", { name: "Search" }).click();
  await arrive(page, "Search");
  await expect(page).toHaveTitle(/^dustbin – Search/);
  await expect(page.getByRole("heading", { name: /results? found for “dustbin”/ })).toBeVisible();
  await expect(page.getByRole("searchbox")).toHaveValue("dustbin");
  await page.locator(".service-list").getByRole("link", { name: SERVICE }).click();
  await arrive(page, SERVICE);
});

test("A search that finds nothing says what to try", async ({ page }) => {
  await page.goto("/search?q=zzyzx+%3Cb%3E");
  await arrive(page, "Search");
  await expect(page.getByRole("heading", { name: "Nothing found for “zzyzx <b>”" })).toBeVisible();
  await expect(page.getByText("Check the spelling.")).toBeVisible();
  await page.getByRole("link", { name: "See every service" }).click();
  await arrive(page, "All services");
});

test("An empty search shows the box again", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Search" }).click();
  await arrive(page, "Search");
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("Every service is in the list of all services", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "See every service" }).click();
  await arrive(page, "All services");
  const services = page.locator(".service-list a");
  const names = await services.allTextContents();
  expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other, "en-GB")));
  await expect(page.getByText(`${names.length} services, in alphabetical order.`)).toBeVisible();
  await services.filter({ hasText: SERVICE }).click();
  await arrive(page, SERVICE);
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await arrive(page, "What do you need to do?");
});

test("Services are suggested as one types, where scripts run", async ({ page }) => {
  await page.goto("/");
  const box = page.getByRole("searchbox", { name: "Search for a service" });
  const suggestions = page.getByRole("list", { name: "Suggestions" });
  if (!scriptsAreOn()) {
    await box.fill("bin");
    await expect(suggestions).toHaveCount(0);
    await expect(page.locator("html")).not.toHaveAttribute("data-islands");
    return;
  }
  await expect(page.locator("html")).toHaveAttribute("data-islands", "ready");
  const asked = page.waitForResponse((answer) => answer.url().includes("/actions/suggest-services"));
  await box.pressSequentially("bin");
  expect((await asked).status()).toBe(200);
  await expect(suggestions.getByRole("link", { name: SERVICE })).toBeVisible();
  await expect(page.getByRole("status")).toHaveText(/^\d+ suggestions$/);
  await expectAccessible(page);

  await box.fill("zzyzx");
  await expect(page.getByRole("status")).toHaveText("No suggestions. Press Search to see more.");
  await expect(suggestions).toHaveCount(0);
  await expectAccessible(page);

  await box.fill("missed bin");
  await suggestions.getByRole("link", { name: SERVICE }).click();
  await arrive(page, SERVICE);
});

test.describe("When the browser part does not arrive", () => {
  test.use({ faultsExpected: true });

  test("The search still leads to its results", async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto("/");
    await page.getByRole("searchbox").fill("bin");
    await page.getByRole("searchbox").press("Enter");
    await arrive(page, "Search");
    await expect(page.locator(".service-list a").first()).toBeVisible();
  });
});
