import { compositionOf } from "./composition.ts";
import { preparedVariable, preparation } from "./preparation.ts";
import { prepare } from "./with_engine.ts";

// Before the files of tests, which are skipped or not by what is found here.
const told = process.env[preparedVariable];
if (told === undefined) throw new Error("these tests are run by ./vcpu-bench test --containers");
const prepared = preparation.parse(JSON.parse(told));
prepare("shared" in prepared ? { composition: compositionOf(prepared.shared) } : prepared);
