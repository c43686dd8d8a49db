// Changes light and dark at once; the form would do the same with a round trip.
const YEAR = 365 * 24 * 3600;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-switch]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const chosen = event.submitter.value;
  const known = chosen === "light" || chosen === "dark";
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${known ? chosen : ""}; path=/; max-age=${known ? YEAR : 0}; samesite=lax${secure}`;
  if (known) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  for (const button of form.querySelectorAll("button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
  form.closest("details")?.removeAttribute("open");
});
