// Single keys. An element with data-shortcut="n" is clicked (a field is focused) when "n" is pressed outside a field;
// data-shortcut-label says what happens, and "?" lists them. Other modules may add keys with addShortcut().
const added = new Map();

/** Add a key. `key` is KeyboardEvent.key, `label` is shown in the help, `run` is called with the event. */
export function addShortcut(key, label, run) {
  added.set(key, { label, run });
}

const isTyping = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]");

function marked() {
  return [...document.querySelectorAll("[data-shortcut]")].filter((element) => element.checkVisibility?.() ?? true);
}

function use(element) {
  if (element.matches("input, select, textarea")) {
    element.focus();
    element.select?.();
  } else element.click();
}

function showHelp() {
  const dialog = document.querySelector("[data-keyboard-help]");
  const list = dialog?.querySelector("[data-keyboard-list]");
  if (!list || dialog.open) return;
  for (const old of list.querySelectorAll("[data-added]")) old.remove();
  const keys = new Map([...added].map(([key, { label }]) => [key, label]));
  for (const element of marked()) keys.set(element.dataset.shortcut, element.dataset.shortcutLabel ?? element.textContent.trim());
  for (const [key, label] of keys) {
    const term = document.createElement("dt");
    const sign = document.createElement("kbd");
    sign.textContent = key;
    term.append(sign);
    const what = document.createElement("dd");
    what.textContent = label;
    for (const element of [term, what]) element.dataset.added = "";
    list.append(term, what);
  }
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    showHelp();
    return;
  }
  const own = added.get(event.key);
  const element = own ? null : marked().find((candidate) => candidate.dataset.shortcut === event.key);
  if (!own && !element) return;
  event.preventDefault();
  if (own) own.run(event);
  else use(element);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keyboard-open]")) showHelp();
});
for (const opener of document.querySelectorAll("[data-keyboard-open]")) opener.hidden = false;
