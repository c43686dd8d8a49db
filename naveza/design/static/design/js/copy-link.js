// A button with data-copy="address" copies it and says so for a moment. Without a clipboard the button stays away.
const SHOWN = 2000;
for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
  const label = button.querySelector("[data-copy-label]") ?? button;
  if (button.dataset.copyBefore !== undefined) return;
  button.dataset.copyBefore = label.textContent;
  label.textContent = button.dataset.copyDone ?? label.textContent;
  setTimeout(() => {
    label.textContent = button.dataset.copyBefore;
    delete button.dataset.copyBefore;
  }, SHOWN);
});
