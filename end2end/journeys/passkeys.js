// A resident signs in with a finger instead of a password.

import { arrive } from "../steps/arrive.js";
import { expect, scriptsAreOn, test } from "../steps/journey.js";
import { addDevice, named } from "../steps/passkeys.js";
import { newResident, register, signOut, typeResidentSignIn } from "../steps/residents.js";

const NO_SCRIPTS = "Passkeys need JavaScript";

test("A resident makes a passkey, and signs in with it where there are scripts", async ({ page }) => {
  const resident = newResident();
  await register(page, resident);
  // The same website under its name: a sign-in of its own.
  await page.goto(named("/sign-in"));
  await typeResidentSignIn(page, resident);
  await arrive(page, "Your account");
  await page.getByRole("link", { name: "Passkeys" }).click();
  await arrive(page, "Passkeys");
  await expect(page.locator("main")).toContainText("You have no passkeys yet");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await arrive(page, "Add a passkey");
  if (!scriptsAreOn()) {
    await expect(page.locator("main")).toContainText(NO_SCRIPTS);
    await expect(page.getByRole("button", { name: "Make a passkey" })).toBeHidden();
    await signOut(page);
    await page.goto(named("/sign-in"));
    await page.getByRole("link", { name: "Sign in with a passkey" }).click();
    await arrive(page, "Sign in with a passkey");
    await expect(page.locator("main")).toContainText(NO_SCRIPTS);
    await page.getByRole("link", { name: "Other ways to sign in" }).click();
    await arrive(page, "Sign in to your account");
    return;
  }
  await addDevice(page);
  await page.getByLabel("What do you call this device?").fill("My telephone");
  await page.getByRole("button", { name: "Make a passkey" }).click();
  await arrive(page, "Passkeys");
  await expect(page.locator(".govuk-notification-banner")).toContainText("The passkey is added");

  await page.goto(named("/account/passkeys/new"));
  await page.getByLabel("What do you call this device?").fill("My telephone again");
  await page.getByRole("button", { name: "Make a passkey" }).click();
  await expect(page.locator("main")).toContainText("This device has a passkey for your account already");

  await signOut(page);
  await page.getByRole("link", { name: "Sign in", exact: true }).click();
  await page.getByRole("link", { name: "Sign in with a passkey" }).click();
  await arrive(page, "Sign in with a passkey");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await arrive(page, "Your account");
  await expect(page.locator("main")).toContainText(resident.name);

  await page.goto(named("/account/passkeys"));
  await page.getByRole("link", { name: "Remove My telephone" }).click();
  await arrive(page, "Remove “My telephone”?");
  await page.getByRole("button", { name: "Remove passkey" }).click();
  await arrive(page, "Passkeys");
  await signOut(page);
  await page.goto(named("/sign-in/passkey"));
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.locator(".govuk-error-summary")).toContainText("does not open an account here");
});

test("Where passkeys do not work, the page says so and where they do", async ({ page }) => {
  await page.goto("/sign-in/passkey");
  await arrive(page, "Sign in with a passkey");
  if (!scriptsAreOn()) {
    await expect(page.locator("main")).toContainText(NO_SCRIPTS);
    return;
  }
  await expect(page.locator("main")).toContainText("Passkeys work at another address");
  await page.getByRole("link", { name: named("/sign-in/passkey") }).click();
  await arrive(page, "Sign in with a passkey");
  await expect(page.getByText("Passkeys work at another address")).toBeHidden();
  // A browser without a device for it says no by itself.
  await page.evaluate(() => {
    navigator.credentials.get = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.locator("main")).toContainText("Your device did not send a passkey");
});
