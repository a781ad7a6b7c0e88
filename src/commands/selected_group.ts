import { relative, sep } from "node:path";
import type { Configuration, ResultTree } from "../results/configuration.ts";
import { UsageError } from "../usage_error.ts";
import { suggestion } from "./strict_arguments.ts";

/** The configurations of a GPU group, and those of them that were named, in that order. */
export interface SelectedGroup {
  readonly gpu: string;
  readonly all: readonly Configuration[];
  readonly named: readonly Configuration[];
}

function namesOf(configurations: readonly Configuration[]): string[] {
  return Array.from(new Set(configurations.map(({ config }) => config)));
}

/** Whether a path is of a configuration's folder: FOLDER/GPU/NAME, or FOLDER/NAME for one outside of the groups. */
function isOf(name: string, path: string, folder: string, gpu: string | undefined): boolean {
  const [first, second, ...more] = relative(folder, path).split(sep);
  if (second === name) return gpu === undefined || first === gpu;
  return first === name && gpu === undefined && more.length === 0;
}

/** Why a configuration that was named cannot be had. */
function unknown(
  name: string,
  among: readonly Configuration[],
  { problems }: ResultTree,
  folder: string,
  gpu: string | undefined,
): UsageError {
  const unreadable = problems.find(({ path }) => isOf(name, path, folder, gpu));
  if (unreadable !== undefined)
    return new UsageError(
      `${name} cannot be compared: ${unreadable.path} is left out: ${unreadable.because}.`,
    );
  const names = namesOf(among);
  const place = gpu === undefined ? folder : `${folder}${sep}${gpu}`;
  const has = names.length > 12 ? `${names.length} configurations` : names.join(", ") || "none";
  return new UsageError(`${place} has no configuration '${name}'${suggestion(name, names)}: it has ${has}.`);
}

/**
 * The group in which all of some names are.
 *
 * @param gpu the group that a person named
 * @throws UsageError when a name is unknown, or the names are in several groups or in none together.
 */
export function selectGroup(
  tree: ResultTree,
  folder: string,
  names: readonly string[],
  gpu: string | undefined,
): SelectedGroup {
  const groups = Map.groupBy(tree.configurations, (configuration) => configuration.gpu);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`compare names ${twice} twice.`);
  if (gpu !== undefined && !groups.has(gpu)) {
    const known = Array.from(groups.keys());
    throw new UsageError(
      `${folder} has no GPU group '${gpu}'${suggestion(gpu, known)}: it has ${known.join(", ") || "none"}.`,
    );
  }
  const searched = Array.from(groups).filter(([group]) => gpu === undefined || group === gpu);
  const everything = searched.flatMap(([, own]) => own);
  for (const name of names)
    if (!everything.some(({ config }) => config === name)) throw unknown(name, everything, tree, folder, gpu);
  const whole = searched.filter(([, own]) =>
    names.every((name) => own.some(({ config }) => config === name)),
  );
  const [only, ...more] = whole;
  if (only === undefined) {
    const where = names.map((name) => {
      const of = searched.filter(([, own]) => own.some(({ config }) => config === name));
      return `${name} is in ${of.map(([group]) => group).join(" and ")}`;
    });
    throw new UsageError(`${where.join(", ")}: only configurations of one GPU group are compared.`);
  }
  if (more.length > 0)
    throw new UsageError(
      `${names.join(" and ")} are in the GPU groups ${whole.map(([group]) => group).join(", ")}: name one with --gpu.`,
    );
  const [group, all] = only;
  const named = names.flatMap((name) => all.find(({ config }) => config === name) ?? []);
  return { gpu: group, all, named };
}
