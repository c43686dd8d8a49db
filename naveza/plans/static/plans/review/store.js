// The draft in the browser: what the server has (`base`, `baseOrder`), what this person has done since (`entries`, of
// each row `pending`), and both together as shown (`content`, `order`). What is shown is always derived from the other
// two, so that the screen and the server end up saying the same whatever comes in between. Nothing here touches the page
// or the network, so that it can be tested alone.
import { emptyRow, planLabels, withEdit } from "./rows.js";
import { same } from "./text.js";

const NOT_SENT = new Set(["doubts", "confidence"]);

function newRow(key) {
  return {
    key,
    revision: null,
    base: null,
    baseDeleted: false,
    content: emptyRow(),
    deleted: false,
    pending: [],
    by: "",
    at: "",
  };
}

/** Events: "rows" (detail.keys: Set of rows that look different, detail.structure: order or titles too), "head", "names". */
export class Store extends EventTarget {
  constructor(data) {
    super();
    this.rows = new Map();
    this.entries = [];
    this.baseOrder = []; // rows that were deleted on the server keep their place, in case they come back
    this.load(data);
    this.order = [...this.baseOrder];
  }

  load(data) {
    Object.assign(this, {
      id: data.draft,
      revision: data.revision,
      state: data.state,
      head: data.head,
      unplaced: data.unplaced,
    });
    Object.assign(this, { labels: data.labels, names: { ...data.names }, institutions: { ...data.institutions } });
    for (const { key, revision, content } of data.rows) {
      this.rows.set(key, { ...newRow(key), revision, base: content, content });
      this.baseOrder.push(key);
    }
  }

  /** The rows that stand, in order. */
  standing() {
    return this.order.map((key) => this.rows.get(key)).filter((row) => !row.deleted);
  }

  /** Key of the standing row before (-1) or behind (1) a row, "" for none. */
  beside(key, step) {
    for (let at = this.order.indexOf(key) + step; at >= 0 && at < this.order.length; at += step) {
      if (!this.rows.get(this.order[at]).deleted) return this.order[at];
    }
    return "";
  }

  /** Do a change {id, action, edits, texts} at once on the screen. Its edits learn what they saw. */
  do(entry) {
    this.entries.push(entry);
    const keys = new Set();
    let structure = false;
    for (const edit of entry.edits ?? []) {
      edit.isNew ??= !this.rows.has(edit.key);
      const row = this.rows.get(edit.key) ?? newRow(edit.key);
      this.rows.set(edit.key, row);
      edit.seen ??= Object.fromEntries(Object.keys(edit.fields ?? {}).map((name) => [name, row.content[name]]));
      edit.seenDeleted ??= row.deleted;
      edit.seenRevision ??= row.revision;
      row.pending.push(edit);
      structure = this.refresh(row) || edit.isNew || edit.after !== undefined || structure;
      keys.add(edit.key);
    }
    this.changeTexts(entry.texts ?? []);
    if (structure) this.arrange();
    this.tell(keys, structure);
  }

  /** Take back a change that has not been sent. */
  drop(id) {
    const at = this.entries.findIndex((entry) => entry.id === id);
    if (at < 0) return;
    const [entry] = this.entries.splice(at, 1);
    const keys = this.release(entry);
    this.changeTexts((entry.texts ?? []).map(({ item, becomes }) => ({ item: becomes ?? null, becomes: item, at: 0 })));
    this.arrange();
    this.tell(keys, true);
  }

  /** The rows of a change without what it did to them. A row that only it had made is gone. */
  release(entry) {
    const keys = new Set();
    for (const edit of entry.edits ?? []) {
      const row = this.rows.get(edit.key);
      if (!row) continue;
      keys.add(edit.key);
      row.pending = row.pending.filter((other) => other !== edit);
      if (row.base === null && !row.pending.length) this.rows.delete(edit.key);
      else this.refresh(row);
    }
    return keys;
  }

  /** The server has taken a change: it is no longer pending, and later ones build on what it made of it. */
  acknowledge(id, patch) {
    const at = this.entries.findIndex((entry) => entry.id === id);
    const [entry] = at < 0 ? [{ edits: [] }] : this.entries.splice(at, 1);
    this.patch(patch);
    const keys = this.release(entry);
    for (const { key, fields } of entry.edits) {
      const row = this.rows.get(key);
      for (const later of row?.pending ?? []) {
        for (const name of Object.keys(fields ?? {})) if (name in later.seen) later.seen[name] = row.base?.[name];
        later.seenRevision = row.revision;
      }
    }
    const moved = this.arrange();
    this.tell(keys, moved);
  }

  /** What the server says has changed since this screen last heard. News that are older than what is known are none. */
  patch(patch) {
    if (!patch) return;
    this.learnNames(patch);
    if (patch.state && patch.state !== this.state) {
      this.state = patch.state;
      this.dispatchEvent(new CustomEvent("state"));
    }
    if (patch.revision <= this.revision) return;
    this.revision = patch.revision;
    const keys = this.patchRows(patch.rows ?? []);
    if (patch.head) {
      Object.assign(this, { head: patch.head, unplaced: patch.unplaced });
      this.labels = planLabels(
        this.head,
        this.standing().map(({ content }) => content),
      );
      this.dispatchEvent(new CustomEvent("head"));
    }
    const structure = this.arrange() || [...keys].some((key) => this.rows.get(key).looksMoved);
    this.tell(keys, structure);
  }

  /** Each row comes behind the one that it follows on the server; they are told in order. */
  patchRows(news) {
    const standing = news.filter((row) => !row.deleted);
    const moving = new Set(standing.map(({ key }) => key));
    this.baseOrder = this.baseOrder.filter((key) => !moving.has(key));
    for (const { key, after } of standing) this.baseOrder.splice(after ? this.baseOrder.indexOf(after) + 1 : 0, 0, key);
    for (const { key, content, revision, deleted, by, by_id: byId, at } of news) {
      const row = this.rows.get(key) ?? newRow(key);
      this.rows.set(key, row);
      Object.assign(row, { base: content, revision, baseDeleted: deleted, by, byId, at });
      row.looksMoved = this.refresh(row);
      for (const label of row.content.periods ?? []) this.learnLabel(label);
    }
    return new Set(news.map(({ key }) => key));
  }

  /** The order as shown: that of the server with this person's moves done in it. Tells whether it has changed. */
  arrange() {
    const order = [...this.baseOrder];
    const known = new Set(order);
    for (const { edits } of this.entries) {
      for (const { key, after } of edits ?? []) {
        if (after === undefined && known.has(key)) continue;
        if (known.has(key)) order.splice(order.indexOf(key), 1);
        known.add(key);
        const place = after === "" ? 0 : order.indexOf(after) + 1;
        order.splice(after === undefined || (place === 0 && after !== "") ? order.length : place, 0, key);
      }
    }
    const changed = order.length !== this.order.length || order.some((key, at) => key !== this.order[at]);
    this.order = order;
    return changed;
  }

  /** Who names are, as the registry knows them now. */
  learnNames({ names = {}, institutions = {} }) {
    Object.assign(this.institutions, institutions);
    const news = Object.entries(names).some(([name, id]) => name in this.names && this.names[name] !== id);
    Object.assign(this.names, names);
    if (news) this.dispatchEvent(new CustomEvent("names"));
  }

  learnLabel(label) {
    const year = /^\d{4}$/.test(label) && this.labels.some((known) => known.startsWith(label));
    if (!this.labels.includes(label) && !year) this.labels.push(label);
  }

  /** Where a pending change would overwrite what somebody else has done since: [{edit, field, seen, mine, theirs}]. */
  conflicts(entry) {
    const found = [];
    for (const edit of entry.edits ?? []) {
      const row = this.rows.get(edit.key);
      if (!row || row.base === null) continue;
      for (const [field, mine] of Object.entries(edit.fields ?? {})) {
        const theirs = row.base[field];
        if (NOT_SENT.has(field) || same(theirs, edit.seen[field]) || same(theirs, mine)) continue;
        found.push({ edit, row, field, seen: edit.seen[field], mine, theirs });
      }
      if (row.baseDeleted && !edit.seenDeleted && edit.deleted === undefined && Object.keys(edit.fields ?? {}).length) {
        found.push({ edit, row, field: "deleted", seen: false, mine: false, theirs: true });
      }
      if (edit.deleted && !row.baseDeleted && row.revision !== edit.seenRevision) {
        found.push({ edit, row, field: "deleted", seen: false, mine: true, theirs: false });
      }
    }
    return found;
  }

  /** Whether the server already has everything that a change asks for (its answer was lost on the way). */
  isDone(entry) {
    if (!entry.edits?.length || entry.texts?.length) return false;
    return entry.edits.every((edit) => {
      const row = this.rows.get(edit.key);
      if (!row || row.base === null || edit.settled?.length) return false;
      const moved = edit.after !== undefined && !edit.isNew;
      const fields = Object.entries(edit.fields ?? {}).filter(([name]) => !NOT_SENT.has(name));
      return (
        !moved &&
        (edit.deleted === undefined || edit.deleted === row.baseDeleted) &&
        fields.every(([name, value]) => same(row.base[name], value))
      );
    });
  }

  /** The person's decision: her value goes over theirs, or theirs stays. */
  settleConflict({ edit, row, field, mine: value }, mine) {
    if (field === "deleted" && value) {
      if (mine) edit.seenRevision = row.revision;
      else delete edit.deleted;
    } else if (field === "deleted") {
      if (mine) [edit.deleted, edit.seenDeleted] = [false, true];
      else edit.fields = {};
    } else if (mine) edit.seen[field] = row.base[field];
    else delete edit.fields[field];
    this.refresh(row);
    this.arrange();
    this.tell(new Set([row.key]), true);
  }

  /** A change as the server wants it. */
  toServer(entry) {
    const edits = (entry.edits ?? []).map(({ key, fields, settled, after, deleted }) => {
      const kept = Object.entries(fields ?? {}).filter(([name]) => !NOT_SENT.has(name));
      const edit = { key, revision: this.rows.get(key)?.revision ?? null, fields: Object.fromEntries(kept) };
      if (settled) edit.settled = settled;
      if (after !== undefined) edit.after = after;
      if (deleted !== undefined) edit.deleted = deleted;
      return edit;
    });
    return { action: entry.action, since: this.revision, edits, texts: entry.texts ?? [] };
  }

  refresh(row) {
    const [path, codes, deleted] = [row.content.path, row.content.path_codes, row.deleted];
    row.content = row.pending.reduce(withEdit, row.base ?? emptyRow());
    row.deleted = row.pending.reduce((now, edit) => edit.deleted ?? now, row.baseDeleted);
    return deleted !== row.deleted || !same(path, row.content.path) || !same(codes, row.content.path_codes);
  }

  changeTexts(texts) {
    if (!texts.length) return;
    for (const { item, becomes, at } of texts) {
      const found = item === null ? -1 : this.unplaced.findIndex((other) => same(other, item));
      if (found >= 0) this.unplaced = this.unplaced.toSpliced(found, 1, ...(becomes ? [becomes] : []));
      else if (item === null && becomes) this.unplaced = this.unplaced.toSpliced(at ?? 0, 0, becomes);
    }
    this.dispatchEvent(new CustomEvent("head"));
  }

  tell(keys, structure) {
    if (keys.size) this.dispatchEvent(new CustomEvent("rows", { detail: { keys, structure } }));
  }
}
