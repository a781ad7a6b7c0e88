import { expect, test } from "bun:test";
import { openFolds } from "../report/page/open_folds.ts";
import { openPage } from "../report/page/opened_page.ts";
import { elementFaults } from "./checks/elements.ts";
import { report } from "./reported.ts";
import { writeSeededTree } from "./trees.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** What the page's script adds to what its markup may have: the drawings and the controls of the table on top. */
const added =
  /^(<(canvas|datalist|option|label|select)> is no element|<[a-z]+> has the attribute "(style|width|height|open|value|list|spellcheck)")/;

test.each([301, 401])(
  "the page's own script shows hostile folders from seed %d on, and makes nothing of theirs",
  async (first) => {
    await using folder = await temporaryFolder();
    const seeds = Array.from({ length: 20 }, (_, i) => first + i);
    const { root } = await writeSeededTree(folder.path, seeds);
    const { html } = await report(root);
    const page = await openPage(html);
    openFolds(page);
    const { document } = page.window;
    const faults = Array.from(document.querySelectorAll("*")).flatMap((element) =>
      elementFaults(
        element.tagName.toLowerCase(),
        Array.from(element.attributes, ({ name, value }) => [name.toLowerCase(), value ?? ""] as const),
      ),
    );
    expect(new Set(faults.filter((fault) => !added.test(fault)))).toEqual(new Set());
    expect(page.logged).toEqual([]);
    // Groups that were filled, or there was nothing to look at.
    expect(document.querySelectorAll("details.configuration").length).toBeGreaterThan(10);
    await page.close();
  },
  60_000,
);
