// The grip between document and draft: dragged, or moved with the arrow keys. The width is kept for next time.
const LEAST = 20;
const MOST = 75;
const key = (split) => `split:${split.dataset.split}`;

function setWidth(split, percent) {
  const width = Math.min(MOST, Math.max(LEAST, Math.round(percent)));
  split.style.setProperty("--split-left", `${width}%`);
  split.querySelector("[data-split-grip]").setAttribute("aria-valuenow", String(width));
  try {
    localStorage.setItem(key(split), String(width));
  } catch {
    // A browser that keeps nothing still resizes.
  }
}

for (const split of document.querySelectorAll("[data-split]")) {
  try {
    const kept = Number(localStorage.getItem(key(split)));
    if (kept) setWidth(split, kept);
  } catch {
    // See above.
  }
}

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-split-grip]");
  if (!grip) return;
  const split = grip.closest("[data-split]");
  grip.setPointerCapture(event.pointerId);
  const move = (moved) => {
    const box = split.getBoundingClientRect();
    setWidth(split, ((moved.clientX - box.left) / box.width) * 100);
  };
  grip.addEventListener("pointermove", move);
  grip.addEventListener("lostpointercapture", () => grip.removeEventListener("pointermove", move), { once: true });
});

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-split-grip]");
  if (!grip) return;
  const now = Number(grip.getAttribute("aria-valuenow"));
  const wanted = { ArrowLeft: now - 2, ArrowRight: now + 2, Home: LEAST, End: MOST }[event.key];
  if (wanted === undefined) return;
  event.preventDefault();
  setWidth(grip.closest("[data-split]"), wanted);
});
