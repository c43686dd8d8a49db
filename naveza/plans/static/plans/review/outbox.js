// Sends one change after the other, keeps what cannot be sent yet, and asks where somebody else was faster.
// States: "sent", "sending", "kept" (saved here, no connection), "out" (signed out), "look" (a person must look).

const PAUSES = [1000, 2000, 5000, 10000, 30000];

/** What went wrong on the way, apart from an answer of the server. */
export class Unreachable extends Error {}

export class Outbox {
  /**
   * @param store the Store
   * @param send async (name, data) → {status, data}; throws Unreachable without a connection
   * @param journal keeps changes that are not sent: put(entry), remove(id)
   * @param ask async (conflicts) → for each whether mine stays
   * @param onState (state, count, sentence) shows the badge
   * @param onRefused (entry, sentence) shows what the server will not keep
   */
  constructor({ store, send, journal, ask, onState, onRefused, onSaid }) {
    Object.assign(this, { store, send, journal, ask, onState, onRefused, onSaid });
    this.queue = [];
    this.running = false;
    this.failures = 0;
    this.timer = 0;
  }

  /** Do a change at once on the screen and send it. */
  add(action, edits, texts = []) {
    if (!edits.length && !texts.length) return null;
    const entry = { id: crypto.randomUUID(), kind: "change", action, edits, texts };
    this.store.do(entry);
    this.keep(entry);
    return entry;
  }

  /** A change from the journal of an earlier visit. */
  restore(entry) {
    this.store.do(entry);
    this.keep(entry, false);
  }

  keep(entry, isNew = true) {
    if (isNew) this.journal.put(entry);
    this.queue.push(entry);
    this.run();
  }

  /** Take back the last change: dropped if it has not left yet, else undone by the server. `what`: {redo} or {number}. */
  undo(what = {}) {
    const last = this.queue.at(-1);
    if (!what.redo && what.number === undefined && last?.kind === "change" && last !== this.leaving) {
      this.queue.pop();
      this.store.drop(last.id);
      this.journal.remove(last.id);
      this.show();
      return;
    }
    this.queue.push({ id: crypto.randomUUID(), kind: "undo", what });
    this.run();
  }

  retry() {
    clearTimeout(this.timer);
    this.run();
  }

  async run() {
    if (this.running) return;
    this.running = true;
    try {
      while (this.queue.length) {
        this.leaving = this.queue[0];
        this.show("sending");
        if (!(await this.attempt(this.leaving))) break;
      }
    } finally {
      this.leaving = null;
      this.running = false;
    }
    if (!this.queue.length) this.show("sent");
  }

  async attempt(entry) {
    if (entry.kind === "change") {
      if (this.store.isDone(entry)) return this.done(entry, null);
      const conflicts = this.store.conflicts(entry);
      if (conflicts.length) {
        this.show("look");
        const decisions = await this.ask(conflicts);
        conflicts.forEach((conflict, index) => this.store.settleConflict(conflict, decisions[index]));
        entry.edits = entry.edits.filter(
          (edit) =>
            Object.keys(edit.fields ?? {}).length ||
            edit.after !== undefined ||
            edit.deleted !== undefined ||
            edit.settled,
        );
        if (!entry.edits.length && !entry.texts?.length) return this.done(entry, null);
        this.journal.put(entry);
      }
    }
    let answer;
    try {
      answer = await this.send(
        entry.kind,
        entry.kind === "change" ? this.store.toServer(entry) : { ...entry.what, since: this.store.revision },
      );
    } catch (error) {
      if (!(error instanceof Unreachable)) console.error(error);
      return this.later("kept");
    }
    return this.understand(entry, answer);
  }

  understand(entry, { status, data }) {
    if (status === 401 || data?.code === "signed_out") return this.later("out");
    if (status >= 500 || status === 429) return this.later("kept");
    this.failures = 0;
    if (status === 409 && entry.kind === "change") {
      const before = this.store.revision;
      this.store.patch(data);
      // Asked again with what is known now; where nothing new was learnt the server would only say the same.
      if (this.store.revision > before || (entry.tries = (entry.tries ?? 0) + 1) < 3) return true;
    }
    if (status >= 400) {
      this.store.patch(data?.rows ? data : null);
      if (entry.kind === "change") this.store.drop(entry.id);
      this.done(entry, null);
      this.onRefused(entry, data?.sentence ?? "", status);
      return true;
    }
    this.done(entry, data);
    if (data?.said) this.onSaid(data.said);
    return true;
  }

  done(entry, data) {
    this.queue.splice(this.queue.indexOf(entry), 1);
    if (entry.kind === "change") {
      this.store.acknowledge(entry.id, data);
      this.journal.remove(entry.id);
    } else this.store.patch(data);
    return true;
  }

  later(state) {
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), pause);
    this.show(state);
    return false;
  }

  show(state = this.state) {
    this.state = state;
    this.onState(state, this.queue.length);
  }
}
