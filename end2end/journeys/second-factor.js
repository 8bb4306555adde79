// A new member of staff takes up an invitation, and proves from then on with two things who they are.

import { code } from "../steps/authenticator-app.js";
import { arrive, arriveWithErrors } from "../steps/arrive.js";
import { expect, scriptsAreOn, test } from "../steps/journey.js";
import { addDevice, named } from "../steps/passkeys.js";
import { linkSentTo } from "../steps/residents.js";
import { account, choosePassword, inviteStaff, typeSignIn } from "../steps/staff.js";

async function signInAs(page, who) {
  await page.goto("/staff/sign-in");
  await typeSignIn(page, who);
}

test("A new adviser sets an app up, loses it, and sets up another", async ({ page, browser }) => {
  await signInAs(page, account("administrator"));
  const adviser = await inviteStaff(page);
  await expect(page.locator("main")).toContainText("The invitation is on its way");
  const administrators = page.url();

  const context = await browser.newContext({ baseURL: process.env.GUILDHALL_URL, javaScriptEnabled: scriptsAreOn() });
  const desk = await context.newPage();
  await choosePassword(desk, await linkSentTo(page, adviser.email), adviser);
  await desk.getByRole("button", { name: "Set up an app" }).click();
  await arrive(desk, "Set up an authenticator app");
  await expect(desk.getByRole("img", { name: /Picture for the camera/ })).toBeVisible();
  const key = await desk.locator(".govuk-inset-text").textContent();
  await desk.getByLabel("Code that the app shows").fill("000000");
  await desk.getByRole("button", { name: "Confirm" }).click();
  await arriveWithErrors(desk, "Set up an authenticator app", [
    "This code is not right. Check that your telephone’s clock is right, and try the next code",
  ]);
  await desk.getByLabel("Code that the app shows").fill(code(key));
  await desk.getByRole("button", { name: "Confirm" }).click();
  await arrive(desk, "Desk");
  await desk.getByRole("button", { name: "Sign out" }).click();
  await arrive(desk, "Staff sign-in");
  await typeSignIn(desk, adviser);
  await arrive(desk, "Check that it is you");
  await desk.getByLabel("Code from your authenticator app").fill(code(key, 1));
  await desk.getByRole("button", { name: "Continue" }).click();
  await arrive(desk, "Desk");
  await desk.getByRole("link", { name: adviser.name }).click();
  await arrive(desk, "Your staff account");
  await expect(desk.locator("main")).toContainText("Authenticator app");

  await page.goto(administrators);
  await page.getByRole("button", { name: "Reset second factor" }).click();
  await arrive(page, `Reset the second factor of ${adviser.name}?`);
  await page.getByRole("button", { name: "Reset second factor" }).click();
  await arrive(page, adviser.name);
  await desk.goto("/desk");
  await arrive(desk, "Staff sign-in");
  await desk.goto(await linkSentTo(page, adviser.email));
  await arrive(desk, "Set up your second factor again");
  await desk.getByLabel("Current password", { exact: true }).fill(adviser.password);
  await desk.getByRole("button", { name: "Continue" }).click();
  await arrive(desk, "Choose a second factor");
  await desk.getByRole("button", { name: "Set up an app" }).click();
  const other = await desk.locator(".govuk-inset-text").textContent();
  expect(other).not.toEqual(key);
  await context.close();
});

test("A passkey serves as the second factor where there are scripts", async ({ page, browser }) => {
  await signInAs(page, account("administrator"));
  const adviser = await inviteStaff(page);
  const link = await linkSentTo(page, adviser.email);
  const context = await browser.newContext({ javaScriptEnabled: scriptsAreOn() });
  const desk = await context.newPage();
  await choosePassword(desk, named(link), adviser);
  await desk.getByRole("button", { name: "Set up a passkey" }).click();
  await arrive(desk, "Add a passkey");
  if (scriptsAreOn()) {
    await addDevice(desk);
    await desk.getByLabel("What do you call this device?").fill("Security key");
    await desk.getByRole("button", { name: "Make a passkey" }).click();
    await arrive(desk, "Desk");
    await desk.getByRole("button", { name: "Sign out" }).click();
    await typeSignIn(desk, adviser);
    await arrive(desk, "Check that it is you");
    await desk.getByRole("button", { name: "Use a passkey" }).click();
    await arrive(desk, "Desk");
  } else {
    await expect(desk.locator("main")).toContainText("Passkeys need JavaScript");
    await desk.getByRole("link", { name: "Back" }).click();
    await arrive(desk, "Choose a second factor");
  }
  await context.close();
});

test("A forgotten password is recovered by email", async ({ page }) => {
  await signInAs(page, account("administrator"));
  const adviser = await inviteStaff(page);
  await choosePassword(page, await linkSentTo(page, adviser.email), adviser);
  await page.getByRole("link", { name: "Not now" }).click();
  await page.goto("/staff/sign-in");
  if (await page.getByRole("button", { name: "Sign out" }).isVisible()) {
    await page.getByRole("button", { name: "Sign out" }).click();
  }
  await page.getByRole("link", { name: "I have forgotten my password" }).click();
  await arrive(page, "Choose a new password");
  await page.getByLabel("Email address").fill(adviser.email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await arrive(page, "Check your email");
  await page.goto(await linkSentTo(page, adviser.email));
  await arrive(page, "Choose a new password");
  await page.getByLabel("New password", { exact: true }).fill("four quiet otters swimming");
  await page.getByRole("button", { name: "Save password" }).click();
  await arrive(page, "Your password is changed");
  await page.getByRole("button", { name: "Sign in" }).click();
  await typeSignIn(page, { ...adviser, password: "four quiet otters swimming" });
  await arrive(page, "Desk");
});
