// Dates as the council's clock has them.

/** The day so many days from today. */
export function daysFromToday(days) {
  const [year, month, day] = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/London" }).split("-");
  const date = new Date(Date.UTC(year, month - 1, Number(day) + days));
  return { day: date.getUTCDate(), month: date.getUTCMonth() + 1, year: date.getUTCFullYear() };
}

/** "27 March 2026". */
export function inWords({ day, month, year }) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** Types a date in its three parts. */
export async function typeDate(page, { day, month, year }) {
  await page.getByLabel("Day").fill(String(day));
  await page.getByLabel("Month").fill(String(month));
  await page.getByLabel("Year").fill(String(year));
}
