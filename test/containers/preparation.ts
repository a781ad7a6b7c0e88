import { z } from "zod";
import { sharedComposition } from "./composition.ts";

/** What there is to test with, or why there is nothing. */
export const preparation = z.union([
  z.object({ shared: sharedComposition }),
  z.object({ unavailable: z.string() }),
]);

export type Preparation = z.infer<typeof preparation>;

/** By it the processes that test learn of what the one that started them has prepared, as JSON. */
export const preparedVariable = "VCPU_BENCH_TEST_CONTAINERS";
