// Says at once, before anything is sent, that a chosen file is empty or too large. The server checks the same.
const form = document.querySelector("[data-bring-in]");
const input = form?.querySelector("input[type=file]");

function problemOf(file) {
  if (!file) return "";
  if (file.size === 0) return form.dataset.empty;
  return file.size > Number(input.dataset.limit) ? form.dataset.large : "";
}

input?.addEventListener("change", () => {
  const problem = problemOf(input.files[0]);
  const drop = input.closest("[data-drop]") ?? input.parentElement;
  let place = drop.querySelector("[data-bring-in-problem]");
  if (!place) {
    place = document.createElement("p");
    place.className = "bring-in__problem";
    place.dataset.bringInProblem = "";
    place.setAttribute("role", "alert");
    drop.append(place);
  }
  place.textContent = problem;
  input.setCustomValidity(problem);
});

form?.addEventListener(
  "submit",
  (event) => {
    if (!problemOf(input?.files[0])) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    input.focus();
  },
  true,
);
