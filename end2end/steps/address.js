// A UK address, typed by hand.

export async function typeAddress(page, { line1, line2 = "", town, county = "", postcode }) {
  await page.getByLabel("Address line 1").fill(line1);
  await page.getByLabel("Address line 2").fill(line2);
  await page.getByLabel("Town or city").fill(town);
  await page.getByLabel("County").fill(county);
  await page.getByLabel("Postcode").fill(postcode);
}

export const HOME = { line1: "14 Quarry Row", town: "Wrekinbridge", postcode: "WR1 4QR" };
