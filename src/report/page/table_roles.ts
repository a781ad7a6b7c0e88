const roles = {
  table: "table",
  "thead, tbody": "rowgroup",
  tr: "row",
  "thead th": "columnheader",
  "tbody th": "rowheader",
  td: "cell",
} as const;

/** Says what the parts of a table are. Some browsers forget it of a table that is not laid out as one. */
export function nameTableRoles(place: Element): void {
  for (const [selector, role] of Object.entries(roles))
    for (const element of place.querySelectorAll(selector)) element.setAttribute("role", role);
}
