import { inflated, wholePage } from "./embedded_data.ts";
import { rowsOf, type SummaryRow } from "./summary_rows.ts";
import { nameTableRoles } from "./table_roles.ts";
import { idle } from "./when_idle.ts";

/** The rows of the table on top that do not stand in it when the page is opened. */
export async function laterRows(): Promise<SummaryRow[]> {
  await wholePage();
  const rows: SummaryRow[] = [];
  for (const element of document.querySelectorAll(".later-rows")) {
    await idle();
    const body = document.createElement("tbody");
    body.innerHTML = await inflated(element);
    nameTableRoles(body);
    rows.push(...rowsOf(body));
  }
  return rows;
}
