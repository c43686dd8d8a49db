// The institutions of a row: ordered, one perhaps the lead, each said to be somebody of the registry by a person.
import { institutionOf } from "./cells.js";
import { button, icon, make } from "./dom.js";
import { makeInstitution } from "./institution.js";
import { partiesFields } from "./rows.js";
import { get } from "./server.js";
import { collapse, same } from "./text.js";
import { t } from "./words.js";

const PAUSE = 180;

export class Parties {
  constructor(review, addresses) {
    Object.assign(this, { review, addresses, panel: null, asked: 0 });
  }

  /** Open the editor over a cell. */
  open(row, cell) {
    this.close();
    Object.assign(this, {
      row,
      cell,
      names: [...row.content.institutions],
      lead: row.content.lead,
      ids: { ...row.content.institution_ids },
    });
    this.list = make("ol", "parties__list", { "aria-label": t("institutions") });
    this.input = make("input", "", {
      type: "text",
      autocomplete: "off",
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": "parties-suggestions",
      "aria-autocomplete": "list",
      "aria-label": t("add_institution"),
      placeholder: t("add_institution"),
    });
    this.options = make("ul", "parties__options", {
      id: "parties-suggestions",
      role: "listbox",
      "aria-label": t("suggestions"),
    });
    this.panel = make(
      "div",
      "parties",
      { popover: "manual", role: "dialog", "aria-label": t("institutions") },
      this.list,
      make("div", "parties__add", {}, this.input, this.options),
      make(
        "div",
        "button-row",
        {},
        button(t("done"), { css: "button button--small", run: () => this.close() }),
        make("span", "small quiet", { textContent: t("parties_help") }),
      ),
    );
    document.body.append(this.panel);
    this.panel.showPopover();
    this.listen();
    this.draw();
    this.place();
    this.input.focus();
  }

  listen() {
    this.panel.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.suggest(), PAUSE);
    });
    this.outside = (event) => {
      if (!this.panel.contains(event.target) && !event.target.closest?.("dialog")) this.close();
    };
    document.addEventListener("pointerdown", this.outside, true);
  }

  place() {
    if (matchMedia("(max-width: 40rem)").matches) return;
    const box = this.cell.getBoundingClientRect();
    const height = this.panel.offsetHeight;
    const top = box.top + height > innerHeight - 8 ? Math.max(8, innerHeight - height - 8) : box.top;
    this.panel.style.insetBlockStart = `${top}px`;
    this.panel.style.insetInlineStart = `${Math.max(8, Math.min(box.left - 8, innerWidth - this.panel.offsetWidth - 8))}px`;
  }

  draw() {
    this.list.replaceChildren(...this.names.map((name, index) => this.item(name, index)));
    this.list.hidden = !this.names.length;
  }

  item(name, index) {
    const { store } = this.review;
    const known = institutionOf(store, { institution_ids: this.ids }, name);
    const isLead = name === this.lead;
    const act = (sign, word, run, disabled = false) =>
      make(
        "button",
        "button button--quiet button--icon button--small",
        { type: "button", disabled, title: word, "aria-label": `${word}: ${name}`, onclick: run },
        icon(sign),
      );
    const lead = make(
      "button",
      "parties__lead",
      {
        type: "button",
        "aria-pressed": String(isLead),
        title: t("make_lead"),
        "aria-label": `${t("lead")}: ${name}`,
        onclick: () => this.toggleLead(name),
      },
      icon("star"),
      make("span", "", { textContent: t("lead") }),
    );
    const who = known
      ? make("span", "parties__known", {}, icon("link"), make("span", "", { textContent: known.name }))
      : button(t("who_is_this"), {
          css: "button button--quiet button--small parties__unknown",
          sign: "unlink",
          label: `${t("who_is_this")} ${name}`,
          run: () => this.ask(name, index),
        });
    return make(
      "li",
      "parties__item",
      { data: { index: String(index) } },
      make("span", "parties__name", { textContent: name, lang: this.review.language }),
      who,
      make(
        "span",
        "parties__acts",
        {},
        lead,
        act("arrow-up", t("up"), () => this.shift(index, -1), index === 0),
        act("arrow-down", t("down"), () => this.shift(index, 1), index === this.names.length - 1),
        act("x", t("take_out"), () => this.take(index)),
      ),
    );
  }

  toggleLead(name) {
    this.lead = this.lead === name ? null : name;
    this.redraw(this.names.indexOf(name), ".parties__lead");
  }

  shift(index, step) {
    const to = index + step;
    if (to < 0 || to >= this.names.length) return;
    [this.names[index], this.names[to]] = [this.names[to], this.names[index]];
    this.redraw(to, step < 0 ? '[aria-label^="' + t("up") + '"]' : '[aria-label^="' + t("down") + '"]');
  }

  take(index) {
    const [name] = this.names.splice(index, 1);
    if (this.lead === name) this.lead = null;
    this.draw();
    (this.list.children[Math.min(index, this.names.length - 1)]?.querySelector("button") ?? this.input).focus();
  }

  redraw(index, selector) {
    this.draw();
    const item = this.list.children[index];
    (item?.querySelector(`${selector}:not(:disabled)`) ?? item?.querySelector("button"))?.focus();
  }

  add(name, id) {
    const text = collapse(name);
    if (!text) return;
    if (!this.names.includes(text)) this.names.push(text);
    if (id && this.review.store.names[text] !== id) this.ids[text] = id;
    this.input.value = "";
    this.showOptions([]);
    this.draw();
    this.place();
  }

  /** Institutions of a similar name; a person picks, nothing is merged by itself. */
  async suggest(name = this.input.value, pick = (text, id) => this.add(text, id)) {
    const number = ++this.asked;
    if (!collapse(name)) return this.showOptions([]);
    const { data, status } = await get(`${this.addresses.institutions}?q=${encodeURIComponent(collapse(name))}`).catch(
      () => ({ status: 0 }),
    );
    if (number !== this.asked || status !== 200 || !this.panel) return undefined;
    Object.assign(this.review.store.institutions, data.institutions);
    const ids = [...new Set([data.known, ...data.suggestions].filter(Boolean))];
    const options = ids.map((id) => ({
      word: data.institutions[id].name,
      sign: "link",
      run: () => pick(data.institutions[id].name, id),
    }));
    options.push({
      word: t("as_written", { name: collapse(name) }),
      sign: "plus",
      run: () => pick(collapse(name), null),
    });
    if (this.addresses.newInstitution)
      options.push({ word: t("new_institution"), sign: "file-plus-2", run: () => this.make(collapse(name), pick) });
    return this.showOptions(options);
  }

  /** Who a name of the document is: it keeps its spelling and learns its institution. */
  ask(name, index) {
    this.input.focus();
    this.suggest(name, (_text, id) => {
      if (id) this.ids[name] = id;
      this.showOptions([]);
      this.redraw(index, "button");
    });
  }

  async make(name, pick) {
    this.showOptions([]);
    const made = await makeInstitution(this.review, this.addresses, name);
    if (made && this.panel) pick(name, made);
  }

  showOptions(options) {
    this.chosen = -1;
    this.options.replaceChildren(
      ...options.map(({ word, sign, run }, index) =>
        make(
          "li",
          "parties__option",
          { role: "option", id: `party-option-${index}`, "aria-selected": "false", onclick: run },
          icon(sign),
          make("span", "", { textContent: word }),
        ),
      ),
    );
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    if (options.length) this.choose(0);
    this.place();
  }

  choose(index) {
    const all = [...this.options.children];
    if (!all.length) return;
    this.chosen = (index + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.chosen)));
    this.input.setAttribute("aria-activedescendant", all[this.chosen].id);
    all[this.chosen].scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const item = event.target.closest(".parties__item");
    const index = item ? Number(item.dataset.index) : -1;
    const open = this.options.childElementCount > 0;
    if (event.key === "Escape") {
      if (open) this.showOptions([]);
      else this.close();
    } else if (item && event.altKey && event.key === "ArrowUp") this.shift(index, -1);
    else if (item && event.altKey && event.key === "ArrowDown") this.shift(index, 1);
    else if (item && event.key === "Delete") this.take(index);
    else if (item && event.key.toLowerCase() === "l" && !event.ctrlKey) this.toggleLead(this.names[index]);
    else if (event.target === this.input && event.key === "ArrowDown" && open) this.choose(this.chosen + 1);
    else if (event.target === this.input && event.key === "ArrowUp")
      open ? this.choose(this.chosen - 1) : this.list.lastElementChild?.querySelector("button")?.focus();
    else if (event.target === this.input && event.key === "Enter")
      open
        ? this.options.children[this.chosen]?.click()
        : collapse(this.input.value)
          ? this.add(this.input.value)
          : this.close();
    else if (event.key === "Tab") {
      if (!this.leaves(event)) return;
      this.close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  leaves(event) {
    const all = [...this.panel.querySelectorAll("button:not(:disabled), input")];
    return event.target === (event.shiftKey ? all[0] : all.at(-1));
  }

  /** Close; what was changed is one change of the row. A name typed and not added is added. */
  close() {
    if (!this.panel) return;
    if (collapse(this.input.value) && document.activeElement === this.input) this.add(this.input.value);
    clearTimeout(this.timer);
    document.removeEventListener("pointerdown", this.outside, true);
    const fields = partiesFields(this.row.content, this.names, this.lead, this.ids);
    const changed = Object.fromEntries(
      Object.entries(fields).filter(
        ([name, value]) => !same(value, this.row.content[name] ?? (name === "institution_ids" ? {} : null)),
      ),
    );
    this.panel.remove();
    this.panel = null;
    if (Object.keys(changed).length) this.review.outbox.add("institutions", [{ key: this.row.key, fields: changed }]);
    this.review.cursor.return({ focus: true });
  }
}
