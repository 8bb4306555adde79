// Two members of staff change one case: the second sees both versions, and nothing is lost.

import { arrive } from "../steps/arrive.js";
import { expectAccessible } from "../steps/accessible.js";
import { answerTo, send } from "../steps/check-answers.js";
import { expect, test } from "../steps/journey.js";
import { SERVICE, answerShortest } from "../steps/missed-bin.js";
import { signIn, startForm } from "../steps/staff.js";

test("The second of two changes shows both versions and can still be saved", async ({ page, browser, baseURL }) => {
  await signIn(page, "adviser");
  await startForm(page, SERVICE, "By web chat");
  await answerShortest(page);
  const address = `/desk/cases/${await send(page)}`;
  const { javaScriptEnabled } = test.info().project.use;
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  const other = await context.newPage();
  await signIn(other, "caseworker");
  await page.goto(address);
  await other.goto(address);

  await page.getByLabel("Note", { exact: true }).fill("Crew comes on Friday");
  await page.getByRole("button", { name: "Save" }).click();
  await arrive(page, SERVICE);

  await other.getByLabel("Collected").check();
  await other.getByLabel("Note", { exact: true }).fill("Seen empty on my way in");
  const answered = other.waitForResponse((response) => response.request().method() === "POST");
  await other.getByRole("button", { name: "Save" }).click();
  expect((await answered).status()).toBe(409);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(
    "Somebody changed this case while you were working on it",
  );
  await expect(other).toHaveTitle(/^Error: /);
  const [theirs, yours] = await other.locator(".versions__one").all();
  await expect(theirs).toContainText("Crew comes on Friday");
  await expect(theirs).toContainText("Amina Yusuf");
  await expect(theirs).not.toContainText("Case opened");
  await expect(yours).toContainText("Collected");
  await expect(yours).toContainText("Seen empty on my way in");
  await expect(other.getByLabel("Note", { exact: true })).toHaveValue("Seen empty on my way in");
  await expectAccessible(other);

  await other.getByRole("button", { name: "Save" }).click();
  await arrive(other, SERVICE);
  await expect(answerTo(other, "Status")).toContainText("Collected");
  const story = other.locator(".timeline");
  await expect(story).toContainText("Crew comes on Friday");
  await expect(story).toContainText("Seen empty on my way in");
  await expect(story).toContainText("Status changed from “Received” to “Collected”");

  // The first one's page is old by now; a note takes nothing from anybody, so it is simply added.
  await page.getByLabel("Note", { exact: true }).fill("Rang to say sorry");
  await page.getByRole("button", { name: "Save" }).click();
  await arrive(page, SERVICE);
  await expect(page.locator(".timeline")).toContainText("Rang to say sorry");
  await expect(answerTo(page, "Status")).toContainText("Collected");
  await context.close();
});
