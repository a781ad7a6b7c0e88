import type { Configuration } from "../../results/configuration.ts";
import type { Run } from "../../results/metadata.ts";
import type { MachineFacts } from "../../machine/facts.ts";
import type { Difference } from "../view/details.ts";
import { gpuTraits } from "./gpu_traits.ts";
import { machineTraits } from "./machine_traits.ts";
import { measuringTraits } from "./measuring_traits.ts";
import type { Trait } from "./trait.ts";

type Traits = ReadonlyMap<string, Trait>;

/** Traits by the machine and the run that have them: a baseline's are asked for by each of its group. */
const known = new WeakMap<MachineFacts, WeakMap<object, Traits>>();
const noRun = {};

function traitsOf(machine: MachineFacts, run: Run | null): Traits {
  const ofMachine = known.get(machine) ?? new WeakMap<object, Traits>();
  known.set(machine, ofMachine);
  const before = ofMachine.get(run ?? noRun);
  if (before !== undefined) return before;
  const all = [
    ...machineTraits(machine),
    ...gpuTraits(machine),
    ...(run === null ? [] : measuringTraits(run)),
  ];
  const traits = new Map(all.map((trait) => [trait.label, trait]));
  ofMachine.set(run ?? noRun, traits);
  return traits;
}

const closeEnough = 0.01;

function isAlike(a: Trait | undefined, b: Trait | undefined): boolean {
  if (a?.size !== undefined && b?.size !== undefined)
    return Math.abs(a.size - b.size) <= closeEnough * Math.max(a.size, b.size);
  const [one, other] = [a?.text ?? b?.missing, b?.text ?? a?.missing];
  return one === undefined || other === undefined || one === other;
}

/** The labels of both, each where it belongs, also where only one has it. */
function labelsOf(base: Traits, own: Traits): string[] {
  const labels = Array.from(base.keys());
  let behind = 0;
  for (const label of own.keys()) {
    if (base.has(label)) behind = labels.indexOf(label, behind) + 1 || behind;
    else {
      labels.splice(behind, 0, label);
      behind += 1;
    }
  }
  return labels;
}

function differing(base: Traits, own: Traits): (Difference & Pick<Trait, "isTelling">)[] {
  const unlike = new Set(labelsOf(base, own).filter((label) => !isAlike(base.get(label), own.get(label))));
  return Array.from(unlike).flatMap((label) => {
    const [a, b] = [base.get(label), own.get(label)];
    const trait = b ?? a;
    if (trait === undefined || trait.under?.some((above) => unlike.has(above)) === true) return [];
    const difference = {
      label,
      baseline: a?.text ?? trait.missing ?? "",
      own: b?.text ?? trait.missing ?? "",
    };
    return trait.isTelling === true ? { ...difference, isTelling: true } : difference;
  });
}

function plain({ label, baseline, own }: Difference): Difference {
  return { label, baseline, own };
}

/** By what the latest run of a configuration differs from that of another; what people set up comes first. */
export interface Differences {
  readonly all: readonly Difference[];
  /** How many of them, from the first on, are what people set up. */
  readonly telling: number;
}

/** Null where the machine of one is not recorded. */
export function differencesOf(baseline: Configuration, own: Configuration): Differences | null {
  if (baseline.machine === null || own.machine === null) return null;
  const [base, latest] = [baseline, own].map(({ runs }) => runs.at(-1) ?? null);
  const all = differing(traitsOf(baseline.machine, base ?? null), traitsOf(own.machine, latest ?? null));
  const telling = all.filter(({ isTelling }) => isTelling === true);
  const others = all.filter(({ isTelling }) => isTelling !== true);
  return { all: [...telling, ...others].map(plain), telling: telling.length };
}

/** By what a run differs from another one of the same configuration. */
export function runDifferences(before: Run, run: Run): Difference[] {
  return differing(traitsOf(before.machine, before), traitsOf(run.machine, run)).map(plain);
}
