// The check-your-answers page, and what follows it.

import { arrive } from "./arrive.js";
import { expect } from "./journey.js";

export const REFERENCE = /^[A-Z]{3}-[A-Z]{3}-[A-Z]{3}$/;

/** The row of a question, by its whole words. */
export function answerTo(page, question) {
  const words = new RegExp(`^\\s*${question.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
  const key = page.locator(".govuk-summary-list__key", { hasText: words });
  return page.locator(".govuk-summary-list__row", { has: key });
}

export async function change(page, question) {
  await page.getByRole("link", { name: `Change ${question}` }).click();
}

/** To the resident, and to staff who sent it for somebody. */
const SENT = /^(We have received your form|The form has been sent)$/;

/** What sends a form: the resident accepts it, or staff say how it was declared. */
const SEND = /^(Accept and send|I read this out and they agree: send|They declared this in writing: send)$/;

/** The button that sends a form. */
export function sendButton(page) {
  return page.getByRole("button", { name: SEND });
}

/** Sends the form and returns the reference that it got. */
export async function send(page) {
  await sendButton(page).click();
  await arrive(page, SENT);
  return referenceOn(page);
}

export async function referenceOn(page) {
  const reference = page.locator(".govuk-panel .reference");
  await expect(reference).toHaveText(REFERENCE);
  return reference.textContent();
}
