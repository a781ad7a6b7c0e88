import { z } from "zod";
import type { Connection } from "./found_gpus.ts";
import { kernelAddress } from "./pci_address.ts";

/** What amd-smi or rocm-smi says of one GPU; the kernel says the rest more reliably. */
export interface AmdRecord {
  readonly number: number;
  readonly address: string;
  /** Null where the tool knows only a device id. */
  readonly name: string | null;
  readonly driver: string | null;
  readonly ecc: boolean | null;
}

const text = z.string().nullish().catch(null);

const staticRecord = z.object({
  gpu: z.number().int().nonnegative(),
  bus: z.object({ bdf: z.string() }),
  asic: z.object({ market_name: text }).nullish().catch(null),
  board: z.object({ product_name: text }).nullish().catch(null),
  driver: z.object({ version: text, driver_version: text }).nullish().catch(null),
  ras: z
    .object({ ecc_block_state: z.record(z.string(), z.string()).nullish().catch(null) })
    .nullish()
    .catch(null),
});

const topologyRecord = z.object({
  gpu: z.number().int().nonnegative(),
  links: z.array(z.object({ gpu: z.number().int().nonnegative(), link_type: text })),
});

/** Reads what `amd-smi static --json` prints; entries that are not of a GPU are left out. */
export function readAmdSmiStatic(stdout: string): AmdRecord[] {
  return entries(stdout).flatMap((entry) => {
    const { data } = staticRecord.safeParse(entry);
    const address = kernelAddress(data?.bus.bdf ?? "");
    if (data === undefined || address === null) return [];
    const { gpu, asic, board, driver, ras } = data;
    return [
      {
        number: gpu,
        address,
        name: modelName(asic?.market_name) ?? modelName(board?.product_name),
        driver: said(driver?.version) ?? said(driver?.driver_version),
        ecc: isEnabled(ras?.ecc_block_state?.["UMC"]),
      },
    ];
  });
}

/** Reads what `amd-smi topology --json` prints, each two GPUs once. */
export function readAmdSmiTopology(stdout: string): Connection[] {
  return entries(stdout).flatMap((entry) => {
    const { data } = topologyRecord.safeParse(entry);
    return (data?.links ?? []).flatMap(({ gpu: to, link_type: type }) => {
      const link = said(type);
      return data === undefined || link === null || data.gpu >= to ? [] : [{ from: data.gpu, to, link }];
    });
  });
}

const card = z.record(z.string(), z.unknown());

/** Reads what `rocm-smi --json` prints of its cards. Its keys changed their case between versions. */
export function readRocmSmiCards(stdout: string): AmdRecord[] {
  const cards = rocmSmiSections(stdout);
  const driver = said(cards.get("system")?.get("driver version"));
  return Array.from(cards).flatMap(([name, fields]) => {
    const [, number] = /^card(\d+)$/.exec(name) ?? [];
    const address = kernelAddress(fields.get("pci bus") ?? "");
    if (number === undefined || address === null) return [];
    return [
      { number: Number(number), address, name: modelName(fields.get("card series")), driver, ecc: null },
    ];
  });
}

/** Reads the links between cards from what `rocm-smi --showtopotype --json` prints. */
export function readRocmSmiTopology(stdout: string): Connection[] {
  const system = rocmSmiSections(stdout).get("system") ?? new Map<string, string>();
  return Array.from(system).flatMap(([key, value]) => {
    const match = /^\(topology\) link type between drm devices (\d+) and (\d+)$/.exec(key);
    const link = said(value);
    return match === null || link === null ? [] : [{ from: Number(match[1]), to: Number(match[2]), link }];
  });
}

/** Fields by their names in small letters, by section. */
function rocmSmiSections(stdout: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const { data: sections } = card.safeParse(parsed(stdout));
  return new Map(
    Object.entries(sections ?? {}).map(([name, section]) => {
      const { data: fields } = card.safeParse(section);
      const texts = Object.entries(fields ?? {}).map(
        ([key, value]) => [key.toLowerCase(), typeof value === "string" ? value.trim() : ""] as const,
      );
      return [name, new Map(texts)] as const;
    }),
  );
}

const wrapped = z.object({ gpu_data: z.array(z.unknown()) });

/** ROCm 6 prints a list, ROCm 7 wraps it. */
function entries(stdout: string): readonly unknown[] {
  const value = parsed(stdout);
  return Array.isArray(value) ? value : (wrapped.safeParse(value).data?.gpu_data ?? []);
}

/** The tools print warnings, e.g. on missing groups, before the JSON. */
function parsed(stdout: string): unknown {
  const start = stdout.search(/^[[{]/m);
  try {
    return start < 0 ? null : JSON.parse(stdout.slice(start));
  } catch {
    return null;
  }
}

/** A text that fits into a sentence; null for what stands where there is none. */
function said(value: string | null | undefined): string | null {
  if (value === undefined || value === null || value === "N/A" || value === "UNKNOWN") return null;
  return /^\P{C}{1,100}$/u.test(value) ? value : null;
}

/** A name that a person knows: not `0x75a0`, by which older tools call what their lists lack. */
function modelName(value: string | null | undefined): string | null {
  const name = said(value?.trim());
  return name === null || /^0x[0-9a-f]+$/i.test(name) ? null : name;
}

function isEnabled(state: string | undefined): boolean | null {
  if (state === "ENABLED") return true;
  return state === "DISABLED" ? false : null;
}
