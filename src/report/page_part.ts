import type { ReadingProblem, ResultTree } from "../results/configuration.ts";
import { type AnalysedGroup, analysedGroups, type GroupHead } from "./model.ts";
import { type Named, pageNames } from "./model/page_names.ts";
import type { PackedText } from "./packed/embedded.ts";
import { packGroup } from "./packed/pack.ts";
import type { ReportSettings } from "./report_input.ts";

/** A GPU group without its configurations, which are packed. */
export interface PackedHead extends Omit<AnalysedGroup, "group"> {
  readonly group: GroupHead;
  readonly packed: PackedText;
}

/**
 * What stands in a page of some results that were read, whole GPU groups of them: all else of a thousand configurations
 * would not fit into memory. It is plain data, which threads can give each other.
 */
export interface PagePart {
  readonly groups: readonly PackedHead[];
  readonly problems: readonly ReadingProblem[];
}

function packedHead({ group, entries, tools }: AnalysedGroup): PackedHead {
  const { gpu, anchor, size, best, decision, findings, baseline, remarks, members } = group;
  return {
    group: { gpu, anchor, size, best, decision, findings, baseline, remarks },
    entries,
    tools,
    packed: { anchor, json: JSON.stringify(packGroup(members)) },
  };
}

/**
 * Makes parts of a page.
 * @param all the configurations that the page may have, those of the parts among them
 */
export function partMaker(all: readonly Named[], settings: ReportSettings): (read: ResultTree) => PagePart {
  const names = pageNames(all);
  return ({ configurations, problems }) => ({
    groups: analysedGroups(configurations, names, settings).map(packedHead),
    problems,
  });
}
