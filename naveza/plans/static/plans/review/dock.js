// The foot of the table: where the cursor stands, what is in doubt there, and what can be done with one press.
import * as commands from "./commands.js";
import { kinds } from "./doubts.js";
import { button, icon, make } from "./dom.js";
import { doubtsOf, openDoubts } from "./rows.js";
import { doubtSentence, fieldName, moment, t, tn } from "./words.js";

export class Dock {
  constructor(root, review) {
    Object.assign(this, { root, review });
    this.where = make("p", "dock__where");
    this.list = make("ul", "dock__doubts");
    root.replaceChildren(this.where, this.list);
    review.cursor.addEventListener("moved", () => this.later());
    review.store.addEventListener("rows", () => this.later());
  }

  /** After the cell is painted: what is said here must not hold up the next key. */
  later() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => setTimeout(() => this.show()));
  }

  show() {
    const { cursor, store } = this.review;
    const { row } = cursor;
    if (!row) {
      this.look = "";
      this.where.textContent = "";
      this.list.replaceChildren();
      return;
    }
    const column = cursor.columnHere;
    const here = cursor.depth !== null ? [] : doubtsOf(row, column);
    const doubts = here.length ? here : cursor.depth === null ? openDoubts(row.content) : [];
    const changed = row.by && row.byId !== this.review.person;
    // Only what differs is drawn: going down a chapter without doubts changes nothing here.
    const look = JSON.stringify([
      row.content.path,
      row.content.path_codes,
      doubts,
      here.length,
      changed && [row.by, row.at],
    ]);
    if (look === this.look && !doubts.length) return;
    this.look = look;
    const titles = row.content.path.map((title, depth) =>
      [row.content.path_codes?.[depth], title].filter(Boolean).join(" "),
    );
    this.where.replaceChildren(
      make("span", "dock__path", { textContent: titles.join(" › ") || t("no_titles"), lang: this.review.language }),
    );
    if (changed)
      this.where.append(
        " ",
        make("span", "tag", { textContent: t("changed_by", { who: row.by, when: row.at ? moment(row.at) : "" }) }),
      );
    this.list.replaceChildren(...doubts.slice(0, 3).map((doubt) => this.item(doubt, here.length > 0, store)));
  }

  item(doubt, isHere, store) {
    const { review } = this;
    const words = make(
      "span",
      "dock__sentence",
      {},
      icon("circle-question-mark"),
      make("span", "", {
        textContent:
          isHere || !doubt.field ? doubtSentence(doubt) : `${fieldName(doubt.field)}: ${doubtSentence(doubt)}`,
      }),
    );
    const item = make("li", "dock__doubt", {}, words);
    if (!review.mayEdit) return item;
    const buttons = make(
      "span",
      "dock__buttons",
      {},
      button(t("looks_right"), { css: "button button--small", run: () => commands.looksRight(review) }),
    );
    const alike = kinds(store).find((kind) => kind.code === doubt.code)?.count ?? 1;
    if (alike > 1)
      buttons.append(
        button(tn("right_in_all", alike), { run: () => commands.looksRightEverywhere(review, doubt.code) }),
      );
    item.append(buttons);
    return item;
  }
}
