// What can be done with one row of plan-json. Pure: contents in, contents out, nothing changed in place.
import { collapse, same } from "./text.js";

export const LISTS = new Set([
  "path",
  "path_codes",
  "activities",
  "periods",
  "expected_results",
  "indicators",
  "institutions",
  "budget",
]);
const FIELDS = [
  "path",
  "path_codes",
  "code",
  "activities",
  "periods",
  "deadline",
  "expected_results",
  "indicators",
  "evaluation_term",
  "lead",
  "institutions",
  "budget",
];
// Names that readers use in doubts -> fields of a row.
const ALIASES = {
  goal: "path",
  activity: "activities",
  results: "expected_results",
  responsible: "institutions",
  lead: "institutions",
  institution: "institutions",
  period: "periods",
};

/** A row with every field and nothing in it. */
export function emptyRow() {
  const row = Object.fromEntries(FIELDS.map((name) => [name, LISTS.has(name) ? [] : null]));
  return { ...row, inherits: [], sources: {}, doubts: [], confidence: 1 };
}

/** The column in which a doubt is shown; "" for one that is about the whole row. */
export function doubtField(doubt) {
  const name = ALIASES[doubt.field] ?? doubt.field ?? "";
  return FIELDS.includes(name) && name !== "path" && name !== "path_codes" ? name : "";
}

const NONE = [];

/** Doubts that nobody has settled, of one column or of all. */
export function openDoubts(content, field) {
  if (!content.doubts?.length) return NONE;
  const open = content.doubts.filter((doubt) => !doubt.settled);
  return field === undefined ? open : open.filter((doubt) => doubtField(doubt) === field);
}

/** The doubts that a cell shows: its column's; the first cell those about the whole row and the titles above it. */
export const doubtsOf = (row, column) =>
  column.kind === "number"
    ? [...openDoubts(row.content, ""), ...openDoubts(row.content, "code")]
    : openDoubts(row.content, column.field);

/** The row as the server will have it after an edit, doubts of rewritten fields settled. */
export function withEdit(content, edit) {
  const fields = edit.fields ?? {};
  const after = { ...content, ...fields };
  const touched = new Set(
    Object.keys(fields).filter((name) => FIELDS.includes(name) && !same(content[name], fields[name])),
  );
  const settled = new Set((edit.settled ?? []).map(([code, field]) => `${code}\n${field}`));
  if (touched.size || settled.size) {
    after.doubts = (after.doubts ?? []).map((doubt) => {
      const field =
        { goal: "path", activity: "activities", results: "expected_results" }[doubt.field] ?? doubt.field ?? "";
      const goes = touched.has(field) || settled.has(`${doubt.code}\n${doubt.field ?? ""}`);
      return goes && !doubt.settled ? { ...doubt, settled: true } : doubt;
    });
  }
  return after;
}

const isYear = (label) => /^\d{4}$/.test(label);

/** All period labels of a plan in order: the document's own, years of stated spans, then whatever rows add. */
export function planLabels(head, contents) {
  let labels = [...new Set(head.periods ?? [])];
  const years = contents
    .flatMap(({ periods = [] }) => (periods.length === 2 ? periods.filter(isYear) : []))
    .map(Number);
  if (years.length && labels.every(isYear)) {
    const [first, last] = [Math.min(...years), Math.max(...years)];
    if (last - first < 40)
      labels = [
        ...new Set([...labels, ...Array.from({ length: last - first + 1 }, (_, step) => String(first + step))]),
      ].sort();
  }
  for (const { periods = [] } of contents) for (const label of periods) if (!labels.includes(label)) labels.push(label);
  return labels;
}

/** The plan's periods in which a row is planned; two years alone stand for all between them. */
export function planned(content, labels) {
  const stated = content.periods ?? [];
  if (stated.length === 2 && stated.every(isYear)) {
    const [first, last] = [...stated].sort();
    const between = labels.filter((label) => label.slice(0, 4) >= first && label.slice(0, 4) <= last);
    if (between.length) return between;
  }
  return labels.filter((label) => stated.includes(label));
}

/** Whether a row is planned in a period. */
export function isPlanned(content, labels, label) {
  const stated = content.periods ?? [];
  return stated.length === 2 ? planned(content, labels).includes(label) : stated.includes(label);
}

/** The periods of a row after a cross was put or taken away. */
export function toggled(content, labels, label) {
  const now = new Set(planned(content, labels));
  if (!now.delete(label)) now.add(label);
  const others = (content.periods ?? []).filter((stated) => !labels.includes(stated));
  return [...labels.filter((known) => now.has(known)), ...others];
}

const union = (one, two) => [...one, ...two.filter((item) => !one.some((other) => same(item, other)))];
const either = (one, two) => (one && two && one !== two ? `${one}; ${two}` : one || two || null);

/** Two rows after splitting an activity: what both are planned for, and by whom, stays with both. */
export function splitRow(content, before, after) {
  const second = emptyRow();
  for (const name of [
    "path",
    "path_codes",
    "periods",
    "deadline",
    "evaluation_term",
    "lead",
    "institutions",
    "sources",
    "institution_ids",
  ]) {
    if (content[name] !== undefined) second[name] = content[name];
  }
  return [{ activities: before }, { ...second, activities: after }];
}

/** The fields of the first of two rows after the second was merged into it. */
export function mergedFields(one, two, labels) {
  const periods = new Set([...planned(one, labels), ...planned(two, labels)]);
  const stated = union(one.periods ?? [], two.periods ?? []);
  const sources = { ...one.sources };
  for (const [name, places] of Object.entries(two.sources ?? {})) sources[name] = union(sources[name] ?? [], places);
  const fields = {
    activities: [...one.activities, ...two.activities],
    periods: [...labels.filter((label) => periods.has(label)), ...stated.filter((label) => !labels.includes(label))],
    code: one.code || two.code || null,
    deadline: either(one.deadline, two.deadline),
    evaluation_term: either(one.evaluation_term, two.evaluation_term),
    expected_results: union(one.expected_results, two.expected_results),
    indicators: union(one.indicators, two.indicators),
    institutions: union(one.institutions, two.institutions),
    lead: one.lead || two.lead || null,
    budget: union(one.budget ?? [], two.budget ?? []),
    sources,
  };
  if (one.institution_ids || two.institution_ids)
    fields.institution_ids = { ...two.institution_ids, ...one.institution_ids };
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => !same(value, one[name])));
}

/** The organisations of a row in a new order, with the lead among them and links only of those that are left. */
export function partiesFields(content, names, lead, ids) {
  const institutions = [...new Set(names.map(collapse).filter(Boolean))];
  const kept = Object.fromEntries(Object.entries(ids ?? {}).filter(([name]) => institutions.includes(name)));
  const fields = { institutions, lead: institutions.includes(lead) ? lead : null };
  if (Object.keys(kept).length || content.institution_ids) fields.institution_ids = kept;
  return fields;
}
