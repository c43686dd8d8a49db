// The panel of doubts: one line for each kind, to go through them or to say at once that all are right.
import * as commands from "./commands.js";
import { kinds } from "./doubts.js";
import { button, icon, make } from "./dom.js";
import { doubtSentence, t, tn } from "./words.js";

export class Kinds {
  constructor(root, review) {
    Object.assign(this, { root, review });
    for (const event of ["rows", "head"]) review.store.addEventListener(event, () => this.later());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), 250);
  }

  draw() {
    const { review } = this;
    const found = kinds(review.store);
    const whole = (review.store.head.doubts ?? []).filter((doubt) => !doubt.settled);
    review.panels.count("doubts", found.length + whole.length);
    if (this.root.closest("[hidden]")) return;
    if (!found.length && !whole.length) {
      this.root.replaceChildren(make("p", "", { textContent: t("no_doubts") }));
      return;
    }
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.code : "";
    this.root.replaceChildren(
      make("p", "small", { textContent: t("doubts_lead") }),
      make("ul", "kinds", {}, ...whole.map((doubt) => this.wholeItem(doubt)), ...found.map((kind) => this.item(kind))),
    );
    if (focused) this.root.querySelector(`[data-code="${CSS.escape(focused)}"]`)?.focus();
  }

  /** A doubt about the whole document is settled where its fields stand. */
  wholeItem(doubt) {
    const sentence = make(
      "p",
      "",
      {},
      icon("circle-question-mark"),
      make("span", "", { textContent: doubtSentence(doubt) }),
    );
    const go = this.review.mayEdit
      ? make("a", "", { href: this.review.addresses.head, textContent: t("to_fields") })
      : "";
    return make("li", "kinds__item", {}, sentence, make("p", "small quiet", { textContent: t("whole_document") }), go);
  }

  item({ code, count, doubt }) {
    const { review } = this;
    const go = button(t("go_through"), {
      run: () => {
        review.doubtKind = code;
        if (!review.panels.isWide) review.panels.show("draft");
        commands.toDoubt(review, 1);
      },
    });
    go.dataset.code = code;
    const buttons = make("div", "row", {}, go);
    if (review.mayEdit)
      buttons.append(
        button(t("all_right"), {
          css: "button button--quiet button--small",
          run: () => commands.looksRightEverywhere(review, code),
        }),
      );
    return make(
      "li",
      "kinds__item",
      {},
      make(
        "p",
        "",
        {},
        icon("circle-question-mark"),
        make("span", "", { textContent: doubtSentence({ ...doubt, text: "" }) || doubt.text }),
      ),
      make("p", "small quiet", { textContent: tn("in_rows", count) }),
      buttons,
    );
  }
}
