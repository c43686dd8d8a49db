// The buttons over the table do what the keys do, for the mouse and for touch.
import * as commands from "./commands.js";

const DO = {
  edit: commands.edit,
  tick: commands.tick,
  split: commands.split,
  merge: commands.mergeNext,
  add: commands.add,
  delete: commands.remove,
  up: (review) => commands.move(review, -1),
  down: (review) => commands.move(review, 1),
  raise: (review) => commands.level(review, -1),
  lower: (review) => commands.level(review, 1),
  turn: commands.turn,
  under: commands.moveUnder,
  undo: commands.undo,
  redo: commands.redo,
  next: (review) => commands.toDoubt(review, 1),
  former: (review) => commands.toDoubt(review, -1),
};

/** Listen to the buttons, and to the mouse and fingers in the table. */
export function listen(review) {
  document.addEventListener("pointerdown", (event) => {
    // A button over the table must not take the focus from the text that it works on.
    if (event.target.closest("[data-do]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-do]");
    if (!tool) return;
    tool.closest("details")?.removeAttribute("open");
    DO[tool.dataset.do](review, event);
  });
  const { root } = review.grid;
  let before = null;
  root.addEventListener("pointerdown", (event) => {
    before = review.cursor.current;
    const cell = event.target.closest(".cell");
    if (cell && event.shiftKey && !cell.hasAttribute("data-editing")) event.preventDefault();
  });
  root.addEventListener("click", (event) => {
    const cell = event.target.closest(".cell:not(.cell--head)");
    if (!cell || cell.hasAttribute("data-editing") || String(getSelection())) return;
    const again = cell === before;
    review.cursor.focus(cell, { extend: event.shiftKey });
    if (event.shiftKey) return;
    if (cell.classList.contains("cell--tick")) commands.tick(review);
    else if (again) commands.edit(review);
  });
  root.addEventListener("dblclick", (event) => {
    const cell = event.target.closest(".cell--text, .cell--number, .cell--band");
    if (cell && !cell.hasAttribute("data-editing")) commands.edit(review);
  });
}
