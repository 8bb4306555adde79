// A resident makes an account, follows what they asked for, and comes back to it from elsewhere.

import { arrive, arriveWithErrors, saveAndContinue } from "../steps/arrive.js";
import { send } from "../steps/check-answers.js";
import { HOME, typeAddress } from "../steps/address.js";
import { expect, test } from "../steps/journey.js";
import { answerShortest, FIRST_PAGE, SERVICE, startReport } from "../steps/missed-bin.js";
import {
  linkSentTo,
  newResident,
  register,
  signOut,
  typeRegistration,
  typeResidentSignIn,
} from "../steps/residents.js";

test("Somebody makes an account and follows a report in it", async ({ page }) => {
  const resident = newResident();
  await page.goto("/");
  await page.getByRole("link", { name: "Sign in", exact: true }).click();
  await arrive(page, "Sign in to your account");
  await page.getByRole("link", { name: "I do not have an account yet" }).click();
  await arrive(page, "Create an account");
  await typeRegistration(page, { name: "", email: "nobody", password: "password1" });
  await arriveWithErrors(page, "Create an account", [
    "Enter your full name",
    "Enter an email address in the correct format, like name@example.com",
    "Many people use this password, so it is easily guessed. Choose another one",
  ]);
  await register(page, resident);
  await expect(page.locator("main")).toContainText("Your account is new");

  await startReport(page);
  await answerShortest(page);
  const reference = await send(page);
  await page.getByRole("link", { name: "Your account" }).click();
  await arrive(page, "Your account");
  await page.getByRole("link", { name: SERVICE }).first().click();
  await arrive(page, SERVICE);
  await expect(page.locator("main")).toContainText(reference);
  await expect(page.locator("main")).toContainText("You will hear from us by");
  await expect(page.locator("main")).toContainText("In the bin store behind the flats");
  await signOut(page);
  await page.goto(`/account/cases/${reference}`);
  await arrive(page, "Sign in to your account");
  await typeResidentSignIn(page, { ...resident, password: "not this one" });
  await arriveWithErrors(page, "Sign in to your account", [
    "Email address or password is not right. Check them and try again",
  ]);
  await typeResidentSignIn(page, resident);
  await arrive(page, SERVICE);
});

test("A draft is gone on with on another device, by a link instead of a password", async ({ page, browser }) => {
  const resident = newResident();
  await register(page, resident);
  await startReport(page);
  await arrive(page, FIRST_PAGE);
  await typeAddress(page, HOME);
  await saveAndContinue(page);
  await arrive(page, "What type of property is it?");

  const context = await browser.newContext({ baseURL: process.env.GUILDHALL_URL });
  const library = await context.newPage();
  await library.goto("/sign-in/link");
  await arrive(library, "Sign in with a link");
  await library.getByLabel("Email address").fill(resident.email);
  await library.getByRole("button", { name: "Send me a link" }).click();
  await arrive(library, "Check your email");
  await library.goto(await linkSentTo(page, resident.email));
  await arrive(library, "Sign in to your account");
  await library.getByLabel("Other people use this computer").check();
  await library.getByRole("button", { name: "Sign in" }).click();
  await arrive(library, "Your account");
  await library.getByRole("link", { name: SERVICE, exact: true }).click();
  await arrive(library, "What type of property is it?");

  await page.goto("/account/sign-ins");
  await arrive(page, "Where you are signed in");
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.locator(".govuk-notification-banner")).toContainText("Signed out.");
  await library.goto("/account");
  await arrive(library, "Sign in to your account");
  await context.close();
});

test("A permit asks for an account before it is sent, and keeps what was answered", async ({ page }) => {
  const resident = newResident();
  await page.goto("/services/resident-parking-permit");
  await page.getByRole("button", { name: "Start now" }).click();
  await page.getByRole("textbox").fill(resident.name);
  await saveAndContinue(page);
  await typeAddress(page, HOME);
  await saveAndContinue(page);
  await page.getByRole("textbox").fill("AB12 CDE");
  await saveAndContinue(page);
  await page.getByRole("radio").first().check();
  await saveAndContinue(page);
  const today = new Date().toLocaleDateString("en-GB", { timeZone: "Europe/London" }).split("/");
  for (const [place, part] of ["Day", "Month", "Year"].entries()) await page.getByLabel(part).fill(today[place]);
  await saveAndContinue(page);
  await page.getByRole("textbox").fill(resident.email);
  await saveAndContinue(page);
  await saveAndContinue(page);
  await arrive(page, "Sign in to your account");
  await expect(page.locator("main")).toContainText("What you have answered is kept");
  await page.getByRole("link", { name: "I do not have an account yet" }).click();
  await typeRegistration(page, resident);
  await arrive(page, "Check your email");
  await page.goto(await linkSentTo(page, resident.email));
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await arrive(page, "Check your answers");
  await send(page);
});

test("Whoever must not be seen leaves the page at once", async ({ page }) => {
  await page.goto("/services/help-if-you-are-not-safe-at-home");
  await arrive(page, "Get help if you do not feel safe at home");
  await page.getByRole("button", { name: "Start now" }).click();
  const exit = page.getByRole("button", { name: "Exit this page" });
  await expect(exit).toBeVisible();
  await expect(exit).toHaveAttribute("href", "https://www.bbc.co.uk/weather");
});
