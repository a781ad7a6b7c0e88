import { beforeAll, expect, test } from "bun:test";
import type { Ended } from "../debian/execute.ts";
import { countOwnLine } from "../steps.ts";
import { docker } from "./docker.ts";
import { proxySettings, trustSettings } from "./host_trust.ts";
import { composition, describeWithEngine } from "./with_engine.ts";

/** Milliseconds: a bound against hanging, no measure of speed. */
const patience = 30 * 60_000;

const environment = [...trustSettings(), ...proxySettings()].flatMap((setting) => ["-e", setting]);

describeWithEngine("README.md's commands on bare Debian with npm", () => {
  let measured: Ended | undefined;
  let tested: Ended | undefined;

  beforeAll(async () => {
    const { client, image } = composition();
    await image("test");
    const run = ["compose", "run", "--rm", "-T", ...environment];
    // Side by side, because neither is about speed.
    [measured, tested] = await Promise.all([
      docker(client, ...run, "--entrypoint", "./vcpu-bench", "test", "run", "demo"),
      docker(client, ...run, "test"),
    ]);
  }, patience);

  test("./vcpu-bench run demo installs what it needs and measures", () => {
    expect(measured).toMatchObject({ exitCode: 0 });
    expect(measured?.stderr).toContain("installing sysbench with apt-get");
    expect(measured?.stderr).toContain("building the kernels");
    expect(measured?.stderr).toMatch(/Measured in .*: results\/no-gpu\/demo/);
    expect(measured?.stderr).toContain("Report: results/report.html");
  });

  test("./vcpu-bench test installs what it needs and passes", () => {
    const lines = tested?.stdout.trimEnd().split("\n") ?? [];
    process.stderr.write(`on bare Debian: ${lines.at(-1)}\n`);
    if (tested?.exitCode !== 0) process.stderr.write(`${tested?.stderr}\n`);
    expect(tested).toMatchObject({ exitCode: 0 });
    expect(countOwnLine(tested?.stdout ?? "")).toMatchObject({ passed: expect.any(Number), failed: 0 });
  });
});
