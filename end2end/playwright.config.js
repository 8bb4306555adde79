import { defineConfig } from "@playwright/test";

// Screenshots are made on request; they test nothing.
const journeys = process.env.GUILDHALL_SCREENSHOTS ? ["journeys/*.js", "screenshots.js"] : ["journeys/*.js"];

export default defineConfig({
  testDir: ".",
  testMatch: journeys,
  globalSetup: "./setup/program.js",
  outputDir: "results/tests",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Far more than a journey takes, for a machine that is busy with something else.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    locale: "en-GB",
    timezoneId: "Europe/London",
    screenshot: "only-on-failure",
    actionTimeout: 15_000,
    navigationTimeout: 15_000,
    launchOptions: {
      executablePath: process.env.GUILDHALL_CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "scripts-off", use: { javaScriptEnabled: false } },
    { name: "scripts-on", use: { javaScriptEnabled: true } },
  ],
});
