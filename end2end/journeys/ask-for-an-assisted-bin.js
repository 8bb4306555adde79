// A neighbour asks for an assisted bin collection for somebody else.

import { HOME, typeAddress } from "../steps/address.js";
import { arrive, arriveWithErrors, saveAndContinue } from "../steps/arrive.js";
import { answerTo, send } from "../steps/check-answers.js";
import { daysFromToday, inWords, typeDate } from "../steps/dates.js";
import { expect, scriptsAreOn, test } from "../steps/journey.js";

test("A neighbour asks for help with somebody else’s bins", async ({ page }) => {
  const answer = async (heading, act) => {
    await arrive(page, heading);
    await act();
    await saveAndContinue(page);
  };
  const check = (label) => () => page.getByLabel(label).check();
  const type = (words) => () => page.getByRole("textbox").fill(words);

  await page.goto("/services/assisted-bin-collection");
  await arrive(page, "Ask for an assisted bin collection");
  await page.getByRole("button", { name: "Start now" }).click();
  await answer("Who is the assisted collection for?", check("Someone else"));
  await answer("What is your name?", type("Tomasz Zielinski"));
  await answer("Who needs help with their bins?", type("Joan Whitcombe"));
  await answer("How do you know them?", check("I’m their friend or neighbour"));
  await answer("Have they agreed to you asking for them?", check("Not yet"));
  await arrive(page, "Ask them before you send this request");
  await page.getByRole("button", { name: "Continue" }).click();

  await arrive(page, "What is the address where help is needed?");
  await typeAddress(page, { ...HOME, line1: "" });
  await saveAndContinue(page);
  await arriveWithErrors(page, "What is the address where help is needed?", [
    "Enter address line 1, typically the building and street",
  ]);
  await expect(page.getByLabel("Town or city")).toHaveValue(HOME.town);
  await page.getByLabel("Address line 1").fill(HOME.line1);
  await saveAndContinue(page);

  await answer("Is there anyone else aged 16 or over in the home who can put the bins out?", check("Yes"));
  await arrive(page, "We’re unlikely to agree to an assisted collection");
  await page.getByRole("button", { name: "Continue" }).click();

  const reasons = "What makes it hard to put the bins out?";
  await arrive(page, reasons);
  await page.getByText("Why we ask about health").click();
  await expect(page.getByText("We do not give this answer to our bin crews")).toBeVisible();
  await saveAndContinue(page);
  await arriveWithErrors(page, reasons, ["Select what makes it hard to put the bins out, or select ‘None of these’"]);
  await page.getByLabel("A disability").check();
  await page.getByLabel("Being unsteady").check();
  await saveAndContinue(page);

  await answer("How long is help needed for?", check("For a short time"));
  const end = "When do you expect help to end?";
  await arrive(page, end);
  await typeDate(page, daysFromToday(-1));
  await saveAndContinue(page);
  await arriveWithErrors(page, end, [
    `The date you expect help to end must be on or after ${inWords(daysFromToday(1))}`,
  ]);
  await typeDate(page, daysFromToday(90));
  await saveAndContinue(page);

  const where = "Where are the bins kept?";
  await arrive(page, where);
  await type("Behind the garage. ".repeat(20))();
  await saveAndContinue(page);
  await arriveWithErrors(page, where, ["Where the bins are kept must be 300 characters or fewer"]);
  await type("Behind the garage")();
  await saveAndContinue(page);

  const access = "Is there anything between the road and the bins that our crew should know about?";
  await arrive(page, access);
  await page.getByLabel("A gate or door").check();
  await page.getByLabel("Steps").check();
  await page.getByLabel("No, none of these").check();
  if (scriptsAreOn()) {
    await expect(page.getByLabel("Steps")).not.toBeChecked();
    await page.getByLabel("Steps").check();
    await expect(page.getByLabel("No, none of these")).not.toBeChecked();
  } else {
    await saveAndContinue(page);
    await arriveWithErrors(page, access, ["Select the answers that apply, or select the last answer on its own"]);
    await expect(page.getByLabel("Steps")).toBeChecked();
    await page.getByLabel("No, none of these").uncheck();
  }
  await saveAndContinue(page);
  await answer("How can our crew get to the bins?", type("Four steps down, with a rail"));
  await answer("How do you want us to contact you?", check("By letter"));

  await arrive(page, "Check your answers");
  await expect(answerTo(page, "How can our crew get to the bins?")).toContainText("Four steps down");
  await expect(answerTo(page, "When do you expect help to end?")).toContainText(inWords(daysFromToday(90)));
  await send(page);
});
