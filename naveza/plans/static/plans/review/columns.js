// Which columns the draft's table has: those in which something stands, and always activity and institutions.
import { fieldName } from "./words.js";

const ALWAYS = new Set(["code", "activities", "institutions"]);
const WIDTHS = {
  code: "3.5rem",
  activities: "minmax(13rem, 3fr)",
  tick: "2.1rem",
  deadline: "minmax(6.5rem, 1.2fr)",
  expected_results: "minmax(9rem, 2fr)",
  indicators: "minmax(9rem, 2fr)",
  evaluation_term: "minmax(5.5rem, 1fr)",
  institutions: "minmax(9.5rem, 1.9fr)",
  budget: "minmax(6rem, 1fr)",
};
const ORDER = [
  "code",
  "activities",
  "periods",
  "deadline",
  "expected_results",
  "indicators",
  "evaluation_term",
  "institutions",
  "budget",
];
const KINDS = { code: "number", institutions: "parties", budget: "budget" };

/** A period's label as year and rest: `2031-1` → 2031 and 1, `I/2031` → 2031 and I. */
export function parts(label) {
  const [, first, then] = /^(\d{4})[-/ ](.+)$/.exec(label) ?? [];
  if (first) return { year: first, short: then };
  const [, before, year] = /^(.+)[-/ ](\d{4})$/.exec(label) ?? [];
  return year ? { year, short: before } : { year: "", short: label };
}

/** Columns as {id, kind, field, name, year, short, label}. */
export function columnsOf(store) {
  const used = (field) =>
    store.standing().some(({ content }) => (Array.isArray(content[field]) ? content[field].length : content[field]));
  const names = store.head.level_names ?? [];
  const columns = [];
  for (const field of ORDER) {
    if (field === "periods") {
      for (const label of store.labels)
        columns.push({ id: `period:${label}`, kind: "tick", field, label, name: label, ...parts(label) });
    } else if (ALWAYS.has(field) || used(field) || (field === "expected_results" && !used("indicators"))) {
      const name = field === "activities" && names.length ? names.at(-1) : fieldName(field);
      columns.push({ id: field, kind: KINDS[field] ?? "text", field, name });
    }
  }
  return columns;
}

// A column of crosses is as narrow as its head allows; a long label may break.
const tickWidth = ({ short }) => (short.length > 4 ? `${Math.min(4.5, 0.6 + short.length * 0.5)}rem` : WIDTHS.tick);

/** The widths of the columns as a value of `grid-template-columns`. */
export const template = (columns) =>
  columns.map((column) => (column.kind === "tick" ? tickWidth(column) : WIDTHS[column.field])).join(" ");
