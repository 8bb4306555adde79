// However often a form is sent, it opens one case.

import { arrive } from "../steps/arrive.js";
import { referenceOn, sendButton } from "../steps/check-answers.js";
import { expect, test } from "../steps/journey.js";
import { SERVICE, answerShortest } from "../steps/missed-bin.js";
import { addPerson, newName, signIn, startForm } from "../steps/staff.js";

test("A double click, a form sent again and a second tab make one case", async ({ page, context }) => {
  const name = newName();
  await signIn(page);
  await addPerson(page, name);
  const person = page.url();
  await startForm(page, SERVICE, "At the counter");
  await answerShortest(page);
  const check = page.url();
  const csrf = await page.locator("main input[name=csrf]").inputValue();
  const other = await context.newPage();
  await other.goto(check);
  await arrive(other, "Check your answers");

  await sendButton(page).dblclick();
  await arrive(page, "The form has been sent");
  const reference = await referenceOn(page);
  const sent = await Promise.all([1, 2, 3].map(() => page.request.post(check, { form: { csrf } })));
  for (const answer of sent) expect(await answer.text()).toContain(reference);
  await sendButton(other).click();
  await arrive(other, "The form has been sent");
  expect(await referenceOn(other)).toBe(reference);

  await page.goto(person);
  await arrive(page, name);
  const cases = page.getByRole("table", { name: "Cases" }).locator("tbody tr");
  await expect(cases).toHaveCount(1);
  await expect(cases).toContainText(reference);
});
