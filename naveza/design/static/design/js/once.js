// A form that was just sent is not sent again by an impatient second click. A form with data-many is left alone.
const PAUSE = 4000;
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "many" in form.dataset) return;
  const now = Date.now();
  if (now - (sent.get(form) ?? -PAUSE) < PAUSE) {
    event.preventDefault();
    return;
  }
  sent.set(form, now);
  const button = event.submitter;
  if (!button) return;
  // Later than now, because a disabled button would not be sent with the form.
  setTimeout(() => {
    if (event.defaultPrevented) sent.delete(form);
    else button.dataset.busy = "";
  });
  setTimeout(() => delete button.dataset.busy, PAUSE);
});

// A page that comes back from the browser's memory starts fresh.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[data-busy]")) delete button.dataset.busy;
});
