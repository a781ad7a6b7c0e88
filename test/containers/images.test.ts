import { expect, test } from "bun:test";
import { z } from "zod";
import packageJson from "../../package.json" with { type: "json" };
import { dockerDone } from "./docker.ts";
import { revision } from "./composition.ts";
import { composition, describeWithEngine } from "./with_engine.ts";

const inspected = z.tuple([
  z.looseObject({
    Config: z.looseObject({
      Entrypoint: z.array(z.string()),
      Labels: z.record(z.string(), z.string()),
      WorkingDir: z.string(),
    }),
  }),
]);

describeWithEngine("Dockerfile.cpu", () => {
  test.each(["bench-cpu", "report", "test"])("is built as it is for %s", async (service) => {
    const { client, image } = composition();
    expect(await dockerDone(client, "image", "inspect", "--format", "{{.Os}}", await image(service))).toBe(
      "linux",
    );
  });

  test.each(["bench-cpu", "report"])("labels the image of %s", async (service) => {
    const { client, image } = composition();
    const [{ Config }] = inspected.parse(
      JSON.parse(await dockerDone(client, "image", "inspect", await image(service))),
    );
    expect(Config.Entrypoint).toEqual(["vcpu-bench"]);
    expect(Config.Labels).toMatchObject({
      "org.opencontainers.image.version": packageJson.version,
      "org.opencontainers.image.revision": revision,
      "org.opencontainers.image.base.name": "debian:bookworm-slim",
    });
  });

  test("leaves Chromium and compilers out of the image that measures", async () => {
    const { client, image, label } = composition();
    const tag = await image("bench-cpu");
    const found = await dockerDone(
      client,
      "run",
      "--rm",
      "--label",
      label,
      "--network",
      "none",
      "--entrypoint",
      "find",
      tag,
      "/usr/bin",
      "/usr/lib",
      "(",
      "-name",
      "chrom*",
      "-o",
      "-name",
      "cc1*",
      ")",
      "-type",
      "f",
    );
    expect(found).toBe("");
  });
});

describeWithEngine("compose.yaml", () => {
  test("is understood by compose with all its services", () => {
    const { services } = composition();
    expect(Object.keys(services).toSorted()).toEqual([
      "bench-cpu",
      "bench-cuda",
      "bench-rocm",
      "report",
      "test",
    ]);
    expect(services["bench-cuda"]).toMatchObject({
      deploy: { resources: { reservations: { devices: [{ driver: "nvidia", capabilities: ["gpu"] }] } } },
    });
    expect(services["bench-rocm"]).toMatchObject({
      devices: [{ source: "/dev/kfd" }, { source: "/dev/dri" }],
    });
  });
});
