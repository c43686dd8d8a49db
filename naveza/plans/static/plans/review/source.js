// The document beside the draft: the passage of the current cell is marked and comes into view.
import { make } from "./dom.js";
import { part } from "./server.js";
import { t } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const MARK = "passage";
const PIXELS = 1.5; // of a page's picture for one point
const READABLE = 780; // pixels that a page of a PDF needs to be read

/** How the document pane names a place: `t0.3.1` a cell, `p4` a paragraph, `sSheet!B7` a cell of a workbook. */
export function anchorOf(place) {
  if ("table" in place) return `t${place.table}.${place.row}.${place.column}`;
  if ("sheet" in place) return `s${place.sheet}!${place.cell}`;
  if ("paragraph" in place) return `p${place.paragraph}`;
  return "";
}

export class Source {
  constructor(root, address) {
    Object.assign(this, { root, address, marked: [], loading: null, ready: false });
    this.exact = typeof Highlight !== "undefined" && CSS.highlights ? new Highlight() : null;
    if (this.exact) CSS.highlights.set(MARK, this.exact);
  }

  load() {
    this.loading ??= part(this.address)
      .then((html) => {
        this.root.innerHTML = html;
        this.ready = true;
        this.texts = [...this.root.querySelectorAll("[data-start]")];
        this.anchors = new Map(
          [...this.root.querySelectorAll("[data-at]")].map((element) => [element.dataset.at, element]),
        );
        this.fitPages();
        if (this.last) this.mark(this.last);
      })
      .catch(() => {
        this.loading = null;
        this.root.replaceChildren(make("p", "quiet", { textContent: t("source_failed") }));
      });
    return this.loading;
  }

  /** Pages of a PDF: as wide as needed to be read; boxes are in points, which a picture tells once it is there. */
  fitPages() {
    const pictures = [...this.root.querySelectorAll(".source__page img")];
    if (!pictures.length) return;
    this.zoom(Math.max(1, READABLE / this.root.clientWidth));
    for (const picture of pictures) {
      const fit = () => {
        const [width, height] = [picture.naturalWidth / PIXELS, picture.naturalHeight / PIXELS];
        picture.nextElementSibling.setAttribute("viewBox", `0 0 ${width} ${height}`);
        Object.assign(picture, { width, height });
        if (this.marked.some(({ element }) => picture.nextElementSibling.contains(element)))
          this.bringIntoView(this.marked[0].element);
      };
      if (picture.complete && picture.naturalWidth) fit();
      else picture.addEventListener("load", fit, { once: true });
    }
    this.onPages?.();
  }

  /** Show pages larger or smaller; 1 is as wide as the pane. */
  zoom(factor) {
    this.factor = Math.min(4, Math.max(0.5, factor));
    this.root.style.setProperty("--zoom", String(this.factor));
    if (this.marked.length) this.bringIntoView(this.marked[0].element);
  }

  /** Mark places (of plan-json) and show the first. Later than now, so that the key that asked is painted first. */
  show(places) {
    this.last = places;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ready && this.mark(places), 60);
  }

  clear() {
    for (const { element, undo } of this.marked) undo(element);
    this.marked = [];
    this.exact?.clear();
  }

  mark(places) {
    this.clear();
    const found = places.flatMap((place) => this.find(place));
    const [first] = found;
    if (!first || this.root.closest("[hidden]")) return;
    this.bringIntoView(first);
  }

  /** Into the middle of the pane, without moving the page around it. */
  bringIntoView(element) {
    const { root } = this;
    if (getComputedStyle(root).overflowY === "visible") {
      element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      return;
    }
    // Twice: what comes near the screen is laid out only now, and may be taller than was thought.
    for (let times = 0; times < 2; times += 1) {
      const [pane, box] = [root.getBoundingClientRect(), element.getBoundingClientRect()];
      const seen = box.top >= pane.top + 8 && box.bottom <= pane.bottom - 8;
      if (!seen) root.scrollTop += box.top - pane.top - Math.max(8, (pane.height - box.height) / 2);
      const beside = box.left < pane.left + 8 || box.right > pane.right - 8;
      if (beside) root.scrollLeft += box.left - pane.left - Math.max(8, (pane.width - box.width) / 2);
    }
  }

  find(place) {
    if ("page" in place) return this.box(place);
    if ("line" in place) return this.passage(place);
    const element = this.anchors.get(anchorOf(place));
    if (!element) return [];
    const paragraph =
      "table" in place && place.paragraph !== undefined ? element.querySelector(`[data-p="${place.paragraph}"]`) : null;
    return [this.set(paragraph ?? element)];
  }

  set(element) {
    element.setAttribute("data-marked", "");
    this.marked.push({ element, undo: (its) => its.removeAttribute("data-marked") });
    return element;
  }

  /** A box on a page of a PDF. */
  box({ page, bbox: [left, top, right, bottom] }) {
    const overlay = this.root.querySelector(`svg[data-page="${page}"]`);
    if (!overlay) return [];
    const rectangle = document.createElementNS(SVG, "rect");
    const values = {
      x: left - 2,
      y: top - 2,
      width: right - left + 4,
      height: bottom - top + 4,
      rx: 2,
      class: "source__box",
    };
    for (const [name, value] of Object.entries(values)) rectangle.setAttribute(name, String(value));
    overlay.append(rectangle);
    this.marked.push({ element: rectangle, undo: (its) => its.remove() });
    return [rectangle];
  }

  /** Characters of a text document: marked exactly where the browser can, else the lines that they stand in. */
  passage({ start, end }) {
    const lines = this.texts.filter((line) => Number(line.dataset.start) < end && Number(line.dataset.end) > start);
    for (const line of lines) {
      const node = line.firstChild;
      const from = Math.max(0, start - Number(line.dataset.start));
      const to = Math.min(node?.length ?? 0, end - Number(line.dataset.start));
      if (
        this.exact &&
        node?.nodeType === Node.TEXT_NODE &&
        node.length === Number(line.dataset.end) - Number(line.dataset.start)
      ) {
        const range = new Range();
        range.setStart(node, from);
        range.setEnd(node, Math.max(from, to));
        this.exact.add(range);
      } else this.set(line);
    }
    return lines;
  }
}
