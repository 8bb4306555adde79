// Addresses where there is nothing, or nothing for whoever asks.

import { arrive } from "../steps/arrive.js";
import { expect, test } from "../steps/journey.js";
import { FIRST_PAGE, SERVICE, startReport } from "../steps/missed-bin.js";
import { signIn } from "../steps/staff.js";

async function expectNothing(page, address) {
  const answer = await page.goto(address);
  expect(answer.status(), address).toBe(404);
  await arrive(page, "Page not found");
}

const NOBODY = "01890000-0000-7000-8000-000000000000";

test("An address that leads nowhere helps on", async ({ page }) => {
  for (const path of ["/nothing", "/services/nothing", `/forms/${NOBODY}/check`, "/forms/nothing/nothing"]) {
    await expectNothing(page, path);
  }
  await page.getByRole("searchbox", { name: "Search for a service" }).fill("missed bin");
  await page.getByRole("button", { name: "Search" }).click();
  await arrive(page, "Search");
  await page.locator(".service-list").getByRole("link", { name: SERVICE }).click();
  await arrive(page, SERVICE);
  await expectNothing(page, "/nothing");
  await page.getByRole("link", { name: "See every service" }).click();
  await arrive(page, "All services");
});

test("Somebody else’s form is nowhere to be found", async ({ page, browser, baseURL }) => {
  await startReport(page);
  await arrive(page, FIRST_PAGE);
  const form = page.url();
  await expectNothing(page, form.replace("property-address", "no-such-page"));
  const { javaScriptEnabled } = test.info().project.use;
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  const other = await context.newPage();
  await expectNothing(other, form);
  await startReport(other);
  const csrf = await other.locator("main input[name=csrf]").inputValue();
  for (const place of ["property-address", "check"]) {
    const address = form.replace("property-address", place);
    await expectNothing(other, address);
    const answer = await other.request.post(address, { form: { csrf }, maxRedirects: 0 });
    expect(answer.status(), `POST ${place}`).toBe(404);
  }
  await context.close();
});

test("At the desk, a case or a person that is not there is not found", async ({ page }) => {
  await signIn(page);
  for (const path of ["/desk/cases/AAA-AAA-AAA", "/desk/cases/nothing", `/desk/people/${NOBODY}`, "/desk/people/nobody"]) {
    await expectNothing(page, path);
  }
});
