import { beforeAll, expect, test } from "bun:test";
import type { Ended } from "../debian/execute.ts";
import { countOwnLine } from "../steps.ts";
import { docker } from "./docker.ts";
import { proxySettings, trustSettings } from "./host_trust.ts";
import { composition, describeWithEngine } from "./with_engine.ts";

/** Milliseconds: a bound against hanging, no measure of speed. */
const patience = 60 * 60_000;

const environment = [...trustSettings(), ...proxySettings()].flatMap((setting) => ["-e", setting]);

/** Marks each line as the container's: its counts are not ours. */
function quoted(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, "bare Debian | ").concat("\n");
}

describeWithEngine("README.md's commands on bare Debian with curl", () => {
  let measured: Ended | undefined;
  let tested: Ended | undefined;

  beforeAll(async () => {
    const { client, image } = composition();
    await image("test");
    const run = ["compose", "run", "--rm", "-T", ...environment];
    // Side by side, because neither is about speed.
    [measured, tested] = await Promise.all([
      // Three rounds install and show what ten do.
      docker(client, ...run, "--entrypoint", "./vcpu-bench", "test", "run", "demo", "--rounds", "3"),
      // The others are no different there, and take six minutes more of two CPUs.
      docker(client, ...run, "test", "--quick"),
    ]);
  }, patience);

  test("./vcpu-bench run demo --rounds 3 installs what it needs and measures", () => {
    const { exitCode, stderr = "" } = measured ?? {};
    if (exitCode !== 0) process.stderr.write(quoted(stderr));
    expect(exitCode).toBe(0);
    expect(stderr).toContain("installing sysbench with apt-get");
    expect(stderr).toContain("building the kernels");
    expect(stderr).toMatch(/Measured in .*: results\/no-gpu\/demo/);
    expect(stderr).toContain("Report: results/report.html");
  });

  test("./vcpu-bench test --quick installs what all tests need and passes", () => {
    const { exitCode, stdout = "", stderr = "" } = tested ?? {};
    if (exitCode !== 0) process.stderr.write(quoted(stderr));
    process.stderr.write(quoted(stdout));
    expect(exitCode).toBe(0);
    expect(countOwnLine(stdout)).toMatchObject({ passed: expect.any(Number), failed: 0 });
  });
});
