// The keys of the table. Letters work while a cell has the focus, never while somebody types.
import { addShortcut } from "../../design/js/shortcuts.js";
import * as commands from "./commands.js";
import { t } from "./words.js";

// Keys as the help shows them, and what they do.
const HELP = [
  ["↑ ↓ ← →", "key_arrows"],
  ["Shift ↑ ↓", "key_choose"],
  ["Enter", "key_edit"],
  ["Esc", "key_leave"],
  ["x, Space", "key_tick"],
  ["s, Alt S", "key_split"],
  ["m", "key_merge"],
  ["a, Ins", "key_add"],
  ["Del", "key_delete"],
  ["Alt ↑ ↓", "key_move"],
  ["Alt ← →", "key_level"],
  ["t", "key_turn"],
  ["v", "key_under"],
  ["l", "key_right"],
  ["Ctrl Z", "key_undo"],
  ["Shift F8", "key_former"],
];

const PLAIN = {
  Enter: commands.edit,
  F2: commands.edit,
  x: commands.tick,
  " ": (review) => (review.cursor.columnHere?.kind === "tick" ? commands.tick(review) : commands.edit(review)),
  s: commands.split,
  m: commands.mergeNext,
  a: commands.add,
  Insert: commands.add,
  Delete: commands.remove,
  l: commands.looksRight,
  t: commands.turn,
  v: commands.moveUnder,
  n: (review) => commands.toDoubt(review, 1),
  p: (review) => commands.toDoubt(review, -1),
  u: commands.undo,
  U: commands.redo,
  ArrowDown: ({ cursor }) => cursor.step(1),
  ArrowUp: ({ cursor }) => cursor.step(-1),
  ArrowRight: ({ cursor }) => cursor.sideways(1),
  ArrowLeft: ({ cursor }) => cursor.sideways(-1),
  PageDown: ({ cursor }) => cursor.page(1),
  PageUp: ({ cursor }) => cursor.page(-1),
  Home: ({ cursor }) => cursor.end(-1),
  End: ({ cursor }) => cursor.end(1),
};
const WITH_SHIFT = {
  ArrowDown: ({ cursor }) => cursor.step(1, { extend: true }),
  ArrowUp: ({ cursor }) => cursor.step(-1, { extend: true }),
};
const WITH_ALT = {
  ArrowUp: (review) => commands.move(review, -1),
  ArrowDown: (review) => commands.move(review, 1),
  ArrowLeft: (review) => commands.level(review, -1),
  ArrowRight: (review) => commands.level(review, 1),
  s: commands.split,
};
const WITH_CONTROL = {
  Home: ({ cursor }) => cursor.first(),
  End: ({ cursor }) => cursor.last(),
};

function commandOf(event) {
  if (event.altKey) return WITH_ALT[event.key] ?? WITH_ALT[event.key.toLowerCase()];
  if (event.ctrlKey || event.metaKey) return WITH_CONTROL[event.key];
  return (event.shiftKey && WITH_SHIFT[event.key]) || PLAIN[event.key];
}

const isField = (target) => target.matches("input, textarea, select, [contenteditable=true]");

/** Listen to the keys of the table and of the page. */
export function listen(review) {
  review.grid.root.addEventListener("keydown", (event) => {
    if (review.editor.isOpen) {
      review.editor.key(event);
      return;
    }
    if (isField(event.target) || !event.target.closest(".cell")) return;
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    command(review);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "F8") {
      event.preventDefault();
      review.editor.finish();
      commands.toDoubt(review, event.shiftKey ? -1 : 1);
    } else if ((event.ctrlKey || event.metaKey) && !isField(event.target)) {
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) commands.redo(review);
      else commands.undo(review);
    }
  });
  const page = [
    ["n", "key_next", commands.toDoubt, 1],
    ["p", "key_former", commands.toDoubt, -1],
    ["u", "key_undo", commands.undo],
    ["U", "key_redo", commands.redo],
  ];
  for (const [key, name, run, step] of page) addShortcut(key, t(name), () => run(review, step));
  // Only to be listed: with a blank behind it no key has this name.
  for (const [keys, name] of HELP) addShortcut(`${keys} `, t(name), () => {});
}
