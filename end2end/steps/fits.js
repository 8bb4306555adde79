// Whether a page fits: nothing to scroll sideways, no words cut off, none on top of others.

import { expect } from "./journey.js";

export async function expectToFit(page, name) {
  const faults = await page.evaluate(findFaults);
  expect.soft(faults, `what does not fit on the page ${name}`).toEqual([]);
}

/** Runs in the browser. */
function findFaults() {
  const faults = [];
  const root = document.scrollingElement;
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || isHiddenFromSight(element)) continue;
    if (element.closest("option, textarea, script, style, noscript")) continue;
    const cutter = cuts(element);
    if (cutter) faults.push(`cut off: ${inShort(element)} by ${inShort(cutter)}`);
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) lines.push({ element, box });
  }
  if (root.scrollWidth > innerWidth) {
    const wide = lines.filter(({ box }) => box.right + scrollX > innerWidth + 1).map(({ element }) => inShort(element));
    faults.push(`scrolls sideways: ${root.scrollWidth} of ${innerWidth}: ${wide.slice(0, 3).join(" · ")}`);
  }
  for (const [place, one] of lines.entries()) {
    for (const other of lines.slice(place + 1)) {
      if (one.element === other.element) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // Line boxes may touch; letters overlap when they share more than a third of a line.
      if (across > 2 && down > Math.min(one.box.height, other.box.height) / 3) {
        faults.push(`overlap: ${inShort(one.element)} and ${inShort(other.element)}`);
      }
    }
  }
  return [...new Set(faults)];

  /** Words for screen readers only, and the skip link until it has the focus. */
  function isHiddenFromSight(element) {
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const { width, height } = box.getBoundingClientRect();
      if (width <= 1 && height <= 1 && getComputedStyle(box).overflow !== "visible") return true;
    }
    return false;
  }

  /** What cuts the element's words off, if anything does. */
  function cuts(element) {
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      if (hides(style.overflowX) && box.scrollWidth > box.clientWidth + 1) return box;
      if (hides(style.overflowY) && box.scrollHeight > box.clientHeight + 1) return box;
    }
    return null;
  }

  function inShort(element) {
    return `<${element.localName} class="${element.className}"> ${element.textContent.trim().slice(0, 40)}`;
  }
}
