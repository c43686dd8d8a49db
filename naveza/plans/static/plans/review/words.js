// The words of the screen in the reader's language, from the page. `{name}` in a text is filled in.
const source = document.getElementById("review-words");
const words = source
  ? JSON.parse(source.textContent)
  : { texts: {}, plurals: {}, fields: {}, doubts: {}, reasons: {}, notes: {} };
const rules = new Intl.PluralRules(document.documentElement.lang || "en");
const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** A text by its name. */
export const t = (name, values = {}) => fill(words.texts[name] ?? name, values);

/** A text that depends on a number, which it also shows as `{n}`. */
export function tn(name, count, values = {}) {
  const forms = words.plurals[name] ?? {};
  return fill(forms[rules.select(count)] ?? forms.other ?? name, { n: numbers.format(count), ...values });
}

/** What a field is called. */
export const fieldName = (field) => words.fields[field] ?? field;

/** `(hidden_row: words)` of a parser's note with its code in words. */
function noteDetail(detail) {
  const [, code, rest] = /^\((\w+): ([\s\S]*)\)$/.exec(detail) ?? [];
  const [said, isFollowed] = words.notes[code] ?? ["", false];
  if (!said) return detail;
  return isFollowed ? `(${said}: ${rest})` : `(${said})`;
}

/** A doubt as a sentence, with the document's own words where the reader gave any. */
export function doubtSentence(doubt) {
  const [english, ours] = words.doubts[doubt.code] ?? ["", ""];
  if (!ours) return doubt.text ?? doubt.code;
  const detail = english && doubt.text?.startsWith(english) ? doubt.text.slice(english.length).trim() : "";
  return detail ? `${ours} ${doubt.code === "parser_note" ? noteDetail(detail) : detail}` : ours;
}

/** The stable code at the beginning of why a text went nowhere: `page number: on each page` → page_number. */
export const reasonCode = (item) => (item.why ?? "").split(":", 1)[0].trim().replaceAll(" ", "_");

/** Why a text went nowhere, in words. */
export const reason = (item) => words.reasons[reasonCode(item)] ?? words.reasons[""] ?? item.why;

/** A moment as people of the language write it: the time today, else the day too. */
export function moment(iso) {
  const then = new Date(iso);
  const today = new Date().toDateString() === then.toDateString();
  const options = today ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" };
  return new Intl.DateTimeFormat(document.documentElement.lang || "en", options).format(then);
}
