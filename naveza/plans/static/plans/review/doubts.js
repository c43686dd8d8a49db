// Going from doubt to doubt, and counting them.
import { doubtField, doubtsOf, openDoubts } from "./rows.js";
import { sameAbove } from "./titles.js";

/** How many rows have a doubt that nobody has settled. */
export const rowsInDoubt = (store) => store.standing().filter(({ content }) => openDoubts(content).length).length;

/** Kinds of open doubts: [{code, count, doubt}], the most frequent first. */
export function kinds(store) {
  const found = new Map();
  for (const { content } of store.standing()) {
    for (const code of new Set(openDoubts(content).map((doubt) => doubt.code))) {
      const kind = found.get(code) ?? {
        code,
        count: 0,
        doubt: openDoubts(content).find((doubt) => doubt.code === code),
      };
      kind.count += 1;
      found.set(code, kind);
    }
  }
  return [...found.values()].sort((one, two) => two.count - one.count);
}

/** The next (1) or former (-1) cell in doubt after a place, round the end of the table: {key, column} or null.
 *  `code` asks only for doubts of one kind. */
export function nextDoubt(store, columns, { key, column, depth }, step, code = "") {
  const rows = store.standing();
  if (!rows.length) return null;
  const start = Math.max(
    0,
    rows.findIndex((row) => row.key === key),
  );
  const from = depth === null ? column : step > 0 ? -1 : 0;
  for (let count = 0; count <= rows.length; count += 1) {
    const row = rows[(((start + step * count) % rows.length) + rows.length) % rows.length];
    if (!openDoubts(row.content).some((doubt) => !code || doubt.code === code)) continue;
    const indexes = columns
      .map((_, index) => index)
      .filter((index) => (count === 0 ? (step > 0 ? index > from : index < from) : true));
    if (step < 0) indexes.reverse();
    const seen = new Set();
    const index = indexes.find((at) => {
      if (columns[at].kind === "tick" && (seen.has("tick") || (count === 0 && columns[from]?.kind === "tick")))
        return false;
      seen.add(columns[at].kind);
      return doubtsOf(row, columns[at]).some((doubt) => !code || doubt.code === code);
    });
    if (index !== undefined) return { key: row.key, column: index };
  }
  return null;
}

const pair = (doubt) => [doubt.code, doubt.field ?? ""];

/** Edits that settle the doubts of a cell. One about a title is settled for all rows that stand below that title. */
export function settleCell(store, row, column) {
  const doubts = column ? doubtsOf(row, column) : openDoubts(row.content);
  const edits = new Map();
  const add = (key, doubt) => edits.set(key, { key, settled: [...(edits.get(key)?.settled ?? []), pair(doubt)] });
  for (const doubt of doubts) {
    add(row.key, doubt);
    if (doubtField(doubt) || !["path", "goal"].includes(doubt.field)) continue;
    const depth = row.content.path.length - 1;
    for (const other of store.standing()) {
      if (other.key === row.key || depth < 0 || !sameAbove(other.content, row.content, depth)) continue;
      if (
        openDoubts(other.content).some(
          (its) => its.code === doubt.code && its.field === doubt.field && its.text === doubt.text,
        )
      )
        add(other.key, doubt);
    }
  }
  return [...edits.values()];
}

/** Edits that settle one kind of doubt in all rows. */
export function settleKind(store, code) {
  return store
    .standing()
    .map(({ key, content }) => ({
      key,
      settled: openDoubts(content)
        .filter((doubt) => doubt.code === code)
        .map(pair),
    }))
    .filter(({ settled }) => settled.length);
}
