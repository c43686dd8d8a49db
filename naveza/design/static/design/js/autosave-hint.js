// Says whether what was typed is saved. Forms send "naveza:saving", "naveza:saved" or "naveza:unsaved" up the page.
const words = { "naveza:saving": "savingWord", "naveza:saved": "savedWord", "naveza:unsaved": "failedWord" };
let unsaved = false;

for (const [name, key] of Object.entries(words)) {
  document.addEventListener(name, () => {
    unsaved = name !== "naveza:saved";
    for (const hint of document.querySelectorAll("[data-saved]")) {
      hint.querySelector("[data-saved-text]").textContent = hint.dataset[key];
      hint.toggleAttribute("data-unsaved", name === "naveza:unsaved");
    }
  });
}

addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
