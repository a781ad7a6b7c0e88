import { expect, test } from "bun:test";
import { buildPage } from "../../src/report/model.ts";
import type { SuiteImage } from "../../src/suite_image.ts";
import { emptyRun } from "../results/example.ts";
import { bareConfiguration, fakeCatalogue } from "./fake_catalogue.ts";

function imageFacts(image: SuiteImage | null): readonly string[] {
  const run = { ...emptyRun, suite: { version: "1.2.3", image } };
  const page = buildPage({
    tree: { configurations: [{ ...bareConfiguration({ samples: [] }), runs: [run] }], problems: [] },
    catalogue: fakeCatalogue,
    baseline: null,
    version: "9.9.9",
    generatedAt: new Date("2026-11-22T19:18:44Z"),
  });
  const facts = page.groups[0]?.members[0]?.details.measuring ?? [];
  return facts.flatMap(({ lines }) => lines).filter((line) => /^(image|vcpu-bench) /.test(line));
}

const unknown = { version: null, revision: null, base: null, baseDigest: null };

test("a run's image is shown with all that it says of itself", () => {
  const image = {
    name: "vcpu-bench:cuda",
    version: "0.1.0",
    revision: "0123456789abcdef0123456789abcdef01234567",
    base: "nvidia/cuda:12.9.2-base-ubuntu24.04",
    baseDigest: "sha256:0",
  };
  expect(imageFacts(image)).toEqual([
    "vcpu-bench 1.2.3",
    "image vcpu-bench:cuda 0.1.0 (0123456789ab) on nvidia/cuda:12.9.2-base-ubuntu24.04@sha256:0",
  ]);
});

test("what an image does not say is not made up", () => {
  expect(imageFacts({ name: "x:y", ...unknown })).toEqual(["vcpu-bench 1.2.3", "image x:y"]);
  expect(imageFacts({ name: "x:y", ...unknown, baseDigest: "sha256:0" })).toEqual([
    "vcpu-bench 1.2.3",
    "image x:y",
  ]);
  expect(imageFacts(null)).toEqual(["vcpu-bench 1.2.3"]);
});
