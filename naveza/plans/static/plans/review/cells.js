// What stands in each cell of the draft's table.
import { hidden, make } from "./dom.js";
import { doubtsOf, isPlanned, openDoubts } from "./rows.js";
import { collapse } from "./text.js";
import { doubtSentence, t } from "./words.js";

// What many cells hold is made once and copied: a table of 2,000 rows has 20,000 cells. What is only a sign (the cross, the
// dash of an empty cell) is drawn by the style sheet, and the cell is named for those who hear it.
const copies = new Map();

function copy(name, build) {
  if (!copies.has(name)) copies.set(name, build());
  return copies.get(name).cloneNode(true);
}

/** Paragraphs as they are; several results or indicators as a list with dashes. */
function text(cell, value, { list = false } = {}) {
  const texts = Array.isArray(value) ? value : value ? [value] : [];
  if (!texts.length) return empty(cell);
  if (texts.length === 1) {
    cell.textContent = texts[0];
    return;
  }
  for (const paragraph of texts) {
    const element = document.createElement("p");
    if (list) element.className = "item";
    element.textContent = paragraph;
    cell.append(element);
  }
}

function empty(cell) {
  cell.setAttribute("data-empty", "");
  cell.setAttribute("aria-label", t("empty"));
}

function tick(cell, isTicked) {
  cell.toggleAttribute("data-ticked", isTicked);
  cell.setAttribute("aria-label", isTicked ? t("planned") : t("not_planned"));
}

/** Which institution of the registry a name is, if known: the person's choice in the row goes first. */
export function institutionOf(store, content, name) {
  const id = content.institution_ids?.[name] ?? store.names[name];
  return id ? (store.institutions[id] ?? null) : null;
}

function parties(cell, content, store) {
  const names = content.institutions ?? [];
  if (!names.length) return empty(cell);
  for (const name of names) {
    const line = copy("party", () => make("p", "party", {}, make("span", "party__name")));
    line.firstChild.textContent = name;
    if (name === content.lead) {
      line.classList.add("party--lead");
      line.append(
        " ",
        copy("lead", () => make("span", "party__lead", { textContent: t("lead") })),
      );
    }
    if (!institutionOf(store, content, name)) {
      line.classList.add("party--unknown");
      line.title = t("unlinked");
      line.append(copy("unlinked", () => hidden(` ${t("unlinked")}`)));
    }
    cell.append(line);
  }
}

function budget(cell, amounts) {
  if (!amounts?.length) return empty(cell);
  for (const amount of amounts) {
    const words = [amount.what, amount.amount, amount.currency, amount.period].filter(Boolean);
    cell.append(make("p", "", { textContent: collapse(words.join(" ")) }));
  }
}

function number(cell, row, ordinal) {
  const shown = copy("ordinal", () => make("span", "cell__ordinal"));
  shown.textContent = String(ordinal);
  cell.append(shown);
  if (row.content.code) cell.append(make("span", "cell__code", { textContent: row.content.code }));
}

const FILL = {
  number: (cell, row, column, store, ordinal) => number(cell, row, ordinal),
  text: (cell, row, column) => text(cell, row.content[column.field], { list: column.field !== "activities" }),
  tick: (cell, row, column, store) => tick(cell, isPlanned(row.content, store.labels, column.label)),
  parties: (cell, row, column, store) => parties(cell, row.content, store),
  budget: (cell, row) => budget(cell, row.content.budget),
};

/** Write a cell anew; the element itself stays, so that the focus stays on it. */
export function fillCell(cell, row, column, store, ordinal) {
  if (cell.hasAttribute("data-filled")) {
    cell.replaceChildren();
    for (const name of ["data-empty", "aria-label", "data-doubted"]) cell.removeAttribute(name);
  }
  cell.setAttribute("data-filled", "");
  FILL[column.kind](cell, row, column, store, ordinal);
  if (!openDoubts(row.content).length) return;
  const doubts = doubtsOf(row, column);
  if (doubts.length) {
    cell.setAttribute("data-doubted", "");
    const words = `${t("needs_look")}: ${doubts.map(doubtSentence).join(" ")}`;
    const label = cell.getAttribute("aria-label");
    if (label) cell.setAttribute("aria-label", `${label}. ${words}`);
    else cell.append(hidden(` ${words}`));
  }
  if (column.kind === "number") cell.append(make("span", "cell__doubts", { "aria-hidden": "true", textContent: "?" }));
}

/** An empty cell of a column. */
export function makeCell(column, index) {
  const cell = make("div", `cell cell--${column.kind}`, {
    role: column.kind === "number" ? "rowheader" : "gridcell",
    tabIndex: -1,
    "aria-colindex": String(index + 1),
    data: { column: String(index), field: column.field },
  });
  if (column.kind !== "number") cell.dataset.label = column.kind === "tick" ? column.label : column.name;
  return cell;
}

/** A title as a line over the whole width. */
export function makeBand(content, depth, columns, levelName) {
  const cell = make("div", "cell cell--band", {
    role: "gridcell",
    tabIndex: -1,
    "aria-colindex": "1",
    "aria-colspan": String(columns.length),
    data: { band: String(depth) },
  });
  fillBand(cell, content, depth, levelName);
  return make(
    "div",
    `line line--band line--band-${Math.min(depth + 1, 4)}`,
    { role: "row", data: { band: String(depth) } },
    cell,
  );
}

/** Write a title anew. */
export function fillBand(cell, content, depth, levelName) {
  const code = content.path_codes?.[depth];
  cell.replaceChildren();
  if (levelName) cell.append(make("span", "band__level", { textContent: levelName }), " ");
  if (code) cell.append(make("span", "band__code", { textContent: code }), " ");
  cell.append(make("span", "band__title", { textContent: content.path[depth] }));
}
