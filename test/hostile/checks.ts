import { soundFolders } from "./bases.ts";
import { csvFaults } from "./checks/csv.ts";
import { untoldOf } from "./checks/expected_problems.ts";
import { htmlFaults } from "./checks/html.ts";
import { pageParts } from "./checks/page_parts.ts";
import { jsonFaults } from "./checks/json.ts";
import { markdownFaults } from "./checks/markdown.ts";
import { untoldProblems } from "./checks/told.ts";
import { ownRows, touchedFaults } from "./checks/untouched.ts";
import { report, type Reported } from "./reported.ts";
import { type HostileTree, secret, writeTree } from "./trees.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** What is said of the sound configurations where there is nothing else. */
async function cleanRows(): Promise<ReadonlyMap<string, readonly string[]>> {
  await using folder = await temporaryFolder();
  const { root } = await writeTree(folder.path, []);
  return ownRows((await report(root)).csv);
}

const clean = await cleanRows();

function secretFaults({ html, md, csv, json }: Reported): string[] {
  return Object.entries({ html, md, csv, json }).flatMap(([kind, text]) =>
    text.includes(secret) ? [`${kind}: it says what lies outside of the results folder`] : [],
  );
}

/** All that is wrong with the reports of a tree; none of good ones. */
export async function faultsOf(reported: Reported): Promise<string[]> {
  const { html, md, csv, json } = reported;
  const page = await pageParts(html);
  return [
    ...(await htmlFaults(page)),
    ...csvFaults(csv),
    ...markdownFaults(md),
    ...jsonFaults(json),
    ...untoldProblems(reported, page),
    ...secretFaults(reported),
    ...touchedFaults(csv, clean, soundFolders),
  ];
}

/** {@link faultsOf} what was made of a tree whose hostile folders are known. */
export async function faultsOfTree({ root, hostile }: HostileTree): Promise<string[]> {
  try {
    const reported = await report(root);
    return [
      ...(await faultsOf(reported)),
      ...hostile.flatMap(({ seed, folder }) =>
        untoldOf(folder, root, reported).map((fault) => `seed ${seed}: ${fault}`),
      ),
    ];
  } catch (error) {
    return [`it crashed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}
