// The mapping screen: the rows that are read follow each choice; a period is asked for only over a column of crosses.
const form = document.querySelector("[data-columns]");
const preview = document.querySelector("[data-columns-preview]");
const PAUSE = 350;
let waiting = 0;
let asked = 0;

function showLabels() {
  for (const select of form.querySelectorAll("select[name^='role-']")) {
    const label = form.querySelector(`[name="label-${select.name.slice(5)}"]`).closest(".columns__label");
    label.toggleAttribute("data-quiet", select.value !== "tick");
  }
}

async function look() {
  const number = ++asked;
  const data = new FormData(form);
  data.set("do", "look");
  const answer = await fetch(location.href, { method: "POST", body: data, headers: { "X-Part": "preview" } });
  if (answer.ok && number === asked) preview.innerHTML = await answer.text();
}

if (form && preview) {
  form.querySelector("[data-columns-look]").hidden = true;
  showLabels();
  form.addEventListener("input", () => {
    showLabels();
    clearTimeout(waiting);
    waiting = setTimeout(() => look().catch(() => {}), PAUSE);
  });
}
