import type { ReadingProblem, ResultTree } from "../results/configuration.ts";
import { type AnalysedGroup, analysedGroups, type GroupHead } from "./model.ts";
import { type Named, pageNames } from "./model/page_names.ts";
import { embeddedGroup, isDeflatedFor } from "./packed/embedded.ts";
import { packGroup } from "./packed/pack.ts";
import type { ReportSettings } from "./report_input.ts";

/** A GPU group without its configurations. */
export interface PackedHead extends Omit<AnalysedGroup, "group"> {
  readonly group: GroupHead;
  /** The element of the page that has them, as HTML. */
  readonly packed: string;
}

/**
 * What stands in a page of some results that were read, whole GPU groups of them: all else of a thousand configurations
 * would not fit into memory. It is plain data, which threads can give each other.
 */
export interface PagePart {
  readonly groups: readonly PackedHead[];
  readonly problems: readonly ReadingProblem[];
}

function packedHead({ group, entries, tools }: AnalysedGroup, isDeflated: boolean): PackedHead {
  const { gpu, anchor, size, best, decision, findings, baseline, remarks, members } = group;
  return {
    group: { gpu, anchor, size, best, decision, findings, baseline, remarks },
    entries,
    tools,
    packed: embeddedGroup({ anchor, json: JSON.stringify(packGroup(members)) }, isDeflated).text,
  };
}

/**
 * Makes parts of a page.
 * @param all the configurations that the page may have, those of the parts among them
 * @param isDeflated whether data of groups is there for the page's script only
 */
export function partMaker(
  all: readonly Named[],
  settings: ReportSettings,
  isDeflated = isDeflatedFor(all.length),
): (read: ResultTree) => PagePart {
  const names = pageNames(all);
  return ({ configurations, problems }) => ({
    groups: analysedGroups(configurations, names, settings).map((group) => packedHead(group, isDeflated)),
    problems,
  });
}
