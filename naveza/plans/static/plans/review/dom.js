// Making elements.

/** An element with a class, properties and children; `data` are its data- attributes, names with a hyphen attributes. */
export function make(tag, css = "", values = {}, ...children) {
  const element = document.createElement(tag);
  if (css) element.className = css;
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "data") Object.assign(element.dataset, value);
    else if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const icons = new Map();

/** An icon that the page holds in a <template data-icon="name">. */
export function icon(name) {
  if (!icons.has(name))
    icons.set(name, document.querySelector(`template[data-icon="${name}"]`)?.content.firstElementChild ?? null);
  return icons.get(name)?.cloneNode(true) ?? document.createTextNode("");
}

/** Words for those who hear the page. */
export const hidden = (text) => make("span", "visually-hidden", { textContent: text });

/** A button with a word, perhaps an icon. */
export function button(word, { css = "button button--secondary button--small", sign = "", run, label } = {}) {
  const made = make(
    "button",
    css,
    { type: "button", "aria-label": label },
    ...(sign ? [icon(sign)] : []),
    make("span", "", { textContent: word }),
  );
  if (run) made.addEventListener("click", run);
  return made;
}
