// Members of staff at the desk.

import { arrive } from "./arrive.js";
import { expect } from "./journey.js";

/** A demo account, by its role. */
export function account(role) {
  return JSON.parse(process.env.GUILDHALL_ACCOUNTS)[role];
}

export async function typeSignIn(page, { email, password }) {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in and lands on the desk. */
export async function signIn(page, role = "adviser") {
  await page.goto("/staff/sign-in");
  await arrive(page, "Staff sign-in");
  await typeSignIn(page, account(role));
  await arrive(page, "Desk");
}

/** A name that nobody else in the record has. */
export function newName() {
  const letter = () => String.fromCharCode(97 + Math.floor(Math.random() * 26));
  return `Nerys Q${Array.from({ length: 10 }, letter).join("")}`;
}

/** A telephone number that nobody else in the record has, as good as never, from the range that is kept for drama. */
export function newTelephone() {
  return `07700 900${String(Math.floor(Math.random() * 1000)).padStart(3, "0")}`;
}

/** Adds a person from the desk and stays on their page. */
export async function addPerson(page, name) {
  await page.goto("/desk/people/new");
  await page.getByLabel("Full name").fill(name);
  await page.getByRole("button", { name: "Add this person" }).click();
  await arrive(page, name);
}

/** Says why a record is opened, unless that was said within the hour, and lands on the page of whom it is about. */
export async function sayWhy(page, name, why = "Letter, email, visit or other contact") {
  const question = "Why are you opening this record?";
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading.filter({ hasText: question }).or(heading.filter({ hasText: name }))).toBeVisible();
  if ((await heading.textContent()) === question) {
    await arrive(page, question);
    await page.getByRole("button", { name: why }).click();
  }
  await arrive(page, name);
}

/** Starts a form from the page that is open: the desk or a person's. */
export async function startForm(page, service, channel) {
  await page.getByLabel("Service").selectOption(service);
  await page.getByLabel(channel).check();
  await page.getByRole("button", { name: "Start the form" }).click();
}

/** Adds a member of staff as the administrator who is signed in, and returns who it is. */
export async function inviteStaff(page) {
  const name = newName();
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, ".")}@wrekinshire.example`;
  await page.goto("/desk/staff/new");
  await page.getByLabel("Full name").fill(name);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Adviser", { exact: true }).check();
  await page.getByRole("button", { name: "Add this member of staff" }).click();
  await arrive(page, name);
  return { name, email, password: "three grey herons wading" };
}

/** Opens the link of an invitation and chooses a password. */
export async function choosePassword(page, link, { password }) {
  await page.goto(link);
  await arrive(page, "Set up your staff account");
  await page.getByLabel("Choose a password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  await arrive(page, "Choose a second factor");
}
