// Where in the document the thing under the cursor stands. Pure.

const OTHER_NAMES = {
  path: ["path", "goal", "chapter"],
  activities: ["activities", "activity"],
  expected_results: ["expected_results", "results"],
  institutions: ["institutions", "lead", "responsible"],
  periods: ["periods", "period"],
};

/** The places of a field of a row, else those of its activity, so that something is always shown. */
export function placesOf(content, field, depth = null) {
  const sources = content.sources ?? {};
  if (depth !== null) {
    const own = sources[`path.${depth}`] ?? sources.path ?? sources.goal;
    return Array.isArray(own) && own.length > depth && own.length === content.path.length ? [own[depth]] : (own ?? []);
  }
  for (const name of OTHER_NAMES[field] ?? [field]) if (sources[name]?.length) return sources[name];
  return sources.activities ?? sources.activity ?? Object.values(sources).find((places) => places.length) ?? [];
}

/** A place in words for those who cannot see the mark: {key, values} of a text. */
export function placeWords(place) {
  if (!place) return null;
  if ("page" in place) return { key: "place_page", values: { page: place.page } };
  if ("table" in place)
    return { key: "place_cell", values: { table: place.table + 1, row: place.row + 1, column: place.column + 1 } };
  if ("sheet" in place) return { key: "place_sheet", values: { sheet: place.sheet, cell: place.cell } };
  if ("line" in place) return { key: "place_line", values: { line: place.line } };
  return { key: "place_paragraph", values: { paragraph: (place.paragraph ?? 0) + 1 } };
}
