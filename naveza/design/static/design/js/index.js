// Everything the pages do on top of plain forms and links. Each module listens on the document and finds its own
// data- hooks, so that parts of a page that arrive later work too.
import "./autosave-hint.js";
import "./copy-link.js";
import "./dialog.js";
import "./drop-zone.js";
import "./error-summary.js";
import "./menu.js";
import "./once.js";
import "./shortcuts.js";
import "./split-view.js";
import "./table-row-link.js";
import "./theme-switch.js";
import "./toast.js";
