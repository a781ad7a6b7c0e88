import { z } from "zod";

/** What the older suite's metadata.json says that is of use beside its raw files. */
export interface OlderMetadata {
  readonly config: string | null;
  /** ISO time, with or without a zone as it was written. */
  readonly startedAt: string | null;
  /** In lower case, e.g. `amd`. */
  readonly gpuVendor: string | null;
}

/** What is known of a folder without the file. */
export const noOlderMetadata: OlderMetadata = { config: null, startedAt: null, gpuVendor: null };

const schema = z.object({
  config: z.string().nullish(),
  timestamp: z.string().nullish(),
  gpu_vendor: z.string().nullish(),
});

const isoTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** What metadata.json says; nothing, and why, when the text is not such a file. */
export function parseOlderMetadata(text: string): {
  readonly metadata: OlderMetadata;
  readonly problem: string | null;
} {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { metadata: noOlderMetadata, problem: "it is not JSON, or not all of it" };
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined ? "" : `: ${[...issue.path, issue.message].join(": ")}`;
    return { metadata: noOlderMetadata, problem: `it is not what the older suite writes${where}` };
  }
  const { config, timestamp, gpu_vendor: gpuVendor } = parsed.data;
  return {
    metadata: {
      config: config ?? null,
      startedAt: timestamp != null && isoTime.test(timestamp) ? timestamp.replace(" ", "T") : null,
      gpuVendor: gpuVendor?.toLowerCase() ?? null,
    },
    problem: null,
  };
}
