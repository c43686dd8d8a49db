// The draft in the browser and the box of changes that wait, against a server that keeps its rules in memory.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox, Unreachable } from "../../naveza/plans/static/plans/review/outbox.js";
import { emptyRow } from "../../naveza/plans/static/plans/review/rows.js";
import { Store } from "../../naveza/plans/static/plans/review/store.js";
import { same } from "../../naveza/plans/static/plans/review/text.js";

/** What naveza.plans.operations.drafting does, as far as a screen can tell. */
class Server {
  constructor(keys) {
    this.revision = 0;
    this.rows = new Map(
      keys.map((key) => [key, { revision: 0, deleted: false, content: { ...emptyRow(), activities: [key] } }]),
    );
    this.order = [...keys];
    this.failures = [];
  }

  data() {
    const rows = this.order.filter((key) => !this.rows.get(key).deleted).map((key) => ({ key, ...this.rows.get(key) }));
    return structuredClone({
      draft: 1,
      revision: this.revision,
      state: "open",
      labels: [],
      head: {},
      unplaced: [{ text: "lost" }],
      names: {},
      institutions: {},
      rows,
    });
  }

  patch(since) {
    const standing = this.order.filter((key) => !this.rows.get(key).deleted);
    const rows = this.order
      .filter((key) => this.rows.get(key).revision > since)
      .map((key) => ({
        key,
        ...this.rows.get(key),
        after: standing.includes(key) ? (standing[standing.indexOf(key) - 1] ?? "") : null,
      }));
    return structuredClone({ revision: this.revision, state: "open", rows });
  }

  edit({ edits, since }) {
    const stale = edits.some(({ key, revision }) => (this.rows.get(key)?.revision ?? null) !== revision);
    if (stale) return { status: 409, data: { ...this.patch(since), sentence: "changed" } };
    this.revision += 1;
    for (const { key, fields, after, deleted } of edits) {
      const row = this.rows.get(key) ?? { content: emptyRow(), deleted: false };
      const isNew = !this.rows.has(key);
      this.rows.set(key, {
        content: { ...row.content, ...fields },
        deleted: deleted ?? row.deleted,
        revision: this.revision,
      });
      if (after === undefined && !isNew) continue;
      if (!isNew) this.order.splice(this.order.indexOf(key), 1);
      const place = after === "" ? 0 : after === undefined ? this.order.length : this.order.indexOf(after) + 1;
      this.order.splice(place, 0, key);
    }
    return { status: 200, data: this.patch(since) };
  }

  async send(kind, sent) {
    const failure = this.failures.shift();
    await new Promise((resolve) => setTimeout(resolve));
    if (failure === "before") throw new Unreachable("no connection");
    const answer = this.edit(structuredClone(sent));
    if (failure === "after") throw new Unreachable("the answer was lost");
    return failure ?? answer;
  }

  texts() {
    return this.order
      .filter((key) => !this.rows.get(key).deleted)
      .map((key) => this.rows.get(key).content.activities.join("+"));
  }
}

const shown = (store) => store.standing().map(({ content }) => content.activities.join("+"));

function screen(server, { ask = async () => assert.fail("nobody should be asked"), refused = [] } = {}) {
  const store = new Store(server.data());
  const kept = new Map();
  const journal = { put: (entry) => kept.set(entry.id, structuredClone(entry)), remove: (id) => kept.delete(id) };
  const states = [];
  const outbox = new Outbox({
    store,
    journal,
    ask,
    send: (kind, sent) => server.send(kind, sent),
    onState: (state) => states.push(state),
    onRefused: (entry, sentence) => refused.push(sentence),
    onSaid: () => {},
  });
  const quiet = async () => {
    for (let times = 0; times < 200 && (outbox.running || outbox.queue.length); times += 1) {
      if (!outbox.running) outbox.retry();
      await new Promise((resolve) => setTimeout(resolve));
    }
    clearTimeout(outbox.timer);
  };
  return { store, outbox, kept, states, quiet };
}

const type = (key, text) => [{ key, fields: { activities: [text] } }];

test("a change is on the screen at once and on the server a moment later", async () => {
  const server = new Server(["a", "b"]);
  const { store, outbox, kept, quiet } = screen(server);
  outbox.add("edit", type("a", "A"));
  assert.deepEqual(shown(store), ["A", "b"]);
  assert.deepEqual(server.texts(), ["a", "b"]);
  assert.equal(kept.size, 1);
  await quiet();
  assert.deepEqual(server.texts(), ["A", "b"]);
  assert.equal(kept.size, 0);
});

test("several changes of one row leave one after the other, each with the revision it needs", async () => {
  const server = new Server(["a"]);
  const { outbox, quiet } = screen(server);
  for (const text of ["A", "AB", "ABC"]) outbox.add("edit", type("a", text));
  await quiet();
  assert.deepEqual([server.texts(), server.revision], [["ABC"], 3]);
});

test("what cannot be sent waits here and loses nothing", async () => {
  const server = new Server(["a", "b"]);
  server.failures = ["before", { status: 503, data: null }, { status: 401, data: {} }];
  const { outbox, states, quiet } = screen(server);
  outbox.add("edit", type("a", "A"));
  outbox.add("edit", type("b", "B"));
  await quiet();
  assert.deepEqual(server.texts(), ["A", "B"]);
  assert.ok(states.includes("kept"));
  assert.ok(states.includes("out"));
  assert.equal(states.at(-1), "sent");
});

test("a lost answer is no conflict and the change is not made twice", async () => {
  const server = new Server(["a"]);
  server.failures = ["after"];
  const { store, outbox, quiet } = screen(server);
  outbox.add("edit", type("a", "A"));
  outbox.add("add", [{ key: "n", fields: { activities: ["new"] }, after: "a" }]);
  await quiet();
  assert.deepEqual(server.texts(), ["A", "new"]);
  assert.equal(server.revision, 2);
  assert.deepEqual(shown(store), ["A", "new"]);
});

test("two people in different fields of a row both keep theirs", async () => {
  const server = new Server(["a"]);
  const { store, outbox, quiet } = screen(server);
  server.edit({ since: 0, edits: [{ key: "a", revision: 0, fields: { code: "7" } }] });
  outbox.add("edit", type("a", "A"));
  await quiet();
  assert.deepEqual([server.texts(), server.rows.get("a").content.code], [["A"], "7"]);
  assert.equal(store.rows.get("a").content.code, "7");
});

for (const [mine, result] of [
  [true, "mine"],
  [false, "theirs"],
]) {
  test(`where both changed the same field a person decides: ${result} stays`, async () => {
    const server = new Server(["a"]);
    const asked = [];
    const { store, outbox, quiet } = screen(server, {
      ask: async (conflicts) => {
        asked.push(...conflicts.map(({ field, mine: own, theirs, seen }) => [field, own, theirs, seen]));
        assert.deepEqual(server.texts(), ["theirs"]);
        return conflicts.map(() => mine);
      },
    });
    server.edit({ since: 0, edits: [{ key: "a", revision: 0, fields: { activities: ["theirs"] } }] });
    outbox.add("edit", type("a", "mine"));
    await quiet();
    assert.deepEqual(asked, [["activities", ["mine"], ["theirs"], ["a"]]]);
    assert.deepEqual([server.texts(), shown(store)], [[result], [result]]);
  });
}

test("news that come while a change waits are not overwritten by it", async () => {
  const server = new Server(["a"]);
  let asked = 0;
  const { store, outbox, quiet } = screen(server, {
    ask: async (conflicts) => ((asked += 1), conflicts.map(() => false)),
  });
  server.failures = ["before"];
  outbox.add("edit", type("a", "mine"));
  await new Promise((resolve) => setTimeout(resolve, 5));
  server.edit({ since: 0, edits: [{ key: "a", revision: 0, fields: { activities: ["theirs"] } }] });
  store.patch(server.patch(0));
  await quiet();
  assert.deepEqual([asked, server.texts()], [1, ["theirs"]]);
});

test("deleting a row that somebody has just rewritten asks first", async () => {
  const server = new Server(["a", "b"]);
  const { store, outbox, quiet } = screen(server, { ask: async (conflicts) => conflicts.map(() => false) });
  server.edit({ since: 0, edits: [{ key: "a", revision: 0, fields: { activities: ["theirs"] } }] });
  outbox.add("delete", [{ key: "a", deleted: true }]);
  await quiet();
  assert.deepEqual(
    [server.texts(), shown(store)],
    [
      ["theirs", "b"],
      ["theirs", "b"],
    ],
  );
});

test("rewriting a row that somebody has just deleted asks first, and can bring it back", async () => {
  const server = new Server(["a", "b"]);
  const { outbox, quiet } = screen(server, { ask: async (conflicts) => conflicts.map(() => true) });
  server.edit({ since: 0, edits: [{ key: "a", revision: 0, deleted: true }] });
  outbox.add("edit", type("a", "mine"));
  await quiet();
  assert.deepEqual(server.texts(), ["mine", "b"]);
});

test("what the server will not keep is shown, and the screen goes back to what it has", async () => {
  const server = new Server(["a"]);
  const refused = [];
  const { store, outbox, quiet } = screen(server, { refused });
  server.failures = [{ status: 422, data: { sentence: "Too long." } }];
  outbox.add("edit", type("a", "A"));
  await quiet();
  assert.deepEqual([refused, shown(store), outbox.queue.length], [["Too long."], ["a"], 0]);
});

test("a change that has not left is undone without the server", async () => {
  const server = new Server(["a", "b", "c"]);
  const { store, outbox, quiet } = screen(server);
  server.failures = ["before"];
  outbox.add("edit", type("a", "A"));
  outbox.add("move", [{ key: "c", after: "" }]);
  outbox.add("delete", [{ key: "b", deleted: true }]);
  assert.deepEqual(shown(store), ["c", "A"]);
  outbox.undo();
  outbox.undo();
  assert.deepEqual(shown(store), ["A", "b", "c"]);
  await quiet();
  assert.deepEqual([server.texts(), server.revision], [["A", "b", "c"], 1]);
});

test("a text that went nowhere leaves the list and comes back", () => {
  const store = new Store(new Server(["a"]).data());
  store.do({ id: "1", action: "place", edits: [], texts: [{ item: { text: "lost" } }] });
  assert.deepEqual(store.unplaced, []);
  store.drop("1");
  assert.deepEqual(store.unplaced, [{ text: "lost" }]);
});

test("others’ rows come in where they stand, also beside rows that are not sent yet", () => {
  const server = new Server(["a", "b", "c"]);
  const store = new Store(server.data());
  store.do({ id: "1", action: "add", edits: [{ key: "mine", fields: { activities: ["mine"] }, after: "a" }] });
  server.edit({ since: 0, edits: [{ key: "theirs", revision: null, fields: { activities: ["theirs"] }, after: "b" }] });
  server.edit({ since: 0, edits: [{ key: "c", revision: 0, after: "" }] });
  store.patch(server.patch(0));
  assert.deepEqual(shown(store), ["c", "a", "mine", "b", "theirs"]);
});

// Two screens do whatever they like in any order, with a bad connection; in the end all three say the same.
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

function step(random, { store, outbox }, name) {
  const rows = store.standing();
  const { key } = rows[random(rows.length)];
  const kind = random(6);
  if (kind === 0 && rows.length > 2) outbox.add("delete", [{ key, deleted: true }]);
  else if (kind === 1)
    outbox.add("add", [
      { key: `${name}${random(1e9)}`, fields: { activities: [`${name} new ${random(100)}`] }, after: key },
    ]);
  else if (kind === 2) {
    const other = rows[random(rows.length)].key;
    outbox.add("move", [{ key, after: other === key ? "" : other }]);
  } else if (kind === 3) outbox.add("edit", [{ key, fields: { code: `${name}${random(100)}` } }]);
  else if (kind === 4 && outbox.queue.length > 1) outbox.undo();
  else outbox.add("edit", type(key, `${name} ${random(100)}`));
}

for (let seed = 1; seed <= 60; seed += 1) {
  test(`two screens and a bad connection end up with the same draft (${seed})`, async () => {
    const random = numbers(seed);
    const server = new Server(["a", "b", "c", "d", "e"]);
    const decide = async (conflicts) => conflicts.map(() => random(2) === 0);
    const screens = [screen(server, { ask: decide }), screen(server, { ask: decide })];
    for (let times = 0; times < 14; times += 1) {
      const which = random(2);
      if (random(4) === 0) server.failures.push(["before", "after"][random(2)]);
      step(random, screens[which], "xy"[which]);
      if (random(3) === 0) screens[1 - which].store.patch(server.patch(screens[1 - which].store.revision));
      if (random(3) === 0) await screens[which].quiet();
    }
    server.failures = [];
    for (const one of screens) await one.quiet();
    for (const one of screens) one.store.patch(server.patch(0));
    for (const { store, outbox } of screens) {
      assert.equal(outbox.queue.length, 0);
      assert.deepEqual(shown(store), server.texts());
      for (const row of store.standing()) assert.ok(same(row.content, server.rows.get(row.key).content));
    }
  });
}
