// Residents and their accounts.

import { arrive } from "./arrive.js";
import { expect } from "./journey.js";
import { newName, signIn } from "./staff.js";

export const PASSWORD = "kettle lantern orchard";

/** Somebody who has no account yet. */
export function newResident(name = newName()) {
  const address = name.toLowerCase().replace(/[^a-z]+/g, ".").slice(0, 50);
  return { name, email: `${address}@residents.example`, password: PASSWORD };
}

export async function typeRegistration(page, { name, email, password }) {
  await page.getByLabel("Your full name").fill(name);
  await page.getByLabel("Your email address").fill(email);
  await page.getByLabel("Choose a password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
}

/** The path of the newest link that was sent to an address, as an adviser of the demo sees its mail. */
export async function linkSentTo(page, email) {
  const context = await page.context().browser().newContext({ baseURL: process.env.GUILDHALL_URL });
  try {
    const desk = await context.newPage();
    await signIn(desk);
    await desk.goto("/desk/mail");
    const row = desk.getByRole("row").filter({ hasText: email }).first();
    await row.getByRole("link").click();
    const link = desk.locator("main ul.govuk-list a").first();
    return new URL(await link.getAttribute("href")).pathname;
  } finally {
    await context.close();
  }
}

/** Makes an account and arrives at it; `look` is called with a name on each page. */
export async function register(page, resident, look = async () => {}) {
  await page.goto("/register");
  await arrive(page, "Create an account");
  await look("register");
  await typeRegistration(page, resident);
  await arrive(page, "Check your email");
  await look("register-sent");
  await page.goto(await linkSentTo(page, resident.email));
  await arrive(page, "Confirm your email address");
  await look("register-confirm");
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await arrive(page, "Your account");
}

/** Signs in on the sign-in page that is open. */
export async function typeResidentSignIn(page, { email, password }) {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signOut(page) {
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await arrive(page, "You are signed out");
  await expect(page.getByRole("link", { name: "Sign in", exact: true })).toBeVisible();
}
