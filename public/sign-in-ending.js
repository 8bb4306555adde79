// Warns before a sign-in ends, in time to stay. Other tabs may have kept it alive, so the server is asked before
// anybody is disturbed.

export function warn(dialog) {
  const warning = Number(dialog.dataset.warning);
  const form = dialog.querySelector("form");
  let timer;

  const wait = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(1, seconds - warning) * 1000);
  };

  const look = async () => {
    const seconds = await remaining(dialog.dataset.kind);
    if (seconds === undefined) return wait(warning + 30);
    if (seconds <= 0) return over(dialog);
    if (seconds > warning) return wait(seconds);
    if (!dialog.open) {
      dialog.showModal();
      dialog.querySelector("h2").focus();
    }
    timer = setTimeout(look, Math.max(1, seconds) * 1000 + 500);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    dialog.close();
    look();
  });
  // Escape closes the dialog: whoever presses it is there.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    form.requestSubmit();
  });
  // A page that slept in the background looks again when it is shown.
  document.addEventListener("visibilitychange", () => document.hidden || look());
  wait(Number(dialog.dataset.after));
}

async function remaining(kind) {
  try {
    const answer = await fetch(`/sign-in/remaining?kind=${kind}`);
    return answer.ok ? (await answer.json()).seconds : undefined;
  } catch {
    return undefined;
  }
}

// The sign-in has ended. A page with something typed in it stays as it is: sending it leads through signing in
// again and loses nothing. Any other page makes way for one that shows nobody's business.
function over(dialog) {
  dialog.close();
  const forms = [...document.querySelectorAll("main form[method=post]")];
  if (forms.length === 0) location.reload();
}
