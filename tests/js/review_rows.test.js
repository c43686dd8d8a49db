// What can be done with rows and titles: contents in, contents out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nextDoubt, settleCell, settleKind } from "../../naveza/plans/static/plans/review/doubts.js";
import { placesOf } from "../../naveza/plans/static/plans/review/places.js";
import {
  doubtField,
  emptyRow,
  isPlanned,
  mergedFields,
  partiesFields,
  planLabels,
  planned,
  splitRow,
  toggled,
  withEdit,
} from "../../naveza/plans/static/plans/review/rows.js";
import { excerpt, fieldValue, fold, paragraphs, same } from "../../naveza/plans/static/plans/review/text.js";
import * as titles from "../../naveza/plans/static/plans/review/titles.js";

const LABELS = ["2031-1", "2031-2", "2032-1"];
const row = (key, path, changes = {}) => ({
  key,
  content: { ...emptyRow(), path, path_codes: path.map(() => null), activities: [key], ...changes },
});
const paths = (rows, edits) =>
  rows.map(({ key, content }) => (edits.find((edit) => edit.key === key)?.fields?.path ?? content.path).join("/"));
const PLAN = [
  row("a", ["I", "1"]),
  row("b", ["I", "1"]),
  row("c", ["I", "2"]),
  row("d", ["II", "3"]),
  row("e", ["II"]),
];

test("paragraphs are lines with single blanks", () => {
  assert.deepEqual(paragraphs(" one  two \n\n\tthree\n"), ["one two", "three"]);
  assert.equal(fieldValue("  12 \n", false), "12");
  assert.equal(fieldValue(" \n", false), null);
});

test("values are compared by what they say", () => {
  assert.ok(same({ a: [1, { b: null }], c: "x" }, { c: "x", a: [1, { b: null }] }));
  assert.ok(same(undefined, null));
  assert.ok(!same(["a"], { 0: "a" }));
  assert.ok(!same({ a: 1 }, { a: 1, b: 2 }));
  assert.equal(fold("Škofja ŘÎ"), "skofja ri");
  assert.equal(excerpt("one two three", 8), "one two…");
});

test("a cross is put and taken away, and two years alone stand for all between", () => {
  const content = { ...emptyRow(), periods: ["2031-2", "whenever"] };
  assert.deepEqual(toggled(content, LABELS, "2031-1"), ["2031-1", "2031-2", "whenever"]);
  assert.deepEqual(toggled(content, LABELS, "2031-2"), ["whenever"]);
  const years = ["2030", "2031", "2032", "2033"];
  assert.deepEqual(planned({ periods: ["2030", "2032"] }, years), ["2030", "2031", "2032"]);
  assert.deepEqual(toggled({ periods: ["2030", "2032"] }, years, "2031"), ["2030", "2032"]);
});

test("the periods of a plan are the document’s, then years of spans, then what rows add", () => {
  const rows = (...periods) => periods.map((stated) => ({ periods: stated }));
  assert.deepEqual(planLabels({ periods: ["2031-1", "2031-2"] }, rows(["2031-2"], ["2032-1"])), [
    "2031-1",
    "2031-2",
    "2032-1",
  ]);
  assert.deepEqual(planLabels({}, rows(["2030", "2032"], ["2031", "2033"])), ["2030", "2031", "2032", "2033"]);
  assert.deepEqual(planLabels({ periods: [] }, rows([])), []);
  assert.ok(isPlanned({ periods: ["2030", "2032"] }, ["2030", "2031", "2032"], "2031"));
  assert.ok(!isPlanned({ periods: ["2031-1"] }, LABELS, "2031-2"));
});

test("splitting keeps periods and institutions with both rows, merging puts everything together again", () => {
  const content = {
    ...emptyRow(),
    activities: ["A B"],
    periods: ["2031-1"],
    institutions: ["X", "Y"],
    lead: "Y",
    expected_results: ["r"],
    path: ["I"],
  };
  const [first, second] = splitRow(content, ["A"], ["B"]);
  assert.deepEqual(first, { activities: ["A"] });
  assert.deepEqual(
    [second.activities, second.periods, second.lead, second.path, second.expected_results],
    [["B"], ["2031-1"], "Y", ["I"], []],
  );
  const merged = mergedFields(
    { ...content, ...first },
    {
      ...second,
      periods: ["2032-1"],
      institutions: ["Y", "Z"],
      deadline: "soon",
      sources: { activities: [{ paragraph: 1 }] },
    },
    LABELS,
  );
  assert.deepEqual(merged, {
    activities: ["A", "B"],
    periods: ["2031-1", "2032-1"],
    deadline: "soon",
    institutions: ["X", "Y", "Z"],
    sources: { activities: [{ paragraph: 1 }] },
  });
});

test("what was rewritten is no longer in doubt", () => {
  const doubts = [
    { code: "row_joined", field: "activity" },
    { code: "lead_by_first_name", field: "lead" },
    { code: "x", field: "periods" },
  ];
  const after = withEdit({ ...emptyRow(), doubts }, { fields: { activities: ["new"] }, settled: [["x", "periods"]] });
  assert.deepEqual(
    after.doubts.map((doubt) => Boolean(doubt.settled)),
    [true, false, true],
  );
  const untouched = withEdit({ ...emptyRow(), activities: ["same"], doubts }, { fields: { activities: ["same"] } });
  assert.ok(untouched.doubts.every((doubt) => !doubt.settled));
  assert.deepEqual(
    ["lead", "goal", "results", "nonsense"].map((field) => doubtField({ field })),
    ["institutions", "", "expected_results", ""],
  );
});

test("links and lead stay only with institutions that are left", () => {
  const content = { ...emptyRow(), institution_ids: { X: 1, Y: 2 } };
  assert.deepEqual(partiesFields(content, ["X ", "", "X"], "Y", { X: 1, Y: 2 }), {
    institutions: ["X"],
    lead: null,
    institution_ids: { X: 1 },
  });
});

test("a title is renamed for its rows and for no others", () => {
  assert.deepEqual(paths(PLAN, titles.rename(PLAN, 1, 1, "One", "1.1")), ["I/One", "I/One", "I/2", "II/3", "II"]);
  assert.deepEqual(titles.rename(PLAN, 1, 1, "One", "1.1")[0].fields.path_codes, [null, "1.1"]);
  assert.deepEqual(paths(PLAN, titles.rename(PLAN, 0, 0, "", null)), ["1", "1", "2", "II/3", "II"]);
});

test("the same words under another chapter are another title", () => {
  const twice = [row("a", ["I", "1"]), row("b", ["II", "1"]), row("c", ["I", "1"])];
  assert.deepEqual(titles.reach(twice, 0, 1), [0, 1]);
  assert.deepEqual(titles.newTitles(twice[0].content, twice[1].content), [0, 1]);
  assert.deepEqual(titles.newTitles(null, twice[0].content), [0, 1]);
  assert.deepEqual(titles.newTitles(PLAN[3].content, PLAN[4].content), []);
});

test("titles and rows go up and down", () => {
  assert.deepEqual(paths(PLAN, titles.raiseTitle(PLAN, 0, 1)), ["1", "1", "I/2", "II/3", "II"]);
  assert.deepEqual(paths(PLAN, titles.lowerTitle(PLAN, 2, 1)), ["I/1", "I/1", "I/1/2", "II/3", "II"]);
  assert.deepEqual(titles.lowerTitle(PLAN, 0, 0), []);
  assert.deepEqual(titles.raiseTitle(PLAN, 0, 0), []);
  assert.deepEqual(paths(PLAN, titles.raiseRow(PLAN, 3)), ["I/1", "I/1", "I/2", "II", "II"]);
  assert.deepEqual(paths(PLAN, titles.lowerRow(PLAN, 4)), ["I/1", "I/1", "I/2", "II/3", "II/3"]);
  assert.deepEqual(titles.lowerRow(PLAN, 0), []);
});

test("a row becomes a title above what follows, and a title a row before what stood below", () => {
  const plan = [row("t", ["I"], { code: "1.1" }), row("b", ["I"]), row("c", ["I"]), row("d", ["II"])];
  const edits = titles.rowToTitle(plan, 0);
  assert.deepEqual(edits[0], { key: "t", deleted: true });
  assert.deepEqual(paths(plan, edits.slice(1)), ["I", "I/t", "I/t", "II"]);
  assert.deepEqual(edits[1].fields.path_codes, [null, "1.1"]);
  const below = plan
    .slice(1)
    .map(({ key, content }) => ({ key, content: { ...content, ...edits.find((edit) => edit.key === key)?.fields } }));
  const back = titles.titleToRow(below, 0, 1, "new", emptyRow());
  assert.deepEqual(
    [back[0].fields.activities, back[0].fields.code, back[0].fields.path, back[0].after],
    [["t"], "1.1", ["I"], ""],
  );
  assert.deepEqual(paths(below, back.slice(1)), ["I", "I", "II"]);
});

test("rows move below another title, behind the last row that stands there", () => {
  const [one] = titles.allTitles(PLAN).filter(({ path }) => path.join("/") === "I/1");
  assert.equal(one.last, "b");
  const edits = titles.moveUnder(PLAN, ["d", "e"], one);
  assert.deepEqual(
    edits.map(({ key, after, fields }) => [key, after, fields.path.join("/")]),
    [
      ["d", "b", "I/1"],
      ["e", "d", "I/1"],
    ],
  );
});

const store = (rows) => ({ standing: () => rows });
const doubt = (code, field, text = "") => ({ code, field, text });
const COLUMNS = [
  { kind: "number", field: "code" },
  { kind: "text", field: "activities" },
  { kind: "tick", field: "periods" },
  { kind: "tick", field: "periods" },
  { kind: "parties", field: "institutions" },
];

test("one goes from doubt to doubt and round the end, past several crosses at once", () => {
  const rows = [
    row("a", []),
    row("b", [], { doubts: [doubt("x", "periods"), doubt("y", "lead")] }),
    row("c", [], { doubts: [doubt("z", "path")] }),
  ];
  const at = (key, column, step, code) => nextDoubt(store(rows), COLUMNS, { key, column, depth: null }, step, code);
  assert.deepEqual(at("a", 1, 1), { key: "b", column: 2 });
  assert.deepEqual(at("b", 2, 1), { key: "b", column: 4 });
  assert.deepEqual(at("b", 4, 1), { key: "c", column: 0 });
  assert.deepEqual(at("c", 0, 1), { key: "b", column: 2 });
  assert.deepEqual(at("c", 0, -1), { key: "b", column: 4 });
  assert.deepEqual(at("a", 1, 1, "z"), { key: "c", column: 0 });
  assert.equal(nextDoubt(store([row("a", [])]), COLUMNS, { key: "a", column: 0, depth: null }, 1), null);
});

test("a doubt about a title is settled for all rows below that title", () => {
  const cut = doubt("title_cut", "path", "cut");
  const rows = [
    row("a", ["I"], { doubts: [cut] }),
    row("b", ["I"], { doubts: [cut, doubt("y", "lead")] }),
    row("c", ["II"], { doubts: [cut] }),
  ];
  assert.deepEqual(settleCell(store(rows), rows[0], COLUMNS[0]), [
    { key: "a", settled: [["title_cut", "path"]] },
    { key: "b", settled: [["title_cut", "path"]] },
  ]);
  assert.deepEqual(
    settleKind(store(rows), "title_cut").map(({ key }) => key),
    ["a", "b", "c"],
  );
});

test("every cell shows some place of the document", () => {
  const content = {
    ...emptyRow(),
    path: ["I", "1"],
    sources: { activities: [{ paragraph: 4 }], path: [{ paragraph: 1 }, { paragraph: 2 }], lead: [{ paragraph: 9 }] },
  };
  assert.deepEqual(placesOf(content, "institutions"), [{ paragraph: 9 }]);
  assert.deepEqual(placesOf(content, "indicators"), [{ paragraph: 4 }]);
  assert.deepEqual(placesOf(content, "path", 1), [{ paragraph: 2 }]);
  assert.deepEqual(placesOf(emptyRow(), "activities"), []);
});
