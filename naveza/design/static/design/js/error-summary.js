// After a refused form the summary is read first; its links put the cursor into the field.
const summary = document.querySelector("[data-error-summary]");
if (summary && !summary.closest("[data-specimen]")) summary.focus();

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  if (!link) return;
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const field = target?.matches("input, select, textarea") ? target : target?.querySelector("input, select, textarea");
  if (!field) return;
  event.preventDefault();
  field.closest(".field")?.scrollIntoView({ block: "nearest" });
  field.focus({ preventScroll: true });
});
