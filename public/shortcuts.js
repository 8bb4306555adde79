// Keys for those who work at the desk all day. An element's key is its `data-shortcut`: one letter, or two that follow
// each other ("g d"). A link or a button is pressed by it; a box gets the cursor. A number chooses among the answers of
// the question. Nothing happens while somebody types, nor with Ctrl, Alt or the like, and whoever needs single keys for
// something else turns them off: the browser remembers.

const KEPT = "guildhall-shortcuts";
const BOXES = "input:not([type=radio]):not([type=checkbox]):not([type=hidden]), textarea, select";

/** How long the second key of two may take, in milliseconds. */
const PATIENCE = 1500;

export function listen(dialog) {
  const root = document.documentElement;
  const toggle = dialog.querySelector("[data-toggle]");
  let first = "";
  let timer;

  const isOn = () => localStorage.getItem(KEPT) !== "off";

  const show = () => {
    root.classList.toggle("has-shortcuts", isOn());
    toggle.textContent = isOn() ? toggle.dataset.off : toggle.dataset.on;
    for (const element of keyed()) {
      if (isOn()) element.setAttribute("aria-keyshortcuts", element.dataset.shortcut);
      else element.removeAttribute("aria-keyshortcuts");
    }
  };

  const open = () => {
    const rows = keyed().map((element) => {
      const [term, what] = [document.createElement("dt"), document.createElement("dd")];
      const key = document.createElement("kbd");
      key.textContent = element.dataset.shortcut;
      term.append(key);
      what.textContent = name(element);
      const row = document.createElement("div");
      row.append(term, what);
      return row;
    });
    dialog.querySelector("[data-keys]").replaceChildren(...rows);
    dialog.showModal();
  };

  toggle.addEventListener("click", () => {
    localStorage.setItem(KEPT, isOn() ? "off" : "on");
    show();
  });
  for (const button of document.querySelectorAll("[data-shortcuts]")) {
    button.hidden = false;
    button.addEventListener("click", open);
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || event.target.closest?.(BOXES + ", [contenteditable]")) return;
    if (event.key === "?") {
      event.preventDefault();
      return open();
    }
    if (!isOn() || event.key.length !== 1 || event.repeat) return;
    const keys = first ? `${first} ${event.key}` : event.key;
    clearTimeout(timer);
    first = "";
    const found = keyed().find((element) => element.dataset.shortcut === keys);
    if (found) {
      event.preventDefault();
      press(found);
    } else if (/^[1-9]$/.test(event.key)) {
      choose(event, Number(event.key));
    } else if (keyed().some((element) => element.dataset.shortcut.startsWith(`${keys} `))) {
      first = keys;
      timer = setTimeout(() => (first = ""), PATIENCE);
    }
  });
  show();
  if (isOn()) begin();
}

/** What has a key and is there to be pressed. */
function keyed() {
  const all = [...document.querySelectorAll("[data-shortcut]")];
  return all.filter((element) => element.checkVisibility());
}

/** What an element is called. */
function name(element) {
  return (
    element.getAttribute("aria-label") ??
    element.labels?.[0]?.textContent.trim() ??
    element.textContent.trim()
  );
}

function press(element) {
  if (element.matches(BOXES)) element.focus();
  else element.click();
}

/**
 * Chooses an answer by its number: of the question that has the cursor, or else of the first that has none. Where it is
 * the page's only question and nothing more is asked with the answer, the page goes on.
 */
function choose(event, number) {
  const groups = [...document.querySelectorAll("main form fieldset, main form .govuk-form-group")]
    .map((group) => [...group.querySelectorAll(":scope > .govuk-radios input[type=radio], :scope > .govuk-checkboxes input[type=checkbox], :scope > fieldset > .govuk-radios input[type=radio], :scope > fieldset > .govuk-checkboxes input[type=checkbox]")])
    .map((group) => group.filter((input) => input.checkVisibility()))
    .filter((group, place, all) => group.length > 0 && all.findIndex((other) => other[0] === group[0]) === place);
  const here = groups.find((group) => group.includes(document.activeElement));
  const open = groups.find((group) => !group.some((input) => input.checked));
  const group = (here?.some((input) => input.checked && input.type === "radio") ? open : here) ?? open ?? groups[0];
  const input = group?.[number - 1];
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.click();
  const form = input.form;
  const others = form.querySelectorAll(BOXES);
  const isAlone = input.type === "radio" && groups.length === 1 && ![...others].some((box) => box.checkVisibility());
  if (isAlone && document.querySelector(".acting-for")) form.requestSubmit();
}

/** Puts the cursor where one begins: the page says where, and a page of a form begins with its first question. */
function begin() {
  if (location.hash || document.querySelector(".govuk-error-summary")) return;
  const marked = document.querySelector("[data-begin]");
  const question = document.querySelector(".acting-for") && document.querySelector("main form");
  const boxes = question ? [...question.querySelectorAll(`${BOXES}, input`)] : [];
  const inside = marked?.matches(`${BOXES}, input`) ? marked : marked?.querySelector(`${BOXES}, input`);
  const first = inside ?? boxes.find((box) => box.type !== "hidden" && box.checkVisibility());
  first?.focus();
}
