import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markdownTable } from "../../src/report/formats/markdown_text.ts";

/** A table with a row for each number of configurations, each made in a folder that is there only meanwhile. */
export async function tableByCount(
  columns: readonly string[],
  counts: readonly number[],
  rowOf: (configurations: number, folder: string) => Promise<readonly string[]>,
): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const count of counts) {
    const folder = await mkdtemp(join(tmpdir(), "vcpu-bench-report-"));
    try {
      rows.push(await rowOf(count, folder));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return markdownTable(
    columns.map((label) => ({ label, align: "right" })),
    rows,
  );
}
