// Starts the islands of a page: fetches the browser program, then hands each <leptos-island> to the function
// that the program exports under the island's name. Children of an island wait for their parent.

export async function start(program, wasm) {
  const islands = await import(program);
  await islands.default({ module_or_path: wasm });
  islands.hydrate();
  await wake(document.body, islands, []);
  document.documentElement.dataset.islands = "ready";
}

async function wake(element, islands, waiting) {
  const tag = element.localName;
  if (tag === "leptos-island") {
    const island = islands[element.dataset.component];
    if (!island) throw new Error(`The program has no island ${element.dataset.component}.`);
    waiting.at(-1)?.();
    await island(element);
  }
  const within = tag === "leptos-children" ? [...waiting, element.$$on_hydrate] : waiting;
  for (const child of [...element.children]) await wake(child, islands, within);
}
