// Members of staff at the desk.

import { arrive } from "./arrive.js";

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

/** Adds a person from the desk and stays on their page. */
export async function addPerson(page, name) {
  await page.goto("/desk/people/new");
  await page.getByLabel("Full name").fill(name);
  await page.getByRole("button", { name: "Add this person" }).click();
  await arrive(page, name);
}

/** Starts a form from the page that is open: the desk or a person's. */
export async function startForm(page, service, channel) {
  await page.getByLabel("Service").selectOption(service);
  await page.getByLabel(channel).check();
  await page.getByRole("button", { name: "Start the form" }).click();
}
