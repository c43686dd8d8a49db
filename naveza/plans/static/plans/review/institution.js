// The small window in which an institution that the registry does not know is made.
import { make } from "./dom.js";
import { openDialog } from "./dialogs.js";
import { post } from "./server.js";
import { t } from "./words.js";

/** Make an institution; gives its number, or null when the window was closed. `name` is how the document writes it. */
export function makeInstitution(review, addresses, name) {
  const held = document.querySelector("template[data-new-institution]");
  return openDialog(t("new_institution"), (body, finish) => {
    const form = make("form", "stack", { noValidate: true });
    form.append(held.content.cloneNode(true));
    form.elements.namedItem("name").value = name;
    form.elements.namedItem("spelling").value = name;
    form.elements.namedItem("language").value = review.language;
    const problem = make("p", "field__error", { role: "alert" });
    form.append(
      problem,
      make("div", "button-row", {}, make("button", "button", { textContent: t("add_to_registry") })),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { status, data } = await post(addresses.newInstitution, Object.fromEntries(new FormData(form))).catch(
        () => ({ status: 0 }),
      );
      if (status === 201) {
        Object.assign(review.store.institutions, data.institutions);
        finish(data.id);
      } else problem.textContent = data?.sentence ?? t("no_connection");
    });
    body.append(form);
    form.elements.namedItem("name").setAttribute("autofocus", "");
  });
}
