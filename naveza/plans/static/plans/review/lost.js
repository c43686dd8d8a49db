// Texts that went nowhere: each can be put into a cell, become a row, or be left out by a person.
import { button, make } from "./dom.js";
import { emptyRow, LISTS } from "./rows.js";
import { excerpt } from "./text.js";
import { fieldName, reason, reasonCode, t, tn } from "./words.js";

const FIELDS = ["activities", "expected_results", "indicators", "institutions", "deadline", "evaluation_term", "code"];

export class LostTexts {
  constructor(root, review, noContent) {
    Object.assign(this, { root, review, noContent: new Set(noContent) });
    review.store.addEventListener("head", () => this.draw());
    review.grid.root.addEventListener("dragover", (event) => this.over(event));
    review.grid.root.addEventListener("drop", (event) => this.dropped(event));
  }

  /** Texts that somebody should look at, and those that are no content of the plan. */
  sorted() {
    const all = this.review.store.unplaced.filter((item) => item.text.trim());
    const looked = (item) => item.settled || this.noContent.has(reasonCode(item));
    return [all.filter((item) => !looked(item)), all.filter(looked)];
  }

  draw() {
    const [open, others] = this.sorted();
    this.review.panels.count("texts", open.length);
    const list = make("ul", "lost", {}, ...open.map((item) => this.item(item)));
    const rest = make(
      "details",
      "lost__rest",
      {},
      make("summary", "", { textContent: tn("lost_rest", others.length) }),
      make("ul", "lost", {}, ...others.slice(0, 300).map((item) => this.item(item, true))),
    );
    const scroll = this.root.scrollTop;
    this.root.replaceChildren(
      open.length
        ? make("p", "small", { textContent: t("lost_lead") })
        : make("p", "", { textContent: t("lost_none") }),
      list,
      others.length ? rest : "",
    );
    this.root.scrollTop = scroll;
  }

  item(item, quiet = false) {
    const { review } = this;
    const look = make("button", "lost__text adopted", {
      type: "button",
      lang: review.language,
      textContent: item.text,
      title: t("lost_show"),
      onclick: () => review.showPlaces(item.source ?? [], { open: true }),
    });
    const made = make(
      "li",
      "lost__item",
      { draggable: review.mayEdit },
      look,
      make("p", "small quiet", { textContent: reason(item) }),
    );
    made.addEventListener("dragstart", (event) => {
      this.dragged = item;
      event.dataTransfer.setData("text/plain", item.text);
      event.dataTransfer.effectAllowed = "move";
    });
    if (!review.mayEdit) return made;
    const select = make(
      "select",
      "",
      { "aria-label": t("lost_where", { text: excerpt(item.text, 40) }) },
      make("option", "", { value: "", textContent: t("lost_put") }),
    );
    for (const field of FIELDS) select.append(make("option", "", { value: field, textContent: fieldName(field) }));
    select.append(make("option", "", { value: "new", textContent: t("lost_new_row") }));
    select.addEventListener("change", () =>
      select.value === "new" ? this.newRow(item) : this.put(item, review.cursor.key, select.value),
    );
    made.append(
      make(
        "div",
        "row",
        {},
        select,
        quiet
          ? ""
          : button(t("lost_leave"), {
              css: "button button--quiet button--small",
              label: `${t("lost_leave")}: ${excerpt(item.text, 40)}`,
              run: () => this.leave(item),
            }),
      ),
    );
    return made;
  }

  put(item, key, field) {
    const { store, outbox, cursor } = this.review;
    const row = store.rows.get(key);
    if (!row || row.deleted) {
      this.review.say(t("lost_no_row"), { show: true });
      this.draw();
      return;
    }
    const now = row.content[field];
    const value = LISTS.has(field) ? [...now, item.text] : now ? `${now} ${item.text}` : item.text;
    const sources = {
      ...row.content.sources,
      [field]: [...(row.content.sources?.[field] ?? []), ...(item.source ?? [])],
    };
    outbox.add("place", [{ key, fields: { [field]: value, sources } }], [{ item }]);
    cursor.goTo(key, field);
    this.review.say(t("said_placed", { field: fieldName(field) }), { show: true, undo: true });
  }

  newRow(item) {
    const { store, outbox, cursor } = this.review;
    const above = cursor.row?.content ?? emptyRow();
    const key = crypto.randomUUID();
    const fields = {
      ...emptyRow(),
      path: above.path,
      path_codes: above.path_codes,
      activities: [item.text],
      sources: { activities: item.source ?? [] },
    };
    outbox.add("place", [{ key, fields, after: cursor.key || store.order.at(-1) || "" }], [{ item }]);
    cursor.goTo(key, "activities");
    this.review.say(t("said_new_row"), { show: true, undo: true });
  }

  leave(item) {
    this.review.outbox.add("leave", [], [{ item, becomes: { ...item, settled: true } }]);
    (this.root.querySelector(".lost__item button") ?? this.root).focus();
  }

  over(event) {
    const cell = this.dragged && event.target.closest?.(".cell--text, .cell--parties, .cell--number");
    if (cell) event.preventDefault();
  }

  dropped(event) {
    const cell = event.target.closest?.(".cell--text, .cell--parties, .cell--number");
    if (!cell || !this.dragged) return;
    event.preventDefault();
    this.put(this.dragged, cell.closest(".entry").dataset.key, cell.dataset.field);
    this.dragged = null;
  }
}
