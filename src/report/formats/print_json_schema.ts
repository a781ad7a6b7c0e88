import { jsonSchema } from "./json_schema.ts";

// docs/report.schema.json is this, laid out by oxfmt.
process.stdout.write(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
