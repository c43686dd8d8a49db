// The draft as a table of role grid. Every row stands in the page, in chunks that the browser lays out only when they
// come near the screen; after the first screenful rows are made in slices, so that the first key is not kept waiting.
import { fillBand, fillCell, makeBand, makeCell } from "./cells.js";
import { columnsOf, template } from "./columns.js";
import { make } from "./dom.js";
import { newTitles } from "./titles.js";

const CHUNK = 12;
const FIRST = 40;
const SLICE = 12; // milliseconds

export class Grid {
  constructor(root, store) {
    Object.assign(this, { root, store, entries: new Map(), made: 0, lines: 1 });
    this.columns = columnsOf(store);
    this.body = make("div", "table__body");
    root.replaceChildren(this.makeHead(), this.body);
    root.setAttribute("role", "grid");
    root.setAttribute("aria-multiselectable", "true");
    root.style.setProperty("--columns", template(this.columns));
    root.setAttribute("aria-colcount", String(this.columns.length));
    this.fill(FIRST);
    this.numberLines();
    store.addEventListener("rows", ({ detail }) => this.update(detail));
    store.addEventListener("names", () => this.refillParties());
    this.levels = JSON.stringify(store.head.level_names);
    store.addEventListener("head", () => this.changeColumns());
    this.later();
  }

  makeHead() {
    const head = make("div", "line line--head", { role: "row", "aria-rowindex": "1" });
    let year = "";
    this.columns.forEach((column, index) => {
      const cell = make("div", `cell cell--head cell--${column.kind}`, {
        role: "columnheader",
        "aria-colindex": String(index + 1),
      });
      if (column.kind === "tick") {
        if (column.year && column.year !== year)
          cell.append(make("span", "head__year", { textContent: column.year, "aria-hidden": "true" }));
        cell.append(
          make("span", "head__period", { textContent: column.short, "aria-hidden": "true" }),
          make("span", "visually-hidden", { textContent: column.label }),
        );
        year = column.year;
      } else cell.textContent = column.name;
      head.append(cell);
    });
    return make("div", "table__head", { role: "rowgroup" }, head);
  }

  /** The last chunk, or a new one when it is full. */
  openChunk() {
    let chunk = this.body.lastElementChild;
    if (!chunk || chunk.childElementCount >= CHUNK) {
      chunk = make("div", "chunk", { role: "rowgroup" });
      this.body.append(chunk);
    }
    return chunk;
  }

  fill(count) {
    const { order } = this.store;
    for (const end = Math.min(order.length, this.made + count); this.made < end; this.made += 1) {
      const row = this.store.rows.get(order[this.made]);
      if (row.deleted || this.entries.has(row.key)) continue;
      this.openChunk().append(this.makeEntry(row).element);
      this.band(row.key, this.lastKey);
      this.lastKey = row.key;
    }
  }

  later() {
    if (this.made >= this.store.order.length) {
      this.numberLines();
      return;
    }
    // After a frame, so that keys and scrolling are painted between two slices.
    requestAnimationFrame(() =>
      setTimeout(() => {
        const end = performance.now() + SLICE;
        while (this.made < this.store.order.length && performance.now() < end) this.fill(5);
        this.later();
      }),
    );
  }

  /** Make all rows that are still missing. */
  finish() {
    if (this.made >= this.store.order.length) return;
    this.fill(this.store.order.length);
    this.numberLines();
  }

  makeEntry(row) {
    this.pattern ??= make(
      "div",
      "entry",
      {},
      make("div", "line line--row", { role: "row" }, ...this.columns.map(makeCell)),
    );
    const element = this.pattern.cloneNode(true);
    const line = element.firstElementChild;
    element.dataset.key = row.key;
    const ordinal = this.entries.size + 1;
    for (let index = 0, cell = line.firstElementChild; cell; index += 1, cell = cell.nextElementSibling)
      fillCell(cell, row, this.columns[index], this.store, ordinal);
    const entry = { element, line, shown: row.content, ordinal, bands: "" };
    this.entries.set(row.key, entry);
    return entry;
  }

  /** The titles that begin above a row; written anew only where they differ from what is there. */
  band(key, beforeKey) {
    const entry = this.entries.get(key);
    const { content } = this.store.rows.get(key);
    const before = beforeKey ? this.store.rows.get(beforeKey).content : null;
    const depths = newTitles(before, content);
    const look = depths.length
      ? JSON.stringify(depths.map((depth) => [depth, content.path[depth], content.path_codes?.[depth]]))
      : "";
    if (look === entry.bands) return;
    entry.bands = look;
    const present = [...entry.element.children].slice(0, -1);
    const name = (depth) => this.levelName(depth);
    // A title that was only reworded keeps its line, and with it the focus.
    if (present.length === depths.length && present.every((line, at) => Number(line.dataset.band) === depths[at])) {
      depths.forEach((depth, at) => {
        const cell = present[at].firstElementChild;
        if (!cell.querySelector("textarea, input")) fillBand(cell, content, depth, name(depth));
      });
      return;
    }
    present.forEach((line) => line.remove());
    entry.line.before(...depths.map((depth) => makeBand(content, depth, this.columns, name(depth))));
    this.unnumbered = true;
  }

  /** What the document calls the titles of a depth. Its names belong to the lowest levels, the activity last. */
  levelName(depth) {
    const names = this.store.head.level_names ?? [];
    this.deepest ??= Math.max(0, ...this.store.standing().map(({ content }) => content.path.length));
    return names.slice(0, -1)[depth - Math.max(0, this.deepest - names.length + 1)] ?? "";
  }

  update({ keys, structure }) {
    const columns = structure || [...keys].some((key) => this.needsColumn(key));
    if (columns && this.changeColumns()) return;
    if (structure) {
      this.deepest = undefined;
      this.arrange(keys);
    }
    for (const key of keys) this.refill(key);
    if (this.unnumbered) this.laterNumberLines();
  }

  needsColumn(key) {
    const { content } = this.store.rows.get(key) ?? {};
    if (!content) return false;
    const has = new Set(this.columns.map((column) => column.field));
    const missing = ["deadline", "expected_results", "indicators", "evaluation_term", "budget"].some(
      (field) => !has.has(field) && content[field]?.length,
    );
    return (
      missing ||
      (content.periods ?? []).some(
        (label) => this.store.labels.includes(label) && !this.columns.some((column) => column.label === label),
      )
    );
  }

  /** Build the table anew when it has got other columns; rare. */
  changeColumns() {
    const columns = columnsOf(this.store);
    const levels = JSON.stringify(this.store.head.level_names);
    const gone = this.columns.some(({ kind, id }) => kind === "tick" && !columns.some((other) => other.id === id));
    const kept =
      !gone && columns.every(({ id, name }) => this.columns.some((other) => other.id === id && other.name === name));
    if (kept && levels === this.levels) return false;
    Object.assign(this, { columns, levels });
    this.root.style.setProperty("--columns", template(columns));
    this.root.setAttribute("aria-colcount", String(columns.length));
    this.entries.clear();
    Object.assign(this, { made: 0, lastKey: "", pattern: null });
    this.body.replaceChildren();
    this.root.firstElementChild.replaceWith(this.makeHead());
    this.finish();
    this.root.dispatchEvent(new CustomEvent("rebuilt"));
    return true;
  }

  /** Put rows where they stand now, take away those that are gone, and look through all titles. */
  arrange(keys) {
    this.finish();
    for (const key of keys) {
      const row = this.store.rows.get(key);
      const entry = this.entries.get(key);
      if ((!row || row.deleted) && entry) {
        entry.element.remove();
        this.entries.delete(key);
      }
    }
    let before = null;
    let ordinal = 0;
    for (const row of this.store.standing()) {
      const entry = this.entries.get(row.key) ?? this.makeEntry(row);
      this.put(entry, before && this.entries.get(before));
      this.band(row.key, before);
      ordinal += 1;
      if (entry.ordinal !== ordinal) {
        entry.ordinal = ordinal;
        const shown = entry.line.firstElementChild.querySelector(".cell__ordinal");
        if (shown) shown.textContent = String(ordinal);
      }
      before = row.key;
    }
    for (const chunk of [...this.body.children]) if (!chunk.childElementCount) chunk.remove();
    this.made = this.store.order.length;
    this.unnumbered = true;
  }

  put({ element }, before) {
    const stands =
      element.isConnected &&
      (element.previousElementSibling ?? element.parentElement.previousElementSibling?.lastElementChild ?? null) ===
        (before?.element ?? null);
    if (stands) return;
    if (before) before.element.after(element);
    else (this.body.firstElementChild ?? this.openChunk()).prepend(element);
  }

  /** Write the cells of a row that differ from what they show. */
  refill(key) {
    const entry = this.entries.get(key);
    const row = this.store.rows.get(key);
    if (!entry || !row) return;
    const [old, now] = [entry.shown, row.content];
    entry.shown = now;
    const doubts = old.doubts !== now.doubts;
    this.columns.forEach((column, index) => {
      const linked =
        column.kind === "parties" && (old.lead !== now.lead || old.institution_ids !== now.institution_ids);
      if (old[column.field] === now[column.field] && !doubts && !linked) return;
      const cell = entry.line.children[index];
      if (!cell.hasAttribute("data-editing")) fillCell(cell, row, column, this.store, entry.ordinal);
    });
  }

  /** Write all cells with institutions anew, since it became known who somebody is. */
  refillParties() {
    const index = this.columns.findIndex((column) => column.kind === "parties");
    for (const [key, entry] of this.entries) {
      const cell = entry.line.children[index];
      if (!cell.hasAttribute("data-editing"))
        fillCell(cell, this.store.rows.get(key), this.columns[index], this.store, entry.ordinal);
    }
  }

  laterNumberLines() {
    this.unnumbered = false;
    clearTimeout(this.numbering);
    this.numbering = setTimeout(() => this.numberLines(), 400);
  }

  /** Tell assistive technology which line of how many each one is. */
  numberLines() {
    let number = 1;
    for (const line of this.body.querySelectorAll(".line")) {
      number += 1;
      if (line.getAttribute("aria-rowindex") !== String(number)) line.setAttribute("aria-rowindex", String(number));
    }
    this.root.setAttribute("aria-rowcount", String(number));
  }

  /** The cell of a row and a column, made if it has not been yet. */
  cell(key, index) {
    if (!this.entries.has(key)) this.finish();
    return this.entries.get(key)?.line.children[index] ?? null;
  }

  /** The line before (-1) or behind (1) a line, over the borders of rows and chunks. */
  beside(line, step) {
    const [sibling, end] =
      step > 0 ? ["nextElementSibling", "firstElementChild"] : ["previousElementSibling", "lastElementChild"];
    if (line[sibling]) return line[sibling];
    const entry = line.parentElement;
    if (step > 0 && !entry.nextElementSibling && !entry.parentElement.nextElementSibling) this.finish();
    const next = entry[sibling] ?? entry.parentElement[sibling]?.[end];
    return next?.[end] ?? null;
  }
}
