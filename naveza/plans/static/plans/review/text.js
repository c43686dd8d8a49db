// Texts as the server keeps them: single blanks, one paragraph a line, nothing empty. Pure.

/** The text with every run of white space as one blank, none at the ends. */
export const collapse = (text) => text.replace(/\s+/gu, " ").trim();

/** The paragraphs of what was typed: one a line, empty lines left out. */
export const paragraphs = (typed) => typed.split("\n").map(collapse).filter(Boolean);

/** A list of paragraphs or one text as it stands in the editor. */
export const typedText = (value) => (Array.isArray(value) ? value.join("\n") : (value ?? ""));

/** What was typed as the field keeps it: a list for a field of paragraphs, else one text or null. */
export const fieldValue = (typed, isList) => (isList ? paragraphs(typed) : collapse(typed) || null);

/** Whether two values of plan-json say the same. The order of an object's keys does not matter. */
export function same(one, two) {
  if (one === two) return true;
  if (one === null || two === null || typeof one !== "object" || typeof two !== "object")
    return (one ?? null) === (two ?? null);
  if (Array.isArray(one) !== Array.isArray(two)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(two).length && keys.every((key) => same(one[key], two[key]));
}

/** The text folded for comparing and searching: no case, no diacritics. */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The first words of a text, for naming a row. */
export function excerpt(text, length = 60) {
  const flat = collapse(text ?? "");
  return flat.length > length ? `${flat.slice(0, length - 1).trimEnd()}…` : flat;
}
