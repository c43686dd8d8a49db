// A file input in a box with data-drop also takes a dropped file and shows its name and size.
const zone = (event) => event.target.closest?.("[data-drop]");
for (const lead of document.querySelectorAll("[data-drop-lead]")) lead.hidden = false;

function size(bytes) {
  const units = [["megabyte", 1e6], ["kilobyte", 1e3], ["byte", 1]];
  const [unit, one] = units.find(([, limit]) => bytes >= limit) ?? units[2];
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: one === 1e6 ? 1 : 0 };
  return new Intl.NumberFormat(document.documentElement.lang || "en", options).format(bytes / one);
}

document.addEventListener("dragover", (event) => {
  const box = zone(event);
  if (!box || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  box.dataset.over = "";
});

document.addEventListener("dragleave", (event) => {
  const box = zone(event);
  if (box && !box.contains(event.relatedTarget)) delete box.dataset.over;
});

document.addEventListener("drop", (event) => {
  const box = zone(event);
  if (!box) return;
  event.preventDefault();
  delete box.dataset.over;
  const input = box.querySelector("input[type=file]");
  const dropped = [...event.dataTransfer.files];
  if (!dropped.length) return;
  const files = new DataTransfer();
  for (const file of input.multiple ? dropped : dropped.slice(0, 1)) files.items.add(file);
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("change", (event) => {
  const name = event.target.type === "file" && zone(event)?.querySelector("[data-drop-name]");
  if (name) name.textContent = [...event.target.files].map((file) => `${file.name} (${size(file.size)})`).join(", ");
});
