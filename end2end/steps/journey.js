// What every journey begins with: Playwright's test, knowing where the program is, and strict about faults.

import { expect, test as playwright } from "@playwright/test";

export { expect };

export const test = playwright.extend({
  baseURL: async ({}, use) => use(process.env.GUILDHALL_URL),

  /** What a journey expects to go wrong in the browser; for example a file that it withholds. */
  faultsExpected: [false, { option: true }],

  /** No journey may cause a fault, even one that nobody sees on the page. */
  faults: [
    async ({ context, faultsExpected }, use) => {
      const faults = [];
      context.on("weberror", (error) => faults.push(`script: ${error.error().message}`));
      context.on("console", (message) => {
        // Chromium reports each refused form (4xx) as an error too; those pages are what is being tested.
        const isAnswer = message.text().startsWith("Failed to load resource");
        if (message.type() === "error" && !isAnswer) faults.push(`console: ${message.text()}`);
      });
      context.on("response", (response) => {
        const isFile = response.request().resourceType() !== "document";
        if (response.status() >= 500 || (isFile && response.status() >= 400)) {
          faults.push(`${response.status()} for ${response.url()}`);
        }
      });
      await use(faults);
      if (!faultsExpected) expect(faults, "faults in the browser").toEqual([]);
    },
    { auto: true },
  ],
});

/** Whether the pages of this project run scripts. */
export function scriptsAreOn() {
  return test.info().project.use.javaScriptEnabled !== false;
}
