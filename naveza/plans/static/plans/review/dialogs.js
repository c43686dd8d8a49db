// Windows that ask: which version stays, below which title, what was typed when the page closed.
import { button, make } from "./dom.js";
import { collapse, excerpt, fold, typedText } from "./text.js";
import { fieldName, moment, t, tn } from "./words.js";

/** A modal window with a title; the promise gives what `finish` was called with, null when it was closed. */
export function openDialog(title, build, { wide = false } = {}) {
  return new Promise((resolve) => {
    const close = button(t("close"), { css: "button button--quiet" });
    const heading = make("h2", "", { textContent: title, id: `dialog-${crypto.randomUUID()}` });
    const body = make("div", "dialog__body");
    const dialog = make(
      "dialog",
      wide ? "dialog dialog--wide" : "dialog",
      { "aria-labelledby": heading.id },
      make("div", "dialog__head", {}, heading, close),
      body,
    );
    let result = null;
    const finish = (value) => {
      result = value;
      dialog.close();
    };
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    build(body, finish);
    document.body.append(dialog);
    dialog.showModal();
    body.querySelector("[autofocus]")?.focus();
  });
}

const shown = (field, value) =>
  field === "deleted"
    ? t(value ? "version_deleted" : "version_kept")
    : typedText(Array.isArray(value) ? value.map(plain) : plain(value)) || t("empty");
const plain = (value) =>
  value && typeof value === "object"
    ? Object.values(value)
        .filter((part) => typeof part === "string")
        .join(" ")
    : value;

function choice(conflict, index) {
  const name = `version-${index}`;
  const side = (mine, title, value) =>
    make(
      "label",
      "version",
      {},
      make("input", "", { type: "radio", name, value: mine ? "mine" : "theirs", checked: mine, required: true }),
      make("span", "version__who", { textContent: title }),
      make("span", "version__text adopted", { textContent: shown(conflict.field, value) }),
    );
  const field = conflict.field === "deleted" ? "" : ` · ${fieldName(conflict.field)}`;
  const { row } = conflict;
  const who = row.by
    ? t("version_theirs_by", { who: row.by, when: row.at ? moment(row.at) : "" })
    : t("version_theirs");
  return make(
    "fieldset",
    "conflict",
    {},
    make("legend", "", { textContent: `${excerpt(row.content.activities[0] ?? "", 50)}${field}` }),
    make("div", "conflict__sides", {}, side(true, t("version_mine"), conflict.mine), side(false, who, conflict.theirs)),
    conflict.field === "deleted"
      ? null
      : make("p", "small quiet", {
          textContent: t("version_before", { text: excerpt(shown(conflict.field, conflict.seen), 160) }),
        }),
  );
}

/** Both versions side by side; for each conflict whether mine stays. Closing the window decides nothing: asked again. */
export async function askConflicts(conflicts) {
  for (;;) {
    const decided = await openDialog(
      tn("conflict_title", conflicts.length),
      (body, finish) => {
        const form = make("form", "stack", { method: "dialog" });
        form.append(
          make("p", "", { textContent: t("conflict_lead") }),
          ...conflicts.map(choice),
          make("div", "button-row", {}, make("button", "button", { textContent: t("conflict_keep"), autofocus: true })),
        );
        form.addEventListener("submit", (event) => {
          event.preventDefault();
          const data = new FormData(form);
          finish(conflicts.map((_, index) => data.get(`version-${index}`) === "mine"));
        });
        body.append(form);
      },
      { wide: true },
    );
    if (decided) return decided;
  }
}

/** What the server would not keep, with the text to copy. */
export function showRefused(entry, sentence) {
  const texts = (entry.edits ?? [])
    .flatMap(({ fields }) => Object.values(fields ?? {}))
    .map((value) => typedText(Array.isArray(value) ? value.map(plain) : plain(value)));
  return openDialog(t("refused_title"), (body, finish) => {
    body.append(make("p", "", { textContent: sentence || t("refused_lead") }));
    const typed = texts.filter((text) => collapse(String(text))).join("\n\n");
    if (typed)
      body.append(
        make("p", "small quiet", { textContent: t("refused_typed") }),
        make("textarea", "", { value: typed, readOnly: true, rows: 5, "aria-label": t("refused_typed") }),
      );
    body.append(make("div", "button-row", {}, button(t("understood"), { css: "button", run: () => finish(true) })));
  });
}

/** Text that was being typed when the page closed: put it back or drop it. */
export function offerTyped(typing, row) {
  return openDialog(t("typed_title"), (body, finish) => {
    body.append(
      make("p", "", {
        textContent: t("typed_lead", {
          field: fieldName(typing.field.split(":")[0]),
          row: excerpt(row?.content.activities[0] ?? ""),
        }),
      }),
      make("blockquote", "typed-text", { textContent: typing.text }),
      make(
        "div",
        "button-row",
        {},
        button(t("typed_back"), { css: "button", run: () => finish("back") }),
        button(t("typed_drop"), { css: "button button--secondary", run: () => finish("drop") }),
      ),
    );
  });
}

/** Below which title rows shall go: an existing one, or a new one below it. */
export function chooseTitle(all, content) {
  return openDialog(
    t("under_title"),
    (body, finish) => {
      const search = make("input", "", {
        type: "search",
        autofocus: true,
        "aria-label": t("under_search"),
        placeholder: t("under_search"),
      });
      const list = make("ul", "choose-list");
      const here = JSON.stringify(content.path);
      for (const title of all) {
        const words = `${title.codes.at(-1) ?? ""} ${title.path.at(-1)}`.trim();
        const run = () => finish(title);
        const pick = make("button", `choose-list__item choose-list__item--${Math.min(title.path.length, 4)}`, {
          type: "button",
          textContent: words,
          disabled: JSON.stringify(title.path) === here,
        });
        pick.addEventListener("click", run);
        list.append(make("li", "", { data: { words: fold(title.path.join(" ")) } }, pick));
      }
      const fresh = make("input", "", { "aria-label": t("under_new"), placeholder: t("under_new") });
      const add = button(t("under_add"), {
        run: () => {
          const title = collapse(fresh.value);
          if (title)
            finish({
              path: [...content.path, title],
              codes: [...content.path.map((_, depth) => content.path_codes?.[depth] ?? null), null],
              last: undefined,
            });
        },
      });
      search.addEventListener("input", () => {
        const words = fold(search.value).split(/\s+/);
        for (const item of list.children) item.hidden = !words.every((word) => item.dataset.words.includes(word));
      });
      body.append(search, list, make("div", "row", {}, fresh, add));
    },
    { wide: true },
  );
}
