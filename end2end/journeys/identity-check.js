// At the counter: a resident shows documents and a code, and the adviser joins the account to what the council knew.

import { arrive, arriveWithErrors } from "../steps/arrive.js";
import { expect, test } from "../steps/journey.js";
import { newResident, register } from "../steps/residents.js";
import { addPerson, sayWhy, signIn } from "../steps/staff.js";

test("An account is checked at the counter and joined to the record there was", async ({ page, browser }) => {
  const resident = newResident();
  const context = await browser.newContext({ baseURL: process.env.GUILDHALL_URL });
  const desk = await context.newPage();
  await signIn(desk);
  await addPerson(desk, resident.name);

  await register(page, resident);
  await page.goto("/account/details");
  await page.getByRole("link", { name: "How we check who you are" }).click();
  await arrive(page, "Your identity");
  await page.getByRole("button", { name: "Get a code" }).click();
  await arrive(page, "Your identity");
  const code = await page.locator(".govuk-panel__title").textContent();

  await desk.goto(`/desk/people?q=${encodeURIComponent(resident.email)}`);
  await desk.getByRole("link", { name: resident.name }).click();
  await sayWhy(desk, resident.name);
  await desk.getByRole("link", { name: "Check identity" }).click();
  await arrive(desk, `Check the identity of ${resident.name}`);
  await desk.getByRole("button", { name: "Identity is checked" }).click();
  await arriveWithErrors(desk, `Check the identity of ${resident.name}`, [
    "Enter the code of 6 digits",
    "Select one document with a photograph, or two without",
  ]);
  await desk.getByLabel("Code that their account shows").fill(code);
  await desk.getByLabel("Passport").check();
  await desk.getByRole("button", { name: "Identity is checked" }).click();
  await arrive(desk, resident.name);
  await expect(desk.locator(".govuk-notification-banner")).toContainText("The identity is checked");

  await desk.getByRole("link", { name: "Join to the record we had of them" }).click();
  await arrive(desk, `Join ${resident.name} to another record`);
  await desk.getByRole("link", { name: `This is ${resident.name}` }).click();
  await arrive(desk, `Is ${resident.name} the same person as ${resident.name}?`);
  await desk.getByRole("button", { name: "Yes, join the records" }).click();
  await arrive(desk, resident.name);
  await expect(desk.locator("main")).toContainText("Records joined to this one");

  await page.goto("/account/details");
  await expect(page.locator("main")).toContainText("We have checked who you are");
  await page.getByRole("link", { name: "See who has looked at your record" }).click();
  await arrive(page, "Who has looked at your record");
  await expect(page.locator("main")).toContainText("an adviser");
  await expect(page.locator("main")).toContainText("Because of a letter, an email, a visit or another contact");
  await context.close();
});
