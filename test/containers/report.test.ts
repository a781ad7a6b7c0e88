import { expect, test } from "bun:test";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { execute } from "../debian/execute.ts";
import { imagesOf, pagesOf } from "../e2e/printed.ts";
import { ownTreeFolder } from "../own_tree.ts";
import { owner, resultsFolder, withResults } from "./composition.ts";
import { docker } from "./docker.ts";
import { notOwnedBy } from "./ownership.ts";
import { composition, describeWithEngine } from "./with_engine.ts";

describeWithEngine("docker compose run report", () => {
  test("writes HTML and PDF for the folder's owner", async () => {
    await using results = await resultsFolder();
    await cp(ownTreeFolder, results.path, { recursive: true });
    await execute(["chown", "-R", `${owner}:${owner}`, results.path]);
    await composition().image("report");
    const client = withResults(composition(), results.path);
    const written = await docker(client, "compose", "run", "--rm", "-T", "report");
    expect(written).toMatchObject({ exitCode: 0 });
    const page = await readFile(join(results.path, "report.html"), "utf8");
    expect(page).toStartWith("<!doctype html>");
    const pdf = join(results.path, "report.pdf");
    const bytes = await readFile(pdf, "latin1");
    expect(bytes).toStartWith("%PDF-");
    expect(bytes.trimEnd()).toEndWith("%%EOF");
    // A chart's own axis and the number at the end of its bar stand nowhere else.
    for (const drawn of ["128 MiB", "1 GiB", "2,106"]) expect(pagesOf(pdf).join("\n")).toContain(drawn);
    expect(imagesOf(pdf)).toEqual([]);
    expect(await notOwnedBy(results.path, owner)).toEqual([]);
  });
});
