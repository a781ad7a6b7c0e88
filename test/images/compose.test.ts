import { describe, expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { checkout, imageKinds, readDockerfile } from "./image_files.ts";

const service = z.looseObject({
  image: z.string(),
  build: z.object({
    context: z.literal("."),
    dockerfile: z.string(),
    target: z.string().optional(),
    args: z.array(z.string()),
  }),
});

const composition = z.object({ services: z.record(z.string(), service) });

async function readServices(): Promise<z.infer<typeof composition>["services"]> {
  const text = await readFile(join(checkout, "compose.yaml"), "utf8");
  return composition.parse(Bun.YAML.parse(text)).services;
}

/** Those that a person's results go through. */
const contained = ["bench-cuda", "bench-rocm", "bench-cpu", "report"];

describe("compose.yaml", () => {
  test("has a service for each image, the report and the tests", async () => {
    expect(Object.keys(await readServices()).toSorted()).toEqual([...contained, "test"].toSorted());
  });

  test("builds what the Dockerfiles have, with arguments that they take", async () => {
    for (const { build, image } of Object.values(await readServices())) {
      const kind = imageKinds.find((one) => build.dockerfile === `Dockerfile.${one}`);
      if (kind === undefined) throw new Error(`${image} is built from ${build.dockerfile}`);
      const { buildArguments, stages } = await readDockerfile(kind);
      expect(build.args.filter((name) => !buildArguments.has(name))).toEqual([]);
      if (build.target !== undefined) expect(stages.map(({ name }) => name)).toContain(build.target);
      expect(image).toBe(`vcpu-bench:${build.target ?? kind}`);
    }
  });

  test.each(contained)("gives %s no more than it needs", async (name) => {
    expect((await readServices())[name]).toMatchObject({
      init: true,
      network_mode: "none",
      read_only: true,
      tmpfs: ["/tmp"],
      cap_drop: ["ALL"],
      cap_add: ["SYS_NICE", "SETGID", "SETPCAP", "SETUID", "KILL"],
      security_opt: ["no-new-privileges:true"],
    });
  });

  test("makes nothing privileged, and shares nothing of the host's with it", async () => {
    for (const one of Object.values(await readServices()))
      expect(
        Object.keys(one).filter((key) => ["privileged", "pid", "ipc", "userns_mode", "uts"].includes(key)),
      ).toEqual([]);
  });

  test.each(["bench-cuda", "bench-rocm"])("lets %s pin memory and share it between GPUs", async (name) => {
    expect((await readServices())[name]).toMatchObject({ ulimits: { memlock: -1 }, shm_size: "1gb" });
  });
});
