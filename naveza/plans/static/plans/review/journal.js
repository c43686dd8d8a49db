// What is not on the server yet, kept in this browser: changes that wait, and the text that is being typed.
// IndexedDB, since it is on the disk as soon as it answers; localStorage may lose seconds when a browser is killed.

const NAME = "naveza-drafts";
const MINUTE = 60000;

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** The journal of one draft, one person and one tab. Without IndexedDB it keeps nothing, and everything else works. */
export class Journal {
  constructor(draft, person) {
    Object.assign(this, { draft, person, tab: crypto.randomUUID(), number: 0, typing: null });
    this.database = open().catch(() => null);
    // The lock ends with the tab, however it ends: so another visit knows whose entries are orphans.
    navigator.locks?.request(this.lockName(this.tab), () => new Promise(() => {}));
  }

  lockName(tab) {
    return `${NAME}:${this.draft}:${tab}`;
  }

  async store(mode) {
    const database = await this.database;
    if (!database) return null;
    const transaction = database.transaction("entries", mode, { durability: "strict" });
    return { transaction, entries: transaction.objectStore("entries") };
  }

  async put(entry) {
    this.number += 1;
    const record = { ...structuredClone(entry), draft: this.draft, person: this.person, tab: this.tab, at: Date.now() };
    record.number = entry.number ?? this.number + record.at;
    const open = await this.store("readwrite");
    if (!open) return;
    open.entries.put(record);
    open.transaction.commit?.();
  }

  async remove(id) {
    const open = await this.store("readwrite");
    if (!open) return;
    open.entries.delete(id);
    open.transaction.commit?.();
  }

  /** Keep what is being typed: {key, field, text, seen}. Only the newest text waits while one is being written. */
  async type(typing) {
    const busy = this.typing !== null;
    this.typing = typing;
    if (busy) return;
    while (this.typing) {
      const now = this.typing;
      await this.put({ id: `typing:${this.tab}`, kind: "typing", ...now });
      if (this.typing === now) this.typing = null;
    }
  }

  /** Nothing is being typed any more. */
  async typed() {
    this.typing = null;
    await this.remove(`typing:${this.tab}`);
  }

  /** What tabs that are gone have left behind, oldest first. */
  async orphans() {
    const open = await this.store("readonly").catch(() => null);
    if (!open) return [];
    const all = await answer(open.entries.getAll());
    const locks = await navigator.locks?.query();
    const held = new Set((locks?.held ?? []).map((lock) => lock.name));
    // Without locks nobody knows which tabs are alive: what is a minute old is taken for left behind.
    const isLeft = (entry) => (locks ? !held.has(this.lockName(entry.tab)) : entry.at < Date.now() - MINUTE);
    return all
      .filter(
        (entry) =>
          entry.draft === this.draft && entry.person === this.person && entry.tab !== this.tab && isLeft(entry),
      )
      .sort((one, two) => one.number - two.number);
  }
}
