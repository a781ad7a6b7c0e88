import { describe, expect, test } from "bun:test";
import { describePlan } from "../../src/runner/describe_plan.ts";
import { command, planned, planOf, settings } from "./examples.ts";

const notice = "arrays scaled down";
const plan = planOf(
  [
    planned([command("echo 'a b'", { expectedSeconds: 30 })], { id: "one" }),
    planned(
      [
        command("true", { environment: { OMP_NUM_THREADS: "2", ODD: "a b" }, expectedSeconds: 1 }),
        command("true", { notice, expectedSeconds: 2 }),
      ],
      { id: "two" },
    ),
  ],
  {
    missing: [{ benchmark: "three", because: "numactl is not installed" }],
    skipped: [{ benchmark: "nccl", because: "one GPU" }],
  },
);

describe("describePlan", () => {
  test("says all that would be executed, in order, and how long it takes", () => {
    expect(describePlan(plan)).toBe(
      `# 3 rounds of these commands, profile standard; about 1:39 in all

# one: a shell; about 0:30 a round
/bin/sh -c 'echo '\\''a b'\\'''

# two: a shell; about 0:03 a round
env OMP_NUM_THREADS=2 'ODD=a b' /bin/sh -c true
# arrays scaled down
/bin/sh -c true

# three: cannot be measured: numactl is not installed

# nccl: skipped: one GPU
`,
    );
  });

  test("shows the environment as it will really be", () => {
    const [one] = planned([command("true", { environment: { PRESET: "1" } })]).commands;
    if (one === undefined) throw new Error("there is no command");
    const gpuPlan = planOf([{ ...planned([]), commands: [{ ...one, environment: { REAL: "2" } }] }]);
    expect(describePlan(gpuPlan)).toContain("\nenv REAL=2 /bin/sh -c true\n");
    expect(describePlan(gpuPlan)).not.toContain("PRESET");
  });

  test("is a script that a shell takes", () => {
    const script = describePlan(plan);
    const { stdout, exitCode } = Bun.spawnSync(["sh", "-e", "-c", script]);
    expect({ exitCode, stdout: stdout.toString() }).toEqual({ exitCode: 0, stdout: "a b\n" });
  });

  test("says when it goes on behind these rounds, and for how long at most", () => {
    const until = { ...plan, settings: { ...settings, until: { percent: 1.5, budgetSeconds: 600 } } };
    expect(describePlan(until)).toStartWith(
      "# 3 rounds of these commands, profile standard; about 1:39 in all\n" +
        "# then further rounds of those whose headline figures are not yet within ±1.5 %, at most 10:00 in all\n\n",
    );
  });

  test("says when the budget has no room for more than these rounds", () => {
    const until = { ...plan, settings: { ...settings, until: { percent: 1, budgetSeconds: 90 } } };
    expect(describePlan(until).split("\n")[1]).toBe(
      "# and most likely no further round until ±1 %, since these take the 1:30 of --budget already",
    );
  });

  test("of one round says so", () => {
    const once = { ...plan, settings: { ...settings, rounds: 1, profile: "smoke" as const } };
    expect(describePlan(once)).toStartWith("# 1 round of these commands, profile smoke; about 0:33 in all\n");
  });
});
