// Typing in a cell: a text area in its place, one paragraph a line. Whatever is typed goes into the journal at once and
// to the server when the cell is left; nothing is ever thrown away, undo brings the former text back.
import { make } from "./dom.js";
import { LISTS } from "./rows.js";
import { collapse, fieldValue, paragraphs, same, typedText } from "./text.js";
import { fieldName, t } from "./words.js";

const GROWS_ITSELF = CSS.supports("field-sizing", "content");

export class Editor {
  /** `onDone(kind, place, value)` is told what was typed: kind "text", "title" or "split". */
  constructor({ grid, cursor, journal, onDone, onMove }) {
    Object.assign(this, { grid, cursor, journal, onDone, onMove, open: null });
  }

  get isOpen() {
    return this.open !== null;
  }

  /** Edit the text of the cell under the cursor. `text` takes the place of its own (text that was brought back). */
  text(cell, { caret, text, splitting = false } = {}) {
    const row = this.cursor.row;
    const column = this.cursor.columnHere;
    const field = column.kind === "number" ? "code" : column.field;
    const typed = text ?? typedText(row.content[field]);
    const area = make("textarea", "cell__editor", {
      value: typed,
      rows: 1,
      "aria-label": `${fieldName(field)}. ${t("editor_help")}`,
    });
    const place = { kind: "text", key: row.key, field, cell, area, seen: row.content[field], splitting };
    this.show(place, area);
    const at = caret ?? typed.length;
    area.setSelectionRange(at, at);
    if (text !== undefined) this.keep();
  }

  /** Edit a title (and its number), for all rows below it. */
  title(cell) {
    const depth = this.cursor.depth;
    const { content, key } = this.cursor.row;
    const code = make("input", "cell__code-editor", {
      value: content.path_codes?.[depth] ?? "",
      "aria-label": fieldName("path_codes"),
      autocomplete: "off",
    });
    const area = make("textarea", "cell__editor", {
      value: content.path[depth],
      rows: 1,
      "aria-label": `${fieldName("path")}. ${t("title_help")}`,
    });
    this.show(
      { kind: "title", key, depth, cell, area, code, field: `path:${depth}`, seen: content.path[depth] },
      code,
      area,
    );
    area.focus();
    area.select();
  }

  show(place, ...controls) {
    this.finish();
    this.open = place;
    const { cell, area } = place;
    cell.setAttribute("data-editing", "");
    const before = [...cell.childNodes];
    place.before = before;
    for (const node of before) node.remove?.();
    cell.append(...controls);
    if (place.splitting) cell.append(make("p", "cell__hint", { textContent: t("split_help") }));
    this.grow(area);
    cell.addEventListener("input", this.onInput);
    cell.addEventListener("focusout", this.onLeave);
    area.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest" });
  }

  onInput = () => {
    this.grow(this.open.area);
    this.keep();
  };

  onLeave = ({ relatedTarget }) => {
    if (this.open && !this.open.cell.contains(relatedTarget)) this.finish();
  };

  keep() {
    const { key, field, area, seen } = this.open;
    this.journal.type({ key, field, text: area.value, seen });
  }

  grow(area) {
    if (GROWS_ITSELF) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }

  /** Leave the cell; what was typed is saved. */
  finish({ move } = {}) {
    const place = this.open;
    if (!place) return;
    this.open = null;
    const { cell, area, kind, field, seen } = place;
    cell.removeEventListener("input", this.onInput);
    cell.removeEventListener("focusout", this.onLeave);
    const had = cell.contains(document.activeElement);
    cell.removeAttribute("data-editing");
    cell.replaceChildren(...place.before);
    if (had) cell.focus({ preventScroll: true });
    const value = kind === "title" ? collapse(area.value) : fieldValue(area.value, LISTS.has(field));
    const code = kind === "title" ? collapse(place.code.value) : undefined;
    const changed =
      kind === "title"
        ? value !== seen || code !== (this.grid.store.rows.get(place.key)?.content.path_codes?.[place.depth] ?? "")
        : !same(value, seen ?? (LISTS.has(field) ? [] : null));
    if (changed) this.onDone(kind, place, { value, code });
    this.journal.typed();
    if (move) this.onMove(move);
  }

  /** Cut the activity at the caret: the rest becomes a row of its own. False where there is nothing to cut off. */
  split() {
    const place = this.open;
    if (!place || place.field !== "activities") return false;
    const { area } = place;
    const at = area.selectionStart;
    const [before, after] = [paragraphs(area.value.slice(0, at)), paragraphs(area.value.slice(at))];
    if (!before.length || !after.length) return false;
    this.open = null;
    place.cell.removeEventListener("input", this.onInput);
    place.cell.removeEventListener("focusout", this.onLeave);
    place.cell.removeAttribute("data-editing");
    place.cell.replaceChildren(...place.before);
    place.cell.focus({ preventScroll: true });
    this.onDone("split", place, { before, after });
    this.journal.typed();
    return true;
  }

  /** Keys while typing. True where the key was meant for the editor. */
  key(event) {
    const place = this.open;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) this.finish();
    else if (event.key === "Tab" && !(place.kind === "title" && place.area !== event.target && !event.shiftKey))
      this.finish({ move: event.shiftKey ? -1 : 1 });
    else if (event.altKey && event.key.toLowerCase() === "s") this.split();
    else if (event.key === "Enter" && plain && place.splitting) this.split();
    else if (event.key === "Enter" && plain && (place.kind === "title" || !LISTS.has(place.field))) this.finish();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
