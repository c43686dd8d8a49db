// Toasts stay until closed when they offer an undo, else six seconds; never while the mouse or the focus is on them.
const SHOWN = 6000;

function begin(toast) {
  const close = toast.querySelector("[data-toast-close]");
  if (close) close.hidden = false;
  if (toast.querySelector("form")) return;
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, SHOWN);
    else toast.remove();
  };
  setTimeout(leave, SHOWN);
}

for (const area of document.querySelectorAll("[data-toasts]")) {
  area.querySelectorAll("[data-toast]").forEach(begin);
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node.matches?.("[data-toast]")) begin(node);
    }
  }).observe(area, { childList: true });
}

document.addEventListener("click", (event) => event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove());

/** Show a sentence at the foot of the page. */
export function showToast(text) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.dataset.toast = "";
  const sentence = document.createElement("p");
  sentence.textContent = text;
  toast.append(sentence);
  document.querySelector("[data-toasts]")?.append(toast);
}
