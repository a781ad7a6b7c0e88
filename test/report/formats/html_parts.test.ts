import { expect, test } from "bun:test";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { renderHtml, renderParts } from "../../../src/report/formats/html.ts";
import { type PagePart, partMaker } from "../../../src/report/page_part.ts";
import type { ResultTree } from "../../../src/results/configuration.ts";
import { inNaturalOrder } from "../../../src/results/natural_order.ts";
import { madeUpTree } from "../made_up_tree.ts";

const settings = { catalogue, baseline: null, version: "9.9.9", generatedAt: new Date(0) };
const problems = [{ path: "results/a/b", because: "it is gone" }];
const tree: ResultTree = { ...madeUpTree(), problems };

/** The groups of the tree as reading gives them: what cannot be read has a part without configurations. */
async function* parts(): AsyncGenerator<PagePart> {
  const partOf = partMaker(tree.configurations, settings);
  const groups = Map.groupBy(inNaturalOrder(tree.configurations), ({ gpu }) => gpu);
  for (const configurations of groups.values()) {
    yield partOf({ configurations: [], problems: [] });
    yield partOf({ configurations, problems: [] });
  }
  yield partOf({ configurations: [], problems });
}

test("a page of groups that come one after the other is that of the whole tree", async () => {
  expect(await renderParts({ names: tree.configurations, parts: parts() }, settings)).toBe(
    await renderHtml({ ...settings, tree }),
  );
});
