import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../usage_error.ts";
import { metadataFile } from "./file_names.ts";
import { metadata, schemaVersion, type Metadata } from "./metadata.ts";
import { cannotWrite } from "./preflight.ts";
import { unchanged } from "./unchanged.ts";
import { codeOf, messageOf } from "../caught.ts";

/** What a person wants done with a configuration that exists already. */
export type Mode = "new" | "append" | "resume" | "replace";

/** What lies where a configuration's results are to be. */
export type Existing =
  | { readonly kind: "nothing" }
  | { readonly kind: "ours"; readonly metadata: Metadata }
  /** Results without our metadata, or with metadata that cannot be read, and why. */
  | { readonly kind: "foreign"; readonly because: string };

const isUnchanged = unchanged(metadata);

function isMetadata(json: unknown): json is Metadata {
  return isUnchanged(json);
}

/**
 * What metadata.json says.
 * @throws Error saying in a few words what is wrong with it.
 */
export function metadataFrom(json: unknown): Metadata {
  const schema = json !== null && typeof json === "object" && "schema" in json ? json.schema : undefined;
  if (typeof schema === "number" && schema > schemaVersion)
    throw new Error(
      `it is of schema ${schema}, which a newer vcpu-bench wrote; this one reads up to ${schemaVersion}`,
    );
  if (isMetadata(json)) return json;
  const parsed = metadata.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${issue?.path.join(".") || "it"}: ${issue?.message}`);
}

/** {@link metadataFrom} its text. */
export function parseMetadata(text: string): Metadata {
  return metadataFrom(JSON.parse(text));
}

/** @throws UsageError when the place is taken by something that is not a folder. */
export async function inspectFolder(folder: string): Promise<Existing> {
  const stats = await lstat(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    if (codeOf(error) === "ENOTDIR") throw cannotWrite(folder, error);
    throw new UsageError(`${folder} cannot be looked into: ${messageOf(error)}.`);
  });
  if (stats === null) return { kind: "nothing" };
  if (!stats.isDirectory())
    throw new UsageError(`${folder} is not a folder: move it away or choose another configuration name.`);
  const names = await readdir(folder).catch((error: unknown) => {
    throw new UsageError(`${folder} cannot be looked into: ${messageOf(error)}.`);
  });
  // Hidden ones are what a kill left of files that were being written.
  if (names.every((file) => file.startsWith("."))) return { kind: "nothing" };
  if (!names.includes(metadataFile)) return { kind: "foreign", because: `it has no ${metadataFile}` };
  try {
    return { kind: "ours", metadata: parseMetadata(await readFile(join(folder, metadataFile), "utf8")) };
  } catch (error) {
    return { kind: "foreign", because: `${metadataFile} cannot be read: ${messageOf(error)}` };
  }
}
