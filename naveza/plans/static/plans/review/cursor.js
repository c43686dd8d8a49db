// Where the person is: one cell of the table has the tab stop; arrow keys move it. Shift keeps an anchor, so that
// several rows are chosen at once.

const PAGE = 12;

export class Cursor extends EventTarget {
  constructor(grid) {
    super();
    Object.assign(this, { grid, store: grid.store, current: null, column: 1, anchor: "" });
    const menus = [...document.querySelectorAll("details[data-menu]")];
    grid.root.addEventListener("focusin", (event) => {
      const cell = event.target.closest?.(".cell");
      if (cell && cell !== this.current && !cell.matches(".cell--head")) this.take(cell);
      // Whoever listens further up looks through the whole page for open menus; with 2,000 rows that takes a while.
      if (!menus.some((menu) => menu.open)) event.stopPropagation();
    });
    grid.root.addEventListener("rebuilt", () => this.return());
  }

  /** The row in which the cursor stands, the depth of a title (or null), and the column. */
  get key() {
    return this.current?.closest(".entry")?.dataset.key ?? "";
  }

  get depth() {
    return this.current?.dataset.band === undefined ? null : Number(this.current.dataset.band);
  }

  get columnHere() {
    return this.depth === null ? this.grid.columns[this.column] : null;
  }

  get row() {
    return this.store.rows.get(this.key);
  }

  /** Rows that are chosen: from the anchor to here, at least this one; none on a title. */
  get chosen() {
    if (!this.key || this.depth !== null) return [];
    const keys = this.store.standing().map((row) => row.key);
    const [one, two] = [keys.indexOf(this.anchor || this.key), keys.indexOf(this.key)].sort((a, b) => a - b);
    return keys.slice(one < 0 ? two : one, two + 1);
  }

  take(cell) {
    this.current?.setAttribute("tabindex", "-1");
    this.current?.parentElement?.removeAttribute("data-here");
    this.current = cell;
    cell.setAttribute("tabindex", "0");
    cell.parentElement.setAttribute("data-here", "");
    if (this.depth === null) this.column = Number(cell.dataset.column);
    Object.assign(this, { keyHere: this.key, depthHere: this.depth });
    this.dispatchEvent(new CustomEvent("moved"));
  }

  /** Put the cursor on a cell and show it. */
  focus(cell, { extend = false } = {}) {
    if (!cell) return false;
    const from = this.key;
    this.anchorAt(extend ? this.anchor || from : "");
    cell.focus({ preventScroll: true });
    if (this.current !== cell) this.take(cell);
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (extend) this.markChosen();
    return true;
  }

  anchorAt(key) {
    if (this.anchor === key) return;
    this.anchor = key;
    this.markChosen();
  }

  markChosen() {
    for (const line of this.grid.root.querySelectorAll(".line--row[aria-selected]"))
      line.removeAttribute("aria-selected");
    if (!this.anchor) return;
    for (const key of this.chosen) this.grid.entries.get(key)?.line.setAttribute("aria-selected", "true");
  }

  /** Go to a row, to a column by its number or its field. */
  goTo(key, column = this.column, options) {
    const index = typeof column === "number" ? column : this.grid.columns.findIndex(({ field }) => field === column);
    return this.focus(this.grid.cell(key, Math.max(0, index)), options);
  }

  /** The cell in a line that the cursor would stand on. */
  cellOf(line) {
    return line?.classList.contains("line--band")
      ? line.firstElementChild
      : line?.children[Math.min(this.column, line.children.length - 1)];
  }

  step(direction, options) {
    if (!this.current) return this.first();
    let line = this.current.parentElement;
    do line = this.grid.beside(line, direction);
    while (options?.extend && line?.classList.contains("line--band"));
    return line ? this.focus(this.cellOf(line), options) : false;
  }

  page(direction) {
    if (!this.current) return this.first();
    let line = this.current.parentElement;
    for (let count = 0; count < PAGE; count += 1) line = this.grid.beside(line, direction) ?? line;
    return this.focus(this.cellOf(line));
  }

  sideways(direction) {
    const cell = direction > 0 ? this.current?.nextElementSibling : this.current?.previousElementSibling;
    return cell?.classList.contains("cell") ? this.focus(cell) : false;
  }

  end(direction) {
    const cells = this.current?.parentElement.children;
    return cells ? this.focus(direction > 0 ? cells[cells.length - 1] : cells[0]) : false;
  }

  first() {
    return this.focus(this.cellOf(this.grid.body.querySelector(".line")));
  }

  last() {
    this.grid.finish();
    return this.focus(this.cellOf([...this.grid.body.querySelectorAll(".line")].at(-1)));
  }

  /** After the table was changed under the cursor: the same place, or the nearest there is. */
  return({ focus = false } = {}) {
    const had = focus || this.grid.root.contains(document.activeElement) || document.activeElement === document.body;
    let cell = null;
    const entry = this.grid.entries.get(this.keyHere);
    if (entry) {
      const band =
        this.depthHere === null ? null : entry.element.querySelector(`.line--band[data-band="${this.depthHere}"]`);
      cell = band?.firstElementChild ?? entry.line.children[Math.min(this.column, entry.line.children.length - 1)];
    }
    cell ??= this.cellOf(this.grid.body.querySelector(".line"));
    if (!cell) return;
    if (had) this.focus(cell);
    else this.take(cell);
  }

  /** Make sure that some cell can be reached with the Tab key. */
  settle() {
    const cell = this.cellOf(this.grid.body.querySelector(".line"));
    if (!this.current && cell) this.take(cell);
  }
}
