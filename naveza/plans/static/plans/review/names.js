// The panel of names: who is named in the draft and not yet known to the registry, with similar institutions to choose.
import { button, icon, make } from "./dom.js";
import { makeInstitution } from "./institution.js";
import { get, post } from "./server.js";
import { t, tn } from "./words.js";

/** Names of the draft that no institution is known for: [{name, keys}], the most frequent first. */
export function unknownNames(store) {
  const found = new Map();
  for (const { key, content } of store.standing()) {
    for (const name of content.institutions ?? []) {
      if (store.names[name] || content.institution_ids?.[name]) continue;
      const keys = found.get(name);
      if (keys) keys.push(key);
      else found.set(name, [key]);
    }
  }
  return [...found].map(([name, keys]) => ({ name, keys })).sort((one, two) => two.keys.length - one.keys.length);
}

export class Names {
  constructor(root, review, addresses) {
    Object.assign(this, { root, review, addresses, suggestions: new Map() });
    for (const event of ["rows", "names"]) review.store.addEventListener(event, () => this.later());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), 400);
  }

  draw() {
    const found = unknownNames(this.review.store);
    this.review.panels.count("names", found.length);
    if (this.root.closest("[hidden]")) return;
    const lead = found.length ? t("names_lead") : t("names_none");
    this.root.replaceChildren(
      make("p", "small", { textContent: lead }),
      make("ul", "names", {}, ...found.slice(0, 100).map((entry) => this.item(entry))),
    );
  }

  item({ name, keys }) {
    const { review } = this;
    let at = 0;
    const show = button(tn("in_rows", keys.length), {
      css: "button button--quiet button--small",
      label: `${tn("in_rows", keys.length)}: ${name}`,
      run: () => review.goTo(keys[at++ % keys.length], "institutions"),
    });
    const choices = make("div", "names__choices");
    const made = make(
      "li",
      "names__item",
      {},
      make("p", "names__name", { textContent: name, lang: review.language }),
      show,
      choices,
    );
    if (!review.mayEdit) return made;
    const known = this.suggestions.get(name);
    if (known) this.offer(choices, name, keys, known);
    else
      choices.append(
        button(t("who_is_this"), {
          sign: "search",
          label: `${t("who_is_this")} ${name}`,
          run: () => this.ask(choices, name, keys),
        }),
      );
    return made;
  }

  async ask(choices, name, keys) {
    const { status, data } = await get(`${this.addresses.institutions}?q=${encodeURIComponent(name)}`).catch(() => ({
      status: 0,
    }));
    if (status !== 200) {
      this.review.say(t("no_connection"), { show: true });
      return;
    }
    Object.assign(this.review.store.institutions, data.institutions);
    this.suggestions.set(name, data.suggestions);
    this.offer(choices, name, keys, data.suggestions);
    choices.querySelector("button, input")?.focus();
  }

  offer(choices, name, keys, suggestions) {
    const { institutions } = this.review.store;
    const remember = make("input", "", { type: "checkbox", checked: true });
    const picks = suggestions.map((id) =>
      button(institutions[id]?.name ?? String(id), {
        sign: "link",
        run: () => this.link(name, keys, id, remember.checked),
      }),
    );
    choices.replaceChildren(
      make("p", "small", { textContent: suggestions.length ? t("names_choose") : t("names_nobody") }),
      make(
        "div",
        "row",
        {},
        ...picks,
        this.addresses.newInstitution
          ? button(t("new_institution"), { sign: "file-plus-2", run: () => this.make(name, keys) })
          : "",
      ),
      suggestions.length
        ? make("label", "choice", {}, remember, make("span", "small", { textContent: t("names_remember") }))
        : "",
    );
    choices.prepend(icon("circle-question-mark"));
  }

  /** The name means this institution, in all rows; the text of the document stays. */
  async link(name, keys, id, remember) {
    const { store, outbox } = this.review;
    const edits = keys
      .map((key) => store.rows.get(key))
      .filter((row) => row && !row.deleted && row.content.institutions.includes(name))
      .map((row) => ({ key: row.key, fields: { institution_ids: { ...row.content.institution_ids, [name]: id } } }));
    outbox.add("link", edits);
    this.review.say(t("said_linked", { name }), { show: true, undo: true });
    if (!remember) return;
    const { status, data } = await post(this.addresses.rememberName, { name, institution: id }).catch(() => ({
      status: 0,
    }));
    if (status === 200) store.learnNames(data);
    else this.review.say(data?.sentence ?? t("no_connection"), { show: true });
  }

  async make(name, keys) {
    const id = await makeInstitution(this.review, this.addresses, name);
    if (id) this.link(name, keys, id, false);
  }
}
