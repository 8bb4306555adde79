// An adviser at the desk fills a form in for somebody on the telephone, and a caseworker works on the case that it
// opens.

import { arrive, arriveWithErrors } from "../steps/arrive.js";
import { answerTo, send } from "../steps/check-answers.js";
import { expect, test } from "../steps/journey.js";
import { SERVICE, answerShortest } from "../steps/missed-bin.js";
import { account, newName, newTelephone, signIn, startForm, typeSignIn } from "../steps/staff.js";

test("A sign-in that is not right says so without telling who works here", async ({ page }) => {
  await page.goto("/desk/cases");
  await arrive(page, "Staff sign-in");
  await typeSignIn(page, { email: "", password: "" });
  await arriveWithErrors(page, "Staff sign-in", ["Enter your email address", "Enter your password"]);
  await typeSignIn(page, { email: account("adviser").email, password: "" });
  await arriveWithErrors(page, "Staff sign-in", ["Enter your password"]);
  await expect(page.getByLabel("Email address")).toHaveValue(account("adviser").email);
  for (const email of [account("adviser").email, "nobody@wrekinshire.example"]) {
    await typeSignIn(page, { email, password: "not-the-password" });
    await arriveWithErrors(page, "Staff sign-in", [
      "The email address or the password is not right. Check both and try again.",
    ]);
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  }
  await typeSignIn(page, account("adviser"));
  await arrive(page, "Cases");
});

test("An adviser adds a caller and fills a form in for them, and a caseworker works on the case", async ({ page }) => {
  const name = newName();
  await signIn(page);
  await page.getByRole("searchbox").fill(name);
  await page.getByRole("button", { name: "Find" }).click();
  await arrive(page, "Search");
  await expect(page.getByText(`Nothing was found for “${name}”.`)).toBeVisible();
  await page.getByRole("link", { name: "See all people who match" }).click();
  await arrive(page, "People");
  await expect(page.getByRole("heading", { name: `Nobody found for “${name}”` })).toBeVisible();
  await page.getByRole("button", { name: "Add a person" }).click();
  await arrive(page, "Add a person");
  await expect(page.getByLabel("Full name")).toHaveValue(name);
  await page.getByLabel("Full name").fill("");
  await page.getByLabel("Email address").fill("not an address");
  await page.getByLabel("Telephone number").fill("12");
  await page.getByRole("button", { name: "Add this person" }).click();
  await arriveWithErrors(page, "Add a person", [
    "Enter the person’s full name",
    /^Enter an email address in the correct format/,
    /^Enter a telephone number/,
  ]);
  await expect(page.getByLabel("Telephone number")).toHaveValue("12");
  await page.getByLabel("Full name").fill(name);
  await page.getByLabel("Email address").fill("");
  const telephone = newTelephone();
  await page.getByLabel("Telephone number").fill(telephone);
  await page.getByRole("button", { name: "Add this person" }).click();
  await arrive(page, name);
  await expect(answerTo(page, "Telephone number")).toContainText(telephone);
  await expect(page.getByText("No cases yet.")).toBeVisible();

  await page.getByRole("button", { name: "Start the form" }).click();
  await arriveWithErrors(page, name, ["Select a service", "Select how they got in touch"]);
  await startForm(page, SERVICE, "By telephone");
  const banner = page.getByRole("region", { name: "Who this form is for" });
  const words = `You are filling this in for ${name}. Channel: telephone.`;
  await answerShortest(page, () => expect(banner).toHaveText(words));
  await expect(banner).toHaveText(words);
  const reference = await send(page);
  await expect(page.getByText(`For ${name}. Channel: telephone.`)).toBeVisible();

  await page.getByRole("link", { name: "See the case" }).click();
  await arrive(page, SERVICE);
  await expect(answerTo(page, "Form filled in by")).toContainText("Amina Yusuf");
  await expect(page.getByRole("link", { name })).toBeVisible();
  await expect(answerTo(page, "Channel")).toContainText("telephone");
  await expect(answerTo(page, "Which bins did we miss?")).toContainText("Recycling");
  await page.getByText("Questions that were not asked").click();
  await expect(page.getByText("Does this address have an assisted collection?")).toBeVisible();

  await page.getByRole("button", { name: "Save" }).click();
  await arriveWithErrors(page, SERVICE, ["Write a note"]);
  await page.getByLabel("Note", { exact: true }).fill("Rang back.\nShe will be in after 2.");
  await page.getByRole("button", { name: "Save" }).click();
  await arrive(page, SERVICE);
  await expect(page.locator(".timeline__item").first()).toContainText("She will be in after 2.");
  await expect(page.locator(".timeline__item").first()).toContainText("Amina Yusuf");
  await expect(page.getByLabel("Crew booked")).toHaveCount(0);
  const address = page.url();

  await page.getByRole("button", { name: "Sign out" }).click();
  await arrive(page, "Staff sign-in");
  await signIn(page, "caseworker");
  await page.goto(address);
  await arrive(page, SERVICE);
  await page.getByRole("button", { name: "Save" }).click();
  await arriveWithErrors(page, SERVICE, ["Choose a new status or write a note"]);
  await page.getByLabel("Crew booked").check();
  await page.getByRole("button", { name: "Save" }).click();
  await arrive(page, SERVICE);
  await expect(page.locator(".timeline__item").first()).toContainText("Status changed from “Received” to “Crew booked”");
  await expect(answerTo(page, "Status")).toContainText("Crew booked");

  await page.getByRole("link", { name }).click();
  await arrive(page, name);
  await expect(page.getByRole("table", { name: "Cases" }).locator("tbody tr")).toContainText(reference);
});

test("The list of cases is filtered by service and status", async ({ page }) => {
  await signIn(page, "caseworker");
  await page.getByRole("link", { name: "Cases", exact: true }).click();
  await arrive(page, "Cases");
  await page.getByLabel("Service").selectOption("Ask for an assisted bin collection");
  await page.getByLabel("Status").selectOption("Received");
  await page.getByRole("button", { name: "Filter" }).click();
  await arrive(page, "Cases");
  await expect(page.getByLabel("Service")).toHaveValue("assisted-bin-collection");
  const rows = page.locator("table tbody tr");
  await expect(rows.first()).toBeVisible();
  for (const row of await rows.all()) {
    await expect(row).toContainText("Ask for an assisted bin collection");
    await expect(row).toContainText("Received");
  }
  await page.getByLabel("Status").selectOption("Crew booked");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("No cases match.")).toBeVisible();
  await arrive(page, "Cases");
  await page.getByRole("link", { name: "Show all cases" }).click();
  await expect(page.locator("table tbody tr").first()).toBeVisible();
});

test("A form is started without a name from the desk", async ({ page }) => {
  await signIn(page);
  await page.getByRole("button", { name: "Start the form" }).click();
  await arriveWithErrors(page, "Desk", ["Select a service", "Select how they got in touch"]);
  await startForm(page, SERVICE, "On a home visit");
  await answerShortest(page);
  await expect(page.getByRole("region", { name: "Who this form is for" })).toContainText("Channel: home visit");
  const reference = await send(page);
  await page.goto(`/desk/cases/${reference}`);
  await arrive(page, SERVICE);
  await expect(answerTo(page, "For")).toContainText("Name not known");
});

test("After signing out, the pages of the desk ask for a sign-in and then lead where one was going", async ({ page }) => {
  const name = newName();
  await signIn(page);
  await page.goto("/desk/people/new");
  await page.getByLabel("Full name").fill(name);
  await page.getByRole("button", { name: "Add this person" }).click();
  await arrive(page, name);
  const person = page.url();
  await startForm(page, SERVICE, "By post");
  await expect(page).toHaveURL(/property-address$/);
  const form = page.url();
  await page.goto(person);
  await page.getByRole("button", { name: "Sign out" }).click();
  await arrive(page, "Staff sign-in");

  for (const path of ["/desk", "/desk/people?q=mary", "/desk/people/new", "/desk/cases", person]) {
    await page.goto(path);
    await arrive(page, "Staff sign-in");
  }
  const answer = await page.goto(form);
  expect(answer.status()).toBe(404);
  await page.goto(person);
  await typeSignIn(page, account("adviser"));
  await arrive(page, name);
});
