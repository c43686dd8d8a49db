// Whether what was done is on the server: sent, on its way, kept here, or waiting for a person.
import { icon } from "./dom.js";
import { t, tn } from "./words.js";

const SIGNS = { sent: "check", sending: "cloud-upload", kept: "hard-drive", out: "log-in", look: "hand" };

export class Badge {
  constructor(root) {
    this.root = root;
    this.sign = root.querySelector("[data-badge-sign]");
    this.text = root.querySelector("[data-badge-text]");
    this.state = "sent";
  }

  /** A change that is on its way for a moment only is not worth a word. */
  show(state, count) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(state, count), state === "sending" ? 400 : 0);
  }

  write(state, count) {
    this.root.dataset.state = state;
    if (state !== this.state || state !== "sending") this.sign.replaceChildren(icon(SIGNS[state]));
    const words = {
      sent: t("badge_sent"),
      sending: t("badge_sending"),
      kept: tn("badge_kept", count),
      out: t("badge_out"),
      look: t("badge_look"),
    };
    if (this.text.textContent !== words[state]) this.text.textContent = words[state];
    this.state = state;
  }
}
