import { expect, test } from "bun:test";
import { renderReports } from "../../src/report/index.ts";
import { bareConfiguration, fakeCatalogue } from "./fake_catalogue.ts";

test("each report leads to the configurations' folders from where it lies itself", async () => {
  const configuration = bareConfiguration({ samples: [], directory: "results/a-gpu/a" });
  const made = await renderReports(
    [
      { file: "results/report.json", kind: "json" },
      { file: "elsewhere/x/report.json", kind: "json" },
    ],
    { configurations: [configuration], problems: [] },
    { catalogue: fakeCatalogue, baseline: null, version: "9.9.9", generatedAt: new Date(0) },
    new AbortController().signal,
  );
  expect(made?.map(({ content }) => JSON.parse(String(content)).configurations[0].folder)).toEqual([
    "a-gpu/a/",
    "../../results/a-gpu/a/",
  ]);
});
