// Whoever gives an email address gets a receipt, through a real mail server.

import { expectAccessible } from "../steps/accessible.js";
import { arrive, saveAndContinue } from "../steps/arrive.js";
import { send } from "../steps/check-answers.js";
import { expectToFit } from "../steps/fits.js";
import { expect, test } from "../steps/journey.js";
import { startMailServer, startProgram } from "../steps/mail-server.js";
import { answerShortest } from "../steps/missed-bin.js";

const ADDRESS = "mary.hollings@residents.example";

test("A receipt arrives at the address given in the form", async ({ page }) => {
  const mailServer = await startMailServer();
  const program = await startProgram(mailServer);
  try {
    await page.goto(`${program.url}/services/missed-bin-collection`);
    await page.getByRole("button", { name: "Start now" }).click();
    await answerShortest(page);
    await page.getByRole("link", { name: "Change How do you want us to update you?" }).click();
    await page.getByLabel("By email").check();
    await saveAndContinue(page);
    await page.getByLabel("What is your email address?").fill(ADDRESS);
    await saveAndContinue(page);
    await page.getByLabel("What is your name?").fill("Mary Hollings");
    await saveAndContinue(page);
    await arrive(page, "Check your answers");
    const reference = await send(page);

    const mail = await mailServer.next();
    expect(mail.envelope.rcptTo.map((to) => to.address)).toEqual([ADDRESS]);
    expect(mail.envelope.mailFrom.address).toBe("no-reply@wrekinshire.example");
    expect(mail.from.text).toBe('"Wrekinshire Council" <no-reply@wrekinshire.example>');
    expect(mail.to.text).toBe(ADDRESS);
    expect(mail.subject).toBe(`Report a missed bin collection: we have received your form (${reference})`);
    expect(mail.messageId).toMatch(/^<[0-9a-f-]{36}@wrekinshire\.example>$/);
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail.headers.get("content-language")).toBe("en");
    expect(Math.abs(Date.now() - mail.date.getTime())).toBeLessThan(120_000);
    expect(mail.attachments).toEqual([]);
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain(reference);
      expect(part).toContain("http://www.wrekinshire.example/services/missed-bin-collection");
      expect(part).toContain("Civic Offices, Market Square");
    }
    expect(mail.text).not.toMatch(/<[a-z]/);

    // As a mail program shows it, which is no page of ours.
    await page.goto("about:blank");
    await page.setContent(mail.html);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(reference);
    await expect(page.getByRole("link", { name: "Read about this service" })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectToFit(page, "the receipt");
    expect(mailServer.arrived(), "one receipt, not two").toBe(0);
  } finally {
    expect(await program.stop()).toBe(0);
    await mailServer.stop();
  }
});
