// Titles above rows: a title is no thing of its own, it stands in the path of each row below it. Pure.
// `rows` are [{key, content}] in order; every function gives edits [{key, fields, …}] of one change.

const codesOf = (content) => content.path.map((_, depth) => content.path_codes?.[depth] ?? null);

/** Whether two rows stand below the same title at a depth (and all titles above it). */
export function sameAbove(one, two, depth) {
  const [codes, others] = [codesOf(one), codesOf(two)];
  for (let level = 0; level <= depth; level += 1) {
    if (one.path[level] === undefined || one.path[level] !== two.path[level] || codes[level] !== others[level])
      return false;
  }
  return true;
}

/** The depths at which a new title begins with this row, `before` being the row above it (or none). */
export function newTitles(before, content) {
  let depth = 0;
  while (before && depth < content.path.length && sameAbove(before, content, depth)) depth += 1;
  return Array.from({ length: content.path.length - depth }, (_, step) => depth + step);
}

/** From which row to which (not included) a title reaches that stands above the row `index`. */
export function reach(rows, index, depth) {
  const { content } = rows[index];
  let [from, to] = [index, index + 1];
  while (from > 0 && sameAbove(rows[from - 1].content, content, depth)) from -= 1;
  while (to < rows.length && sameAbove(rows[to].content, content, depth)) to += 1;
  return [from, to];
}

const pathFields = (path, path_codes) => ({ path, path_codes });

function forReach(rows, index, depth, change) {
  const [from, to] = reach(rows, index, depth);
  return rows.slice(from, to).map(({ key, content }) => ({ key, fields: change([...content.path], codesOf(content)) }));
}

/** Another title (and number) for all rows below it; an empty title takes the level away. */
export function rename(rows, index, depth, title, code) {
  return forReach(rows, index, depth, (path, codes) => {
    if (title) [path[depth], codes[depth]] = [title, code || null];
    else [path, codes].forEach((list) => list.splice(depth, 1));
    return pathFields(path, codes);
  });
}

/** A title one level up: it stands beside the title that it stood below. */
export function raiseTitle(rows, index, depth) {
  if (depth === 0) return [];
  return forReach(rows, index, depth, (path, codes) =>
    pathFields(path.toSpliced(depth - 1, 1), codes.toSpliced(depth - 1, 1)),
  );
}

/** A title one level down: below the title before it at its depth. Nothing where there is none. */
export function lowerTitle(rows, index, depth) {
  const [from] = reach(rows, index, depth);
  const before = rows[from - 1]?.content;
  if (!before || before.path[depth] === undefined || (depth > 0 && !sameAbove(before, rows[from].content, depth - 1)))
    return [];
  const [title, code] = [before.path[depth], codesOf(before)[depth]];
  return forReach(rows, index, depth, (path, codes) =>
    pathFields(path.toSpliced(depth, 0, title), codes.toSpliced(depth, 0, code)),
  );
}

/** A row out of the last title above it. */
export function raiseRow(rows, index) {
  const { key, content } = rows[index];
  if (!content.path.length) return [];
  return [{ key, fields: pathFields(content.path.slice(0, -1), codesOf(content).slice(0, -1)) }];
}

/** A row into the title of the row above it, one level deeper than its own. */
export function lowerRow(rows, index) {
  const { key, content } = rows[index];
  const before = rows[index - 1]?.content;
  const depth = content.path.length;
  if (!before || before.path.length <= depth || (depth > 0 && !sameAbove(before, content, depth - 1))) return [];
  return [{ key, fields: pathFields(before.path.slice(0, depth + 1), codesOf(before).slice(0, depth + 1)) }];
}

/** The row becomes a title above the rows that follow it below the same titles. */
export function rowToTitle(rows, index) {
  const { key, content } = rows[index];
  const title = content.activities.join(" ");
  const depth = content.path.length;
  const edits = [{ key, deleted: true }];
  for (const row of rows.slice(index + 1)) {
    if (row.content.path.length < depth || (depth > 0 && !sameAbove(row.content, content, depth - 1))) break;
    edits.push({
      key: row.key,
      fields: pathFields(
        row.content.path.toSpliced(depth, 0, title),
        codesOf(row.content).toSpliced(depth, 0, content.code ?? null),
      ),
    });
  }
  return title && edits.length > 1 ? edits : [];
}

/** The title becomes a row before the rows that stood below it. `key` is that of the new row, `empty` an empty row. */
export function titleToRow(rows, index, depth, key, empty) {
  const [from] = reach(rows, index, depth);
  const { content } = rows[index];
  const row = {
    ...empty,
    path: content.path.slice(0, depth),
    path_codes: codesOf(content).slice(0, depth),
    activities: [content.path[depth]],
    code: codesOf(content)[depth],
    sources: content.sources?.path ? { activities: content.sources.path } : {},
  };
  return [{ key, fields: row, after: rows[from - 1]?.key ?? "" }, ...rename(rows, index, depth, "", null)];
}

/** All titles of the draft in order: [{path, codes, last}], `last` being the key of the last row below it. */
export function allTitles(rows) {
  const found = new Map();
  for (const { key, content } of rows) {
    const codes = codesOf(content);
    content.path.forEach((_, depth) => {
      const path = content.path.slice(0, depth + 1);
      const name = JSON.stringify([path, codes.slice(0, depth + 1)]);
      const known = found.get(name);
      if (known) known.last = key;
      else found.set(name, { path, codes: codes.slice(0, depth + 1), last: key });
    });
  }
  return [...found.values()];
}

/** Rows put below another title, behind the last row that stands there. */
export function moveUnder(rows, keys, { path, codes, last }) {
  const moving = new Set(keys);
  let after = last;
  if (moving.has(last)) after = undefined;
  return rows
    .filter((row) => moving.has(row.key))
    .map(({ key }) => {
      const edit = { key, fields: pathFields([...path], [...codes]) };
      if (after !== undefined) [edit.after, after] = [after, key];
      return edit;
    });
}
