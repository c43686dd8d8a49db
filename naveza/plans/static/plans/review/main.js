// The review screen: puts the parts together when the draft has come.
import { showToast } from "../../design/js/toast.js";
import { Badge } from "./badge.js";
import * as commands from "./commands.js";
import { Cursor } from "./cursor.js";
import { askConflicts, chooseTitle, offerTyped, showRefused } from "./dialogs.js";
import { Dock } from "./dock.js";
import { make } from "./dom.js";
import { rowsInDoubt } from "./doubts.js";
import { Editor } from "./editor.js";
import { Grid } from "./grid.js";
import { History } from "./history.js";
import { Journal } from "./journal.js";
import * as keys from "./keys.js";
import { Kinds } from "./kinds.js";
import { LostTexts } from "./lost.js";
import { Names } from "./names.js";
import { Outbox } from "./outbox.js";
import { Panels } from "./panels.js";
import { Parties } from "./parties.js";
import { placesOf, placeWords } from "./places.js";
import { poll } from "./poll.js";
import { get, post } from "./server.js";
import { Source } from "./source.js";
import { Store } from "./store.js";
import * as titles from "./titles.js";
import * as tools from "./tools.js";
import { t, tn } from "./words.js";

const MARKED = 20000; // how long a row shows that somebody else has changed it

class Review {
  constructor(root, data) {
    Object.assign(this, {
      root,
      addresses: { ...root.dataset },
      person: Number(root.dataset.person),
      mayEdit: root.dataset.mayEdit === "yes" && data.state === "open",
    });
    const find = (name) => root.querySelector(`[data-part="${name}"]`);
    this.live = find("live");
    this.doubtKind = "";
    this.store = new Store(data);
    this.language = this.store.head.language || "";
    const table = find("table");
    table.lang = this.language;
    this.grid = new Grid(table, this.store);
    this.cursor = new Cursor(this.grid);
    this.journal = new Journal(this.store.id, this.person);
    this.badge = new Badge(find("badge"));
    this.outbox = new Outbox({
      store: this.store,
      journal: this.journal,
      send: (kind, sent) => post(kind === "undo" ? this.addresses.undo : this.addresses.edit, sent),
      ask: askConflicts,
      onState: (state, count) => {
        root.dataset.waiting = String(count);
        this.badge.show(state, count);
      },
      onRefused: (entry, sentence) =>
        entry.kind === "undo" ? this.say(sentence, { show: true }) : showRefused(entry, sentence),
      onSaid: (said) => this.say(said, { show: true }),
    });
    this.editor = new Editor({
      grid: this.grid,
      cursor: this.cursor,
      journal: this.journal,
      onDone: (kind, place, typed) => this.typed(kind, place, typed),
      onMove: (step) => this.cursor.sideways(step),
    });
    this.parties = new Parties(this, this.addresses);
    this.panels = new Panels(root);
    this.source = new Source(find("document"), this.addresses.source);
    this.place = find("place");
    const zoom = find("zoom");
    this.source.onPages = () => (zoom.hidden = false);
    zoom.addEventListener("click", (event) => {
      const factor = Number(event.target.closest("[data-zoom]")?.dataset.zoom);
      if (factor) this.source.zoom(this.source.factor * factor);
    });
    this.dock = new Dock(find("dock"), this);
    this.makePanels(find);
    this.listen(find);
  }

  makePanels(find) {
    this.lost = new LostTexts(find("texts"), this, JSON.parse(this.addresses.noContent || "[]"));
    this.kinds = new Kinds(find("doubts"), this);
    this.names = new Names(find("names"), this, this.addresses);
    this.history = new History(find("history"), this, this.addresses.history);
    const openers = {
      document: () => this.source.load().then(() => this.showPassage()),
      texts: () => this.lost.draw(),
      doubts: () => this.kinds.draw(),
      names: () => this.names.draw(),
      history: () => this.history.open(),
    };
    for (const [name, open] of Object.entries(openers)) this.panels.onOpen(name, open);
    this.lost.draw();
    this.kinds.draw();
    this.names.draw();
    this.panels.show(this.panels.isWide ? "document" : "draft");
    if (!this.panels.isWide) this.source.load();
  }

  listen(find) {
    const progress = find("progress");
    const count = () => {
      const [doubted, all] = [rowsInDoubt(this.store), this.store.standing().length];
      progress.textContent = doubted ? tn("progress", all, { doubted }) : tn("progress_none", all);
      progress.toggleAttribute("data-done", !doubted);
    };
    let counting = 0;
    this.store.addEventListener("rows", () => {
      clearTimeout(counting);
      counting = setTimeout(count, 150);
    });
    count();
    this.cursor.addEventListener("moved", () => this.showPassage());
    this.cursor.settle();
    keys.listen(this);
    tools.listen(this);
    this.store.addEventListener("state", () => this.closed());
    addEventListener("online", () => this.outbox.retry());
    addEventListener("focus", () => this.badge.state === "out" && this.outbox.retry());
    addEventListener("pagehide", () => this.editor.finish());
    poll({ address: this.addresses.changes, store: this.store, onNews: (rows) => this.heard(rows) });
  }

  /** What was typed in a cell becomes a change. */
  typed(kind, place, typed) {
    const { store, outbox } = this;
    const row = store.rows.get(place.key);
    if (kind === "split") commands.splitInto(this, row, typed.before, typed.after);
    else if (kind === "title") {
      const rows = store.standing();
      const index = rows.findIndex(({ key }) => key === place.key);
      outbox.add("rename", titles.rename(rows, index, place.depth, typed.value, typed.code));
      this.cursor.return();
    } else {
      const edit = { key: place.key, fields: { [place.field]: typed.value }, seen: { [place.field]: place.seen } };
      outbox.add("edit", [edit]);
    }
  }

  /** Say a sentence to those who hear the page; `show` also shows it, with `undo` beside it. */
  say(sentence, { show = false, undo = false } = {}) {
    this.live.textContent = "";
    this.live.textContent = sentence;
    if (!show) return;
    for (const old of document.querySelectorAll("[data-toasts] > [data-toast]")) old.remove();
    showToast(sentence);
    const toast = document.querySelector("[data-toasts] > [data-toast]:last-child");
    if (undo && toast)
      toast.append(
        make("button", "button button--quiet", {
          type: "button",
          textContent: t("undo"),
          onclick: () => (toast.remove(), commands.undo(this)),
        }),
      );
  }

  showPassage() {
    const { row, depth, columnHere } = this.cursor;
    if (!row) return;
    this.showPlaces(placesOf(row.content, depth === null ? columnHere.field : "path", depth));
  }

  showPlaces(places, { open = false } = {}) {
    if (open) this.panels.show("document");
    this.source.show(places);
    clearTimeout(this.placing);
    this.placing = setTimeout(() => {
      const words = placeWords(places[0]);
      const said = words ? t(words.key, words.values) : t("place_none");
      if (this.place.textContent !== said) this.place.textContent = said;
    }, 60);
  }

  /** Go to a row from a panel; where the panel covers the table the table comes back. */
  goTo(key, column) {
    if (!this.panels.isWide) this.panels.show("draft");
    this.cursor.goTo(key, column);
  }

  /** Somebody has published the draft or put it aside: nothing can be changed here any more. */
  closed() {
    if (!this.mayEdit || this.store.state === "open") return;
    this.editor.finish();
    this.mayEdit = false;
    this.root.dataset.mayEdit = "no";
    this.say(t("said_closed"), { show: true });
  }

  openForm(key) {
    location.assign(this.addresses.row.replace("00000000-0000-0000-0000-000000000000", key));
  }

  chooseTitle(all, content) {
    return chooseTitle(all, content);
  }

  /** Rows that somebody else has changed are marked for a while, with the name. */
  heard(rows) {
    const others = rows.filter((row) => row.by_id !== this.person);
    if (!others.length) return;
    const names = [...new Set(others.map((row) => row.by).filter(Boolean))].join(", ");
    this.say(tn("said_changed", others.length, { who: names }));
    for (const { key, by } of others) {
      const line = this.grid.entries.get(key)?.line;
      if (!line) continue;
      line.dataset.changedBy = by;
      setTimeout(() => delete line.dataset.changedBy, MARKED);
    }
    if (this.cursor.current && !this.cursor.current.isConnected) this.cursor.return();
  }

  /** What an earlier visit did not get to the server: changes are sent now, typed text is offered back. */
  async restore() {
    const left = await this.journal.orphans();
    if (!this.mayEdit) return;
    const changes = left.filter((entry) => entry.kind === "change");
    for (const { id, kind, action, edits, texts } of changes) {
      const entry = { id, kind, action, edits, texts };
      this.journal.put(entry);
      this.outbox.restore(entry);
    }
    if (changes.length) this.say(tn("said_restored", changes.length), { show: true });
    for (const typing of left.filter((entry) => entry.kind === "typing")) {
      const row = this.store.rows.get(typing.key);
      const answer = await offerTyped(typing, row);
      if (!answer) continue;
      if (answer === "back" && row && !row.deleted) this.takeBack(typing);
      this.journal.remove(typing.id);
    }
  }

  takeBack({ key, field, text, seen }) {
    if (!field.startsWith("path:")) {
      this.cursor.goTo(key, field);
      this.editor.text(this.cursor.current, { text });
      this.editor.open.seen = seen;
      return;
    }
    const rows = this.store.standing();
    const [index, depth] = [rows.findIndex((row) => row.key === key), Number(field.slice(5))];
    const edits = titles.rename(rows, index, depth, text.trim(), rows[index].content.path_codes?.[depth]);
    this.outbox.add("rename", edits);
  }
}

async function start() {
  const root = document.querySelector("[data-review]");
  if (!root) return;
  const { status, data } = await get(root.dataset.data).catch(() => ({ status: 0, data: null }));
  if (status !== 200) {
    root
      .querySelector('[data-part="table"]')
      .replaceChildren(make("p", "review__waiting", { textContent: data?.sentence ?? t("no_connection") }));
    return;
  }
  const review = new Review(root, data);
  root.dataset.ready = "";
  performance.mark("review-ready");
  const wanted = location.hash.slice(1);
  if (review.store.rows.has(wanted)) review.cursor.goTo(wanted);
  await review.restore();
}

start();
