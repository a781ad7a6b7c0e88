import { join } from "node:path";
import { z } from "zod";

const committed: unknown = await Bun.file(join(import.meta.dir, "../../../docs/report.schema.json")).json();
const schema = z.fromJSONSchema(z.looseObject({}).parse(committed));

/** What of a report as JSON is not as docs/report.schema.json says. */
export function jsonFaults(text: string): string[] {
  try {
    const { error } = schema.safeParse(JSON.parse(text));
    return (error?.issues ?? []).map(({ path, message }) => `json: ${path.join(".")}: ${message}`);
  } catch (error) {
    return [`json: it cannot be parsed: ${String(error)}`];
  }
}
