// Every page of the site in every state, one after the other, for what must hold on all of them.

import { HOME, typeAddress } from "./address.js";
import { code } from "./authenticator-app.js";
import { arrive, saveAndContinue } from "./arrive.js";
import { send } from "./check-answers.js";
import { daysFromToday, typeDate } from "./dates.js";
import { expect } from "./journey.js";
import { answerShortest, FIRST_PAGE, SERVICE, startReport } from "./missed-bin.js";
import { linkSentTo, newResident, PASSWORD, register } from "./residents.js";
import { account, choosePassword, inviteStaff, newName, signIn, startForm, typeSignIn } from "./staff.js";

/** Words as long as people write them, and one that can't be broken at a space. */
const LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";
const LONG_WORDS = `Mrs Anastasia-Konstantina ${LONG_WORD} of ${LONG_WORD.repeat(2)}`;

/** Calls `look` with a name on each page that anyone may see. */
export async function eachPublicPage(page, look) {
  const visit = async (name, address) => {
    await page.goto(address);
    await look(name);
  };
  await visit("home", "/");
  await visit("search", "/search?q=bin");
  await visit("search-nothing", `/search?q=${LONG_WORD}`);
  await visit("services", "/services");
  await visit("accessibility", "/accessibility");
  await visit("privacy", "/privacy");
  await visit("cookies", "/cookies");
  await visit("not-found", "/nothing");
  await visit("start-council-tax", "/services/council-tax-move");
  await visit("start-assisted-bin", "/services/assisted-bin-collection");
  await visit("guidance", "/guidance/missed-bins");
  await visit("guidance-welsh", "/guidance/missed-bins?language=cy");
}

/** Calls `look` on each page of the missed bin form, with its mistakes and without. */
export async function eachPageOfAForm(page, look) {
  await startReport(page);
  const yes = () => page.getByLabel("Yes", { exact: true }).check();
  const type = (words) => () => page.getByRole("textbox").fill(words);
  const check = (label) => () => page.getByLabel(label).check();
  const questions = [
    [FIRST_PAGE, () => typeAddress(page, { ...HOME, line2: LONG_WORD, county: LONG_WORD })],
    ["What type of property is it?", check("House or bungalow")],
    ["Does this address have an assisted collection?", yes],
    ["Where are the bins kept?", type(LONG_WORD.repeat(3))],
    ["Which bins did we miss?", check("Garden waste")],
    ["When should the bins have been collected?", () => typeDate(page, daysFromToday(-1))],
    ["Was there a tag or sticker left on any of the bins?", yes],
    ["What did the tag or sticker say?", check("The wrong things")],
    ["We cannot come back when the wrong things were in the bin", null],
    ["How do you want us to update you?", check("By email")],
    ["What is your email address?", type(`${LONG_WORD}@residents.example`)],
    ["What is your name?", type(LONG_WORD)],
  ];
  for (const [place, [heading, answer]] of questions.entries()) {
    await arrive(page, heading);
    const name = `form-${String(place + 1).padStart(2, "0")}`;
    await look(name);
    if (!answer) {
      await page.getByRole("button", { name: "Continue" }).click();
      continue;
    }
    await saveAndContinue(page);
    await expect(page).toHaveTitle(/^Error: /);
    await look(`${name}-error`);
    await answer();
    await saveAndContinue(page);
    if (place === 0) await carryOn(page, look);
  }
  await arrive(page, "Check your answers");
  await look("form-check");
  await page.locator("main input[name=csrf]").evaluate((input) => (input.value = "old"));
  await page.getByRole("button", { name: "Accept and send" }).click();
  await arrive(page, "Check this and send it again");
  await look("form-refused");
  await page.getByRole("button", { name: "Send it again" }).click();
  await arrive(page, "We have received your form");
  await look("form-done");
}

/** Leaves the form and comes back to it from the service's start page. */
async function carryOn(page, look) {
  await arrive(page, "What type of property is it?");
  await page.goto("/services/missed-bin-collection");
  await look("start-carry-on");
  await page.getByRole("link", { name: "Carry on where you left off" }).click();
}

/** Calls `look` on each page of an imported form with every type of question. */
export async function eachPageOfAnImportedForm(page, look) {
  const save = async (name) => {
    await look(name);
    await saveAndContinue(page);
    await expect(page).toHaveTitle(/^Error: /);
    await look(`${name}-error`);
  };
  await page.goto("/services/every-component");
  await page.getByRole("button", { name: "Start now" }).click();
  await arrive(page, "Borrow bunting");
  await page.getByText("What is bunting?").click();
  await look("imported-1");
  await page.getByRole("button", { name: "Continue" }).click();
  await arrive(page, "About you");
  await save("imported-2");
  await page.getByLabel("Full name").fill(LONG_WORD.slice(0, 50));
  await page.getByLabel("Email address").fill("mary@residents.example");
  await typeAddress(page, HOME);
  await saveAndContinue(page);
  await arrive(page, "About the party");
  await save("imported-3");
  await page.getByLabel("How many flags?").fill("40");
  await page.getByLabel("What deposit can you pay?").fill("12.50");
  for (const group of ["From", "Until"]) {
    const within = page.getByRole("group", { name: group });
    const { day, month, year } = daysFromToday(5);
    await within.getByLabel("Day").fill(String(day));
    await within.getByLabel("Month").fill(String(month));
    await within.getByLabel("Year").fill(String(year));
  }
  await page.getByLabel("Tell us your plan").fill("Music.\nFood.");
  await saveAndContinue(page);
  await arrive(page, "Which bunting?");
  await save("imported-4");
}

/** Calls `look` on each page of the desk. */
export async function eachPageOfTheDesk(page, look) {
  await page.goto("/staff/sign-in");
  await look("staff-sign-in");
  await typeSignIn(page, { email: "", password: "" });
  await expect(page).toHaveTitle(/^Error: /);
  await look("staff-sign-in-error");
  await signIn(page, "caseworker");
  await look("desk");
  await page.getByRole("button", { name: "Start the form" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("desk-error");

  const name = `${newName()} ${LONG_WORD}`;
  await page.goto("/desk/people");
  await look("people");
  await page.goto(`/desk/people?q=${encodeURIComponent(name)}`);
  await look("people-nobody");
  await page.goto("/desk/people?q=parry+31%2F02%2F1980");
  await look("people-found");
  await page.goto("/desk/people/new");
  await look("person-new");
  await page.getByRole("button", { name: "Add this person" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("person-new-error");
  await page.getByLabel("Full name").fill(name);
  await page.getByLabel("Email address").fill(`q${Math.floor(Math.random() * 1e8)}.${LONG_WORD.toLowerCase().slice(12)}@residents.example`);
  await page.getByRole("button", { name: "Add this person" }).click();
  await arrive(page, name);
  await look("person");
  const person = page.url();
  await page.goto(`${person}/why`);
  await look("person-why");
  await page.getByRole("button", { name: "Open for this reason" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("person-why-error");
  await page.goto(person);
  await page.goto("/desk/people/new");
  await page.getByLabel("Full name").fill("Bronwyn Parry");
  await page.getByLabel("Postcode").fill("WR1 7FL");
  await page.getByRole("button", { name: "Add this person" }).click();
  await arrive(page, "Is Bronwyn Parry one of these people?");
  await look("person-alike");
  await page.goto(person);
  await startForm(page, "Ask for an assisted bin collection", "By telephone");
  await arrive(page, "Who is the assisted collection for?");
  await look("form-for-somebody");

  await page.goto(person);
  await startForm(page, SERVICE, "By telephone");
  const reference = await sendLongAnswers(page);
  await look("done-for-somebody");
  await page.goto(person);
  await arrive(page, name);
  await look("person-with-case");
  await page.goto("/desk/cases");
  await look("cases");
  await page.goto("/desk/cases?status=account_updated&service=missed-bin-collection");
  await look("cases-none");
  await page.goto(`/desk/cases/${reference}`);
  await look("case");
  const revision = await page.locator("input[name=revision]").inputValue();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("case-error");
  await page.getByLabel("Crew booked").check();
  await page.getByLabel("Note", { exact: true }).fill(LONG_WORDS);
  await page.getByRole("button", { name: "Save" }).click();
  await arrive(page, SERVICE);
  await look("case-with-note");
  await page.locator("input[name=revision]").evaluate((input, revision) => (input.value = revision), revision);
  await page.getByLabel("Collected").check();
  await page.getByLabel("Note", { exact: true }).fill(LONG_WORDS);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("case-two-versions");
  await eachPageOfAContact(page, name, look);
  await eachPageOfATask(page, person, look);
  await eachPageOfANeed(page, person, look);
  await eachPageOfAnOrganisation(page, name, look);
  await eachPageOfTheAdministrator(page, look);
  await signInAs(page, "data-protection-officer");
  await eachPageOfWhatIsWithheld(page, look, person);
  await page.goto(`${person}/export`);
  await look("person-export");
  await eachPageOfKnowledge(page, look);
  await signInAs(page, "champion");
  await look("champion");
}

/** Calls `look` on each page of a contact, from its start to its wrap-up, and on what is read and asked for in it. */
async function eachPageOfAContact(page, name, look) {
  await page.goto("/desk/contacts?whose=waiting");
  await look("contacts-waiting");
  await page.goto("/desk/search");
  await look("finding-nothing");
  await page.goto("/desk/search?q=bin");
  await look("finding");
  await page.goto("/desk/contacts");
  await page.getByRole("button", { name: "Counter", exact: true }).click();
  await arrive(page, "Contact: counter");
  await look("contact");
  const contact = page.url();
  await page.goto(`${contact}?q=${encodeURIComponent(name)}`);
  await look("contact-people-found");
  await page.locator("button[name=person]").first().click();
  await arrive(page, "Contact: counter");
  await page.goto(`${contact}?q=bin`);
  await look("contact-services-found");
  await page.goto(`${contact}?q=qqqqqqq`);
  await look("contact-nothing-found");
  await page.getByRole("button", { name: "Keep the note" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("contact-error");
  await page.getByLabel("Note", { exact: true }).fill(LONG_WORDS);
  await page.getByRole("button", { name: "Keep the note" }).click();
  await look("contact-noted");
  await page.getByRole("link", { name: "This is the wrong person" }).click();
  await look("contact-remove-person");
  await page.goto(`${contact}/hand-over`);
  await page.getByRole("button", { name: "Hand over" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("contact-hand-over-error");
  await page.goto(`/desk/knowledge?contact=${contact.split("/").at(-1)}`);
  await look("knowledge");
  await page.goto(`/desk/callbacks/new?contact=${contact.split("/").at(-1)}`);
  await look("callback-choose");
  await page.goto("/desk/callbacks");
  await look("callbacks");
  await page.goto("/desk/directory");
  await look("directory");
  await page.locator("main a[href^='/desk/directory/']").first().click();
  await look("directory-team");
  await page.goto(`${contact}/end`);
  await page.getByRole("button", { name: "End the contact" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("contact-end-error");
  await page.getByLabel("Service").first().selectOption("Something else");
  await page.getByLabel("What came of it").first().selectOption("Nothing could be done");
  await page.getByLabel("No", { exact: true }).first().check();
  await page.getByLabel("Yes, a letter, page or message was not clear").check();
  await page.getByRole("button", { name: "End the contact" }).click();
  await arrive(page, "Desk");
  await page.goto(contact);
  await look("contact-ended");
  await page.goto("/desk/contacts?whose=all");
  await look("contacts");
}

/** Calls `look` on each page on which articles are read, written, reviewed and corrected. */
async function eachPageOfKnowledge(page, look) {
  const visit = async (name, address) => {
    await page.goto(address);
    await look(name);
  };
  await signInAs(page, "adviser");
  await visit("articles", "/desk/knowledge");
  await visit("articles-nothing", `/desk/knowledge?q=${LONG_WORD}`);
  await page.goto("/desk/knowledge/missed-bins");
  await page.getByRole("button", { name: "Something is wrong or missing here" }).click();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("article-feedback-error");
  await page.getByLabel("It is out of date").check();
  await page.getByLabel("Say more").fill(LONG_WORDS);
  await page.getByRole("button", { name: "Send" }).click();
  await look("article-with-feedback");
  await signInAs(page, "team-leader");
  await visit("article-welsh", "/desk/knowledge/missed-bins?language=cy");
  await page.goto("/desk/knowledge/missed-bins");
  await look("article-writer");
  await page.getByRole("link", { name: "Deal with it" }).first().click();
  await look("article-feedback-deal");
  await visit("article-history", "/desk/knowledge/missed-bins/history");
  await visit("article-version", "/desk/knowledge/missed-bins/history/0");
  await visit("article-review", "/desk/knowledge/missed-bins/review");
  await page.goto("/desk/knowledge/new");
  await page.getByText("How to write headings").click();
  await page.getByLabel("Title").fill(LONG_WORDS);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("article-new-error");
  await page.goto("/desk/knowledge/missed-bins/edit");
  await page.locator("main input[name=revision]").evaluate((input) => (input.value = "-1"));
  await page.getByLabel("Text", { exact: true }).fill(LONG_WORDS);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Somebody changed this article while you were writing")).toBeVisible();
  await look("article-two-versions");
}

/** Calls `look` on each page with which something is written down, done and handed on. */
async function eachPageOfATask(page, person, look) {
  await page.goto("/desk/tasks?whose=mine");
  await look("tasks-none");
  await page.goto(person);
  await page.getByRole("link", { name: "Write down a task" }).click();
  await look("task-new");
  await page.getByRole("button", { name: "Write it down" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("task-new-error");
  await page.getByLabel("What is to be done?").fill(LONG_WORDS);
  await typeDate(page, daysFromToday(3));
  await page.getByLabel("Which team?").selectOption("Waste and recycling");
  await page.getByRole("button", { name: "Write it down" }).click();
  await look("person-with-task");
  await page.goto("/desk/tasks?whose=teams");
  await look("tasks");
  await page.getByRole("link", { name: "Mrs Anastasia-Konstantina" }).first().click();
  await look("task");
  const revision = await page.locator("input[name=revision]").first().inputValue();
  await page.getByRole("button", { name: "Pass to another team" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("task-error");
  await page.getByRole("button", { name: "Take it" }).click();
  await look("task-taken");
  for (const control of await page.locator("input[name=revision]").all()) {
    await control.evaluate((input, revision) => (input.value = revision), revision);
  }
  await page.getByLabel("What came of it").fill(LONG_WORDS);
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("task-two-versions");
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await look("task-done");
}

/** Calls `look` on each page with which something is noted about a person. */
async function eachPageOfANeed(page, person, look) {
  await page.goto(`${person}/warnings`);
  await look("warnings-none");
  await page.getByRole("button", { name: "Note a warning or a need" }).click();
  await look("warning-new");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("warning-new-error");
  await page.getByLabel("Interpreter").check();
  await page.getByLabel("Details").fill(LONG_WORDS);
  await typeDate(page, daysFromToday(30));
  await page.getByRole("button", { name: "Save" }).click();
  await look("warnings");
  await page.goto(person);
  await look("person-with-need");
  await page.goto(`${person}/warnings`);
  await page.getByRole("link", { name: "Change or renew" }).click();
  await look("warning-change");
  await page.goBack();
  await page.getByRole("link", { name: "End" }).click();
  await look("warning-end");
  await page.getByRole("button", { name: "End it" }).click();
  await look("warnings-past");
}

/** Calls `look` on each page of an organisation for which somebody acts. */
async function eachPageOfAnOrganisation(page, name, look) {
  await page.goto("/desk/organisations");
  const organisation = `${newName()} ${LONG_WORD}`.slice(0, 100);
  await page.getByLabel("Name", { exact: true }).fill(organisation);
  await page.getByRole("button", { name: "Add organisation" }).click();
  await arrive(page, organisation);
  const address = page.url();
  await look("organisation-new");
  await page.getByRole("button", { name: "Add somebody who acts for it" }).click();
  await look("authority-find");
  await page.goto(`${address}/people?q=${encodeURIComponent(name)}`);
  await look("authority-found");
  await page.getByRole("link", { name: `This is ${name}` }).first().click();
  await look("authority");
  await page.getByRole("button", { name: "Yes, they may" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("authority-error");
  await page.getByLabel("Director").check();
  await page.getByRole("button", { name: "Yes, they may" }).click();
  await arrive(page, organisation);
  await page.getByRole("button", { name: "Start the form" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("organisation-error");
  await page.getByRole("radio", { name: `${name}, Director` }).check();
  await startForm(page, SERVICE, "By telephone");
  await look("form-for-organisation");
  await page.goto(address);
  await page.getByRole("link", { name: `End ${name}` }).click();
  await look("authority-end");
}

/** Calls `look` on each page with which a look at a record is withheld from whom it is about, and reviewed. */
async function eachPageOfWhatIsWithheld(page, look, person) {
  await page.goto("/desk/withheld");
  await look("withheld-none");
  await page.goto(person);
  await page.getByLabel("Your reason").fill(LONG_WORDS.slice(0, 200));
  await page.getByLabel("No, it is about fraud").check();
  await look("person-why-withhold");
  await page.getByRole("button", { name: "Open for this reason" }).click();
  await look("person-withheld");
  await page.goto("/desk/withheld");
  await look("withheld");
  await page.locator("tbody a").first().click();
  await look("withheld-own");
  await page.goto(`${person}/protection`);
  await look("protection");
  await page.getByRole("button", { name: "Protect the address" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("protection-error");
  await page.getByLabel("Why is it protected?").fill(LONG_WORDS.slice(0, 200));
  await page.getByLabel("Safe at home").check();
  await page.getByLabel("In a month").check();
  await page.getByRole("button", { name: "Protect the address" }).click();
  await expect(page.locator("main")).toContainText("Address withheld");
  await look("person-protected");
  await page.goto(`${person}/protection/lift`);
  await look("protection-lift");
}

/** Signs out and in again in another role. */
async function signInAs(page, role) {
  await page.context().clearCookies();
  await page.goto("/staff/sign-in");
  await typeSignIn(page, account(role));
  await expect(page).not.toHaveTitle(/^Staff sign-in/);
}

/** Calls `look` on each page that manages staff, teams and organisations, and on the audit trail. */
async function eachPageOfTheAdministrator(page, look) {
  await signInAs(page, "administrator");
  await look("desk-administrator");
  await page.goto("/desk/cases");
  await look("forbidden");
  await page.goto("/desk/staff?q=wrekinshire");
  await look("staff");
  await page.goto("/desk/staff?ended=yes&q=nobody");
  await look("staff-ended-none");
  await page.goto("/desk/staff/new");
  await look("staff-new");
  await page.getByRole("button", { name: "Add this member of staff" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("staff-new-error");
  const name = `${newName()} ${LONG_WORD}`;
  await page.getByLabel("Full name").fill(name);
  await page.getByLabel("Email address").fill(`${newName().replace(" ", ".").toLowerCase()}@wrekinshire.example`);
  await page.getByRole("group", { name: "Caseworker in" }).getByLabel("Council tax").check();
  await page.getByRole("button", { name: "Add this member of staff" }).click();
  await arrive(page, name);
  await look("staff-account");
  await page.getByRole("button", { name: "End this account" }).click();
  await look("staff-end");
  await page.getByRole("button", { name: "End the account" }).click();
  await arrive(page, name);
  await look("staff-account-ended");
  for (const [kind, button] of [["teams", "Add team"], ["organisations", "Add organisation"]]) {
    await page.goto(`/desk/${kind}`);
    await look(kind);
    await page.getByRole("button", { name: button }).click();
    await expect(page).toHaveTitle(/^Error: /);
    await look(`${kind}-error`);
    const group = `${newName()} ${LONG_WORD}`.slice(0, 100);
    await page.getByLabel("Name", { exact: true }).fill(group);
    await page.getByRole("button", { name: button }).click();
    await arrive(page, group);
    await look(`${kind}-one`);
  }
  await eachPageOfOnesOwn(page, look);
  await page.goto("/desk/audit");
  await look("audit");
  await page.goto("/desk/audit?verb=account-restored");
  await look("audit-none");
  await page.goto("/insight");
  await look("insight");
}

/** Calls `look` on each page with which staff set up and change how they sign in. */
async function eachPageOfOnesOwn(page, look) {
  const adviser = await inviteStaff(page);
  await page.getByRole("button", { name: "Send the invitation again" }).click();
  await look("staff-invite");
  await page.goto("/desk/account");
  await look("own-account");
  await page.goto("/desk/account/password");
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("own-password-error");
  await page.goto("/desk/account/app");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("own-app-error");
  await page.goto("/desk/account/passkey");
  await look("own-passkey");
  const link = await linkSentTo(page, adviser.email);
  await page.goto(link);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("set-up-error");
  await choosePassword(page, link, adviser);
  await look("set-up-factor");
  await page.getByRole("button", { name: "Set up an app" }).click();
  const key = await page.locator(".govuk-inset-text").textContent();
  await page.getByLabel("Code that the app shows").fill(code(key));
  await page.getByRole("button", { name: "Confirm" }).click();
  await arrive(page, "Desk");
  await page.context().clearCookies();
  await page.goto("/staff/sign-in");
  await typeSignIn(page, adviser);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await look("second-factor-error");
  await page.goto("/staff/recover");
  await look("staff-recover");
  await page.goto("/staff/set-up/none");
  await look("set-up-over");
  await signInAs(page, "administrator");
}

/** Reports a missed bin with words that are hard to fit, and returns the reference. */
async function sendLongAnswers(page) {
  await typeAddress(page, { ...HOME, line1: LONG_WORDS.slice(0, 100) });
  await saveAndContinue(page);
  await page.getByLabel("Flat that shares bins").check();
  await saveAndContinue(page);
  await page.getByLabel("Where are the bins kept?").fill(LONG_WORDS);
  await saveAndContinue(page);
  await page.getByLabel("Recycling").check();
  await saveAndContinue(page);
  await arrive(page, "When should the bins have been collected?");
  await typeDate(page, daysFromToday(-1));
  await saveAndContinue(page);
  await page.getByLabel("No", { exact: true }).check();
  await saveAndContinue(page);
  await page.getByLabel("I do not want updates").check();
  await saveAndContinue(page);
  await arrive(page, "Check your answers");
  return send(page);
}

/** Calls `look` on each page of a resident's account, and of the ways into it. */
export async function eachPageOfAnAccount(page, look) {
  const visit = async (name, address) => {
    await page.goto(address);
    await look(name);
  };
  const refused = async (name, address, button) => {
    await visit(name, address);
    await page.getByRole("button", { name: button, exact: true }).click();
    await expect(page).toHaveTitle(/^Error: /);
    await look(`${name}-error`);
  };
  await refused("resident-sign-in", "/sign-in", "Sign in");
  await visit("resident-passkey", "/sign-in/passkey");
  await refused("resident-link", "/sign-in/link", "Send me a link");
  await refused("recover", "/recover", "Send me a link");
  await refused("register", "/register", "Create account");
  const resident = newResident(`${newName()} ${LONG_WORD}`);
  await register(page, resident, look);
  await look("account-new");
  await page.goto("/services/help-if-you-are-not-safe-at-home");
  await look("start-sensitive");
  await startReport(page);
  await typeAddress(page, HOME);
  await saveAndContinue(page);
  await visit("account-draft", "/account");
  await page.getByRole("link", { name: "Delete" }).first().click();
  await look("account-draft-delete");
  await startReport(page);
  await answerShortest(page);
  const reference = await send(page);
  await visit("account", "/account");
  await visit("account-cases", "/account/cases");
  await visit("account-case", `/account/cases/${reference}`);
  await visit("account-details", "/account/details");
  await visit("account-access", "/account/access");
  await visit("account-copy", "/account/copy");
  await page.goto("/account/details/change");
  await page.getByLabel("Telephone number (optional)").fill("none");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await look("account-change-error");
  await refused("account-email", "/account/details/email", "Send me a link");
  await refused("account-password", "/account/details/password", "Save password");
  await visit("account-passkeys", "/account/passkeys");
  await visit("account-passkey-new", "/account/passkeys/new");
  await visit("account-identity", "/account/identity");
  await page.getByRole("button", { name: "Get a code" }).click();
  await look("account-identity-code");
  await visit("account-notifications", "/account/notifications");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await look("account-notifications-saved");
  await visit("account-sign-ins", "/account/sign-ins");
  await refused("account-claim", "/account/claim", "Send a code");
  await refused("account-record", "/account/record", "Send a code");
  await page.goto("/account/claim");
  await page.getByLabel("Reference").fill(reference);
  await page.getByRole("button", { name: "Send a code" }).click();
  await look("account-code");
  await page.getByRole("button", { name: "Continue" }).click();
  await look("account-code-error");
  await page.goto("/recover");
  await page.getByLabel("Email address").fill(resident.email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await look("recover-sent");
  await page.goto(await linkSentTo(page, resident.email));
  await look("new-password");
  await page.getByLabel("New password", { exact: true }).fill(`${PASSWORD} gate`);
  await page.getByRole("button", { name: "Save password" }).click();
  await look("new-password-done");
  await visit("link-over", "/recover/none");
}
