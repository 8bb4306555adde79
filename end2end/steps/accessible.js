// Every page, in every state, is looked at by axe.

import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { AxeBuilder } from "@axe-core/playwright";

import { expect, scriptsAreOn } from "./journey.js";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A browser's page with scripts, in which pages without scripts are looked at. */
const readers = new WeakMap();

export async function expectAccessible(page) {
  const html = await page.content();
  const state = [scriptsAreOn(), page.viewportSize().width, withoutChance(html)].join();
  // The same HTML at the same width is not looked at twice, by whichever worker.
  const mark = join(process.env.GUILDHALL_LOOKED_AT, createHash("sha256").update(state).digest("hex"));
  if (existsSync(mark)) return;
  const shown = scriptsAreOn() ? page : await readWithoutScripts(page, html);
  // Legacy mode is for pages without frames, as ours are; it needs no page of its own.
  const axe = new AxeBuilder({ page: shown }).options({ resultTypes: ["violations"], preload: false });
  const { violations } = await axe.withTags(TAGS).setLegacyMode().analyze();
  expect(violations.map(inWords), `what axe finds on ${page.url()}`).toEqual([]);
  writeFileSync(mark, "");
}

/** The page without what differs each time it is sent: tokens, nonces, ids. */
function withoutChance(html) {
  return html.replace(/(nonce|value)="[\w+/=-]{20,}"/g, "").replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "");
}

function inWords({ id, help, nodes }) {
  return `${id}: ${help}: ${nodes.map((node) => node.html).join(" · ")}`;
}

/** axe is a script, so it reads the same HTML in a page where scripts run, but none of the site's own. */
async function readWithoutScripts(page, html) {
  const browser = page.context().browser();
  if (!readers.has(browser)) {
    const context = await browser.newContext({ javaScriptEnabled: true, viewport: page.viewportSize() });
    readers.set(browser, await context.newPage());
  }
  const reader = readers.get(browser);
  const { origin } = new URL(page.url());
  const place = `${origin}/read-without-scripts`;
  await reader.setViewportSize(page.viewportSize());
  await reader.route(place, (route) =>
    route.fulfill({ contentType: "text/html", headers: { "content-security-policy": "script-src 'none'" }, body: html }),
  );
  await reader.goto(place);
  await reader.unroute(place);
  return reader;
}
