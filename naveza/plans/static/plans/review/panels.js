// What stands beside the table: the document, the doubts by kind, texts without a place, names, history. One at a time;
// on a narrow screen the table is one of them. The links lead to pages of their own where there is no JavaScript.

export class Panels {
  constructor(root) {
    this.root = root;
    this.links = [...root.querySelectorAll("[data-panel-link]")];
    this.panels = new Map([...root.querySelectorAll("[data-panel]")].map((panel) => [panel.dataset.panel, panel]));
    this.openers = new Map();
    root.addEventListener("click", (event) => {
      const link = event.target.closest("[data-panel-link]");
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.show(link.dataset.panelLink);
    });
  }

  /** `run` is called each time a panel comes into view. */
  onOpen(name, run) {
    this.openers.set(name, run);
  }

  /** Whether the table and a panel stand side by side. */
  get isWide() {
    return matchMedia("(min-width: 64rem)").matches;
  }

  show(name) {
    this.current = name;
    this.root.dataset.shown = name;
    for (const link of this.links) {
      if (link.dataset.panelLink === name) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (name !== "draft") for (const [other, panel] of this.panels) panel.hidden = other !== name;
    this.openers.get(name)?.();
  }

  /** Write a number beside the name of a panel. */
  count(name, number) {
    const shown = this.root.querySelectorAll(`[data-panel-count="${name}"]`);
    for (const place of shown) place.textContent = number ? String(number) : "";
  }
}
