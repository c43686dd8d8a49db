// What a person can do in the table, by key, by button or by touch. Each command is (review) → void.
import { kinds, nextDoubt, settleCell, settleKind } from "./doubts.js";
import { emptyRow, mergedFields, splitRow, toggled } from "./rows.js";
import { excerpt } from "./text.js";
import * as titles from "./titles.js";
import { t, tn } from "./words.js";

const indexOf = ({ store, cursor }) => store.standing().findIndex((row) => row.key === cursor.key);

function done(review, sentence) {
  review.cursor.return({ focus: true });
  review.say(sentence);
}

export function edit(review) {
  const { cursor, editor } = review;
  if (!review.mayEdit || !cursor.current) return;
  if (cursor.depth !== null) editor.title(cursor.current);
  else if (cursor.columnHere.kind === "tick") tick(review);
  else if (cursor.columnHere.kind === "parties") review.parties.open(cursor.row, cursor.current);
  else if (cursor.columnHere.kind === "budget") review.openForm(cursor.key);
  else editor.text(cursor.current);
}

export function tick(review) {
  const { cursor, store, outbox } = review;
  if (!review.mayEdit || cursor.columnHere?.kind !== "tick") return;
  const { label } = cursor.columnHere;
  const periods = toggled(cursor.row.content, store.labels, label);
  outbox.add("tick", [{ key: cursor.key, fields: { periods } }]);
  review.say(cursor.current.hasAttribute("data-ticked") ? t("said_ticked", { label }) : t("said_unticked", { label }));
}

export function toDoubt(review, step) {
  const { cursor, store, grid } = review;
  const found = nextDoubt(
    store,
    grid.columns,
    { key: cursor.key, column: cursor.column, depth: cursor.depth },
    step,
    review.doubtKind,
  );
  if (found) cursor.goTo(found.key, found.column);
  else if (review.doubtKind && kinds(store).length) {
    review.doubtKind = "";
    toDoubt(review, step);
  } else review.say(t("said_no_doubt"), { show: true });
}

/** The doubts here need nobody any more; on to the next one. */
export function looksRight(review) {
  const { cursor, store, outbox } = review;
  if (!review.mayEdit || !cursor.row) return;
  let edits = settleCell(store, cursor.row, cursor.columnHere ?? undefined);
  if (!edits.length) edits = settleCell(store, cursor.row);
  if (!edits.length) return;
  outbox.add("settle", edits);
  toDoubt(review, 1);
}

export function looksRightEverywhere(review, code) {
  const edits = settleKind(review.store, code);
  if (!edits.length) return;
  review.outbox.add("settle", edits);
  review.say(tn("said_settled_rows", edits.length), { show: true, undo: true });
}

export function split(review) {
  const { cursor, editor } = review;
  if (!review.mayEdit || !cursor.row) return;
  if (editor.isOpen) {
    if (!editor.split()) review.say(t("said_no_split"), { show: true });
    return;
  }
  if (cursor.depth !== null) return;
  cursor.goTo(cursor.key, "activities");
  const [first = ""] = cursor.row.content.activities;
  editor.text(cursor.current, {
    splitting: true,
    caret: cursor.row.content.activities.length > 1 ? first.length + 1 : 0,
  });
}

/** Called when the editor has cut an activity in two. */
export function splitInto(review, row, before, after) {
  const [first, second] = splitRow(row.content, before, after);
  const key = crypto.randomUUID();
  review.outbox.add("split", [
    { key: row.key, fields: first },
    { key, fields: second, after: row.key },
  ]);
  review.cursor.goTo(key, "activities");
  review.say(t("said_split"));
}

export function mergeNext(review) {
  const { cursor, store, outbox } = review;
  if (!review.mayEdit || !cursor.row || cursor.depth !== null) return;
  const chosen = cursor.chosen.length > 1 ? cursor.chosen : [cursor.key, store.beside(cursor.key, 1)];
  const rows = chosen.filter(Boolean).map((key) => store.rows.get(key));
  if (rows.length < 2) {
    review.say(t("said_no_merge"), { show: true });
    return;
  }
  const [first, ...others] = rows;
  const merged = others.reduce(
    (content, other) => ({ ...content, ...mergedFields(content, other.content, store.labels) }),
    first.content,
  );
  const fields = Object.fromEntries(Object.entries(merged).filter(([name, value]) => value !== first.content[name]));
  outbox.add("merge", [{ key: first.key, fields }, ...others.map(({ key }) => ({ key, deleted: true }))]);
  cursor.anchorAt("");
  cursor.goTo(first.key);
  review.say(tn("said_merged", rows.length));
}

export function move(review, step) {
  const { cursor, store, outbox } = review;
  const { chosen } = cursor;
  if (!review.mayEdit || !chosen.length) return;
  const beyond = store.beside(step > 0 ? chosen.at(-1) : chosen[0], step);
  if (!beyond) return;
  // A row that passes a title comes to stand below it, as it would on paper.
  const target = store.rows.get(beyond).content;
  let after = step > 0 ? beyond : store.beside(beyond, -1);
  const edits = chosen.map((key) => {
    const { path, path_codes } = store.rows.get(key).content;
    const change = { key, after };
    if (JSON.stringify([path, path_codes]) !== JSON.stringify([target.path, target.path_codes]))
      change.fields = { path: target.path, path_codes: target.path_codes };
    after = key;
    return change;
  });
  outbox.add("move", edits);
  done(review, step > 0 ? t("said_moved_down") : t("said_moved_up"));
}

export function add(review) {
  const { cursor, store, outbox, grid } = review;
  if (!review.mayEdit) return;
  const above = cursor.row?.content ?? store.standing().at(-1)?.content ?? emptyRow();
  const key = crypto.randomUUID();
  // On a title the new row is the first below it.
  const after = cursor.depth === null ? cursor.key || undefined : store.beside(cursor.key, -1);
  const { path, path_codes } = above;
  outbox.add("add", [{ key, fields: { ...emptyRow(), path, path_codes }, after: after ?? store.order.at(-1) ?? "" }]);
  cursor.anchorAt("");
  cursor.goTo(key, "activities");
  if (grid.entries.has(key)) review.editor.text(cursor.current);
}

export function remove(review) {
  const { cursor, store, outbox } = review;
  const { chosen } = cursor;
  if (!review.mayEdit || !chosen.length) return;
  const next = store.beside(chosen.at(-1), 1) || store.beside(chosen[0], -1);
  const what = excerpt(store.rows.get(chosen[0]).content.activities[0] ?? "");
  outbox.add(
    "delete",
    chosen.map((key) => ({ key, deleted: true })),
  );
  cursor.anchorAt("");
  if (next) cursor.goTo(next);
  review.say(chosen.length > 1 ? tn("said_deleted_rows", chosen.length) : t("said_deleted", { what }), {
    show: true,
    undo: true,
  });
}

export function undo(review) {
  if (review.mayEdit) review.outbox.undo();
}

export function redo(review) {
  if (review.mayEdit) review.outbox.undo({ redo: true });
}

function change(review, action, edits, sentence) {
  if (!edits.length) {
    review.say(t("said_no_level"), { show: true });
    return;
  }
  review.outbox.add(action, edits);
  done(review, sentence);
}

/** One level up (-1) or down (1): a row, or a title with all that is below it. */
export function level(review, step) {
  const { cursor, store } = review;
  if (!review.mayEdit || !cursor.row) return;
  const rows = store.standing();
  const index = indexOf(review);
  if (cursor.depth === null)
    change(review, "level", step < 0 ? titles.raiseRow(rows, index) : titles.lowerRow(rows, index), t("said_level"));
  else {
    const edits =
      step < 0 ? titles.raiseTitle(rows, index, cursor.depth) : titles.lowerTitle(rows, index, cursor.depth);
    if (edits.length) cursor.depthHere += step;
    change(review, "level", edits, t("said_level"));
  }
}

/** A row becomes a title, a title becomes a row. */
export function turn(review) {
  const { cursor, store } = review;
  if (!review.mayEdit || !cursor.row) return;
  const rows = store.standing();
  const index = indexOf(review);
  if (cursor.depth === null) {
    const edits = titles.rowToTitle(rows, index);
    if (edits.length) cursor.keyHere = store.beside(cursor.key, 1);
    change(review, "title", edits, t("said_title"));
  } else {
    const key = crypto.randomUUID();
    const edits = titles.titleToRow(rows, index, cursor.depth, key, emptyRow());
    Object.assign(cursor, { keyHere: key, depthHere: null });
    change(review, "activity", edits, t("said_row"));
  }
}

/** Put the chosen rows below another title. */
export async function moveUnder(review) {
  const { cursor, store } = review;
  if (!review.mayEdit || !cursor.chosen.length) return;
  const keys = cursor.chosen;
  const target = await review.chooseTitle(titles.allTitles(store.standing()), cursor.row.content);
  if (target) change(review, "move", titles.moveUnder(store.standing(), keys, target), t("said_moved_under"));
}
