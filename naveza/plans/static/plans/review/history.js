// The panel of history: the same list as its own page, its undo buttons without leaving the table.
import { make } from "./dom.js";
import { part } from "./server.js";
import { t } from "./words.js";

export class History {
  constructor(root, review, address) {
    Object.assign(this, { root, review, address });
    root.addEventListener("submit", (event) => this.submit(event));
    root.addEventListener("click", (event) => this.more(event));
  }

  async open(address = this.address) {
    try {
      this.root.innerHTML = await part(address);
    } catch {
      this.root.replaceChildren(make("p", "quiet", { textContent: t("no_connection") }));
    }
  }

  submit(event) {
    const number = Number(new FormData(event.target).get("number"));
    if (!number) return;
    event.preventDefault();
    event.stopPropagation();
    this.review.outbox.undo({ number });
    this.again = setTimeout(() => this.open(), 600);
  }

  more(event) {
    const link = event.target.closest("a[data-more]");
    if (link) {
      event.preventDefault();
      this.open(link.href);
    }
    const row = event.target.closest("[data-go-to]");
    if (!row) return;
    event.preventDefault();
    this.review.goTo(row.dataset.goTo);
  }
}
