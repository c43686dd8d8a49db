// The draft in the browser: what the server has (`base`), what this person has done since (`pending`), and both together
// as shown (`content`). Nothing here touches the page or the network, so that it can be tested alone.
import { emptyRow, withEdit } from "./rows.js";
import { same } from "./text.js";

const NOT_SENT = new Set(["doubts", "confidence"]);

function newRow(key) {
  return { key, revision: null, base: null, baseDeleted: false, content: emptyRow(), deleted: false, pending: [], by: "", at: "" };
}

/** Events: "rows" (detail.keys: Set of rows that look different, detail.structure: order or titles too), "head", "names". */
export class Store extends EventTarget {
  constructor(data) {
    super();
    this.rows = new Map();
    this.order = [];
    this.entries = [];
    this.load(data);
  }

  load(data) {
    Object.assign(this, { id: data.draft, revision: data.revision, state: data.state, head: data.head, unplaced: data.unplaced });
    Object.assign(this, { labels: data.labels, names: { ...data.names }, institutions: { ...data.institutions } });
    for (const { key, revision, content } of data.rows) {
      this.rows.set(key, { ...newRow(key), revision, base: content, content });
      this.order.push(key);
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

  /** Do a change {id, action, edits, texts} at once on the screen. Its edits learn what they saw (`seen`, `from`). */
  do(entry) {
    this.entries.push(entry);
    const keys = new Set();
    let structure = false;
    for (const edit of entry.edits ?? []) {
      const row = this.rows.get(edit.key) ?? newRow(edit.key);
      const isNew = !this.rows.has(edit.key);
      this.rows.set(edit.key, row);
      edit.seen ??= Object.fromEntries(Object.keys(edit.fields ?? {}).map((name) => [name, row.content[name]]));
      edit.seenDeleted ??= row.deleted;
      edit.seenRevision ??= row.revision;
      row.pending.push(edit);
      if (edit.after !== undefined || isNew) {
        edit.from ??= isNew ? null : this.previous(edit.key);
        this.place(edit.key, edit.after);
        structure = true;
      }
      structure = this.refresh(row) || structure;
      keys.add(edit.key);
    }
    this.changeTexts(entry.texts ?? []);
    this.tell(keys, structure);
  }

  /** Take back the last change, which has not been sent. */
  drop(id) {
    const at = this.entries.findIndex((entry) => entry.id === id);
    if (at < 0) return;
    const [entry] = this.entries.splice(at, 1);
    const keys = new Set();
    for (const edit of [...(entry.edits ?? [])].reverse()) {
      const row = this.rows.get(edit.key);
      if (!row) continue;
      row.pending = row.pending.filter((other) => other !== edit);
      keys.add(edit.key);
      if (row.base === null && !row.pending.length) this.forget(edit.key);
      else {
        if (edit.after !== undefined && edit.from !== null) this.place(edit.key, edit.from);
        this.refresh(row);
      }
    }
    this.changeTexts((entry.texts ?? []).map(({ item, becomes }) => ({ item: becomes ?? null, becomes: item, at: 0 })));
    this.tell(keys, true);
  }

  /** The server has taken a change: it is no longer pending, and later ones build on what it made of it. */
  acknowledge(id, patch) {
    const at = this.entries.findIndex((entry) => entry.id === id);
    const [entry] = at < 0 ? [{ edits: [] }] : this.entries.splice(at, 1);
    for (const edit of entry.edits) {
      const row = this.rows.get(edit.key);
      if (row) row.pending = row.pending.filter((other) => other !== edit);
    }
    this.patch(patch);
    for (const edit of entry.edits) {
      const row = this.rows.get(edit.key);
      if (!row) continue;
      for (const later of row.pending) {
        for (const name of Object.keys(edit.fields ?? {})) if (name in later.seen) later.seen[name] = row.base?.[name];
        later.seenRevision = row.revision;
      }
      this.refresh(row);
    }
    this.tell(new Set(entry.edits.map((edit) => edit.key).filter((key) => this.rows.has(key))), false);
  }

  /** What the server says has changed since this screen last heard. */
  patch(patch) {
    if (!patch) return;
    this.revision = Math.max(this.revision, patch.revision ?? 0);
    this.state = patch.state ?? this.state;
    Object.assign(this.names, patch.names);
    Object.assign(this.institutions, patch.institutions);
    const keys = new Set();
    let structure = false;
    for (const news of patch.rows ?? []) {
      const row = this.rows.get(news.key) ?? newRow(news.key);
      if (row.revision !== null && news.revision <= row.revision) continue;
      this.rows.set(news.key, row);
      Object.assign(row, { base: news.content, revision: news.revision, baseDeleted: news.deleted, by: news.by, byId: news.by_id, at: news.at });
      if (!news.deleted && !row.pending.some((edit) => edit.after !== undefined) && this.previousKept(news.key) !== news.after) {
        this.place(news.key, news.after);
        structure = true;
      }
      structure = this.refresh(row) || structure;
      keys.add(news.key);
    }
    if (patch.head) {
      Object.assign(this, { head: patch.head, unplaced: patch.unplaced });
      this.dispatchEvent(new CustomEvent("head"));
    }
    for (const row of keys) for (const label of this.rows.get(row).content.periods ?? []) this.learnLabel(label);
    this.tell(keys, structure);
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
      const moved = edit.after !== undefined && edit.from !== null;
      const fields = Object.entries(edit.fields ?? {}).filter(([name]) => !NOT_SENT.has(name));
      return !moved && (edit.deleted === undefined || edit.deleted === row.baseDeleted) && fields.every(([name, value]) => same(row.base[name], value));
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

  previous(key) {
    return this.order[this.order.indexOf(key) - 1] ?? "";
  }

  /** The row before this one that the server knows too and has not deleted. */
  previousKept(key) {
    let at = this.order.indexOf(key);
    if (at < 0) return null;
    for (at -= 1; at >= 0; at -= 1) {
      const row = this.rows.get(this.order[at]);
      if (row.base !== null && !row.baseDeleted) return row.key;
    }
    return "";
  }

  place(key, after) {
    const now = this.order.indexOf(key);
    if (now >= 0) this.order.splice(now, 1);
    const before = after ? this.order.indexOf(after) : -1;
    if (after === "") this.order.unshift(key);
    else if (before >= 0) this.order.splice(before + 1, 0, key);
    else this.order.splice(now >= 0 ? now : this.order.length, 0, key);
  }

  forget(key) {
    this.rows.delete(key);
    this.order.splice(this.order.indexOf(key), 1);
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
