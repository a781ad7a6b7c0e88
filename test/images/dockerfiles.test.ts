import { describe, expect, test } from "bun:test";
import { exists, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Label, type Instruction } from "dockerfile-ast";
import packageJson from "../../package.json" with { type: "json" };
import { type BuildContext, buildContext } from "./build_context.ts";
import { aptPackages, copiesOf, lineage, type Stage } from "./dockerfile.ts";
import { checkout, imageKinds, readDockerfile } from "./image_files.ts";

/** Packages of archives that only the image itself has, so that nothing here can tell whether they exist. */
const vendorPackages: readonly RegExp[] = [
  // NVIDIA's, whose names hold the line of CUDA; the demo suite's is a build argument.
  /^(cuda-|libcublas|libnccl)|^"\$\{DEMO_SUITE\}"$/,
  // AMD's, from repo.radeon.com.
  /^amd-smi-lib$/,
];

/** More than any machine has installed: apt then knows of an archive, too. */
const fewestNamesOfAnArchive = 20_000;

function knownPackages(): ReadonlySet<string> {
  if (Bun.which("apt-cache") === null) return new Set();
  return new Set(Bun.spawnSync(["apt-cache", "pkgnames"]).stdout.toString().split("\n"));
}

const known = knownPackages();
const hasArchive = known.size > fewestNamesOfAnArchive;

async function contextOfCheckout(): Promise<BuildContext> {
  return buildContext(await readFile(join(checkout, ".dockerignore"), "utf8"));
}

/** The sources of a build context's copies that no file is there for, or that the engine is not given. */
async function missingSources(stages: readonly Stage[]): Promise<string[]> {
  const isGiven = await contextOfCheckout();
  const sources = stages.flatMap(copiesOf).flatMap((copied) => (copied.from === null ? copied.sources : []));
  const isMissing = async (source: string): Promise<boolean> => {
    if (source === ".") return false;
    const paths = (await exists(join(checkout, source)))
      ? [source]
      : await Array.fromAsync(new Bun.Glob(source).scan({ cwd: checkout }));
    return !paths.some(isGiven);
  };
  const missing = await Promise.all(sources.map(isMissing));
  return sources.filter((_, index) => missing[index] === true);
}

function labelsOf(instructions: readonly Instruction[]): Record<string, string | null> {
  return Object.fromEntries(
    instructions
      .filter((instruction) => instruction instanceof Label)
      .flatMap((label) => label.getProperties())
      .map((property) => [property.getName(), property.getValue()]),
  );
}

function textsOf(instructions: readonly Instruction[], keyword: string): string[] {
  return instructions
    .filter((instruction) => instruction.getKeyword() === keyword)
    .map((instruction) => instruction.getArgumentsContent() ?? "");
}

describe.each([...imageKinds])("Dockerfile.%s", (kind) => {
  test("begins with images that have a tag and take a digest as a build argument", async () => {
    const { baseImages, buildArguments } = await readDockerfile(kind);
    expect(baseImages.length).toBeGreaterThan(0);
    for (const { image, digestArgument } of baseImages) {
      expect(image).toMatch(/^[a-z0-9./-]+:[a-z0-9][\w.-]*$/);
      expect(image).not.toEndWith(":latest");
      expect([...buildArguments]).toContain(digestArgument ?? "a digest");
    }
  });

  test("needs no frontend of its own and nothing that only BuildKit has", async () => {
    const { directives, stages } = await readDockerfile(kind);
    expect(directives).toEqual([]);
    for (const instruction of stages.flatMap(({ instructions }) => instructions)) {
      expect(["ARG", "COPY", "ENTRYPOINT", "ENV", "LABEL", "RUN", "WORKDIR"]).toContain(
        instruction.getKeyword(),
      );
      expect(instruction.getTextContent()).not.toMatch(/<<|--(mount|chmod|link|network|security|parents)\b/);
    }
  });

  test("copies from earlier stages and from files that the engine is given", async () => {
    const { stages } = await readDockerfile(kind);
    for (const [index, stage] of stages.entries())
      for (const { from } of copiesOf(stage))
        if (from !== null) expect(stages.slice(0, index).map(({ name }) => name)).toContain(from);
    expect(await missingSources(stages)).toEqual([]);
  });

  test.skipIf(!hasArchive)(
    `installs packages that apt knows${hasArchive ? "" : " (skipped: apt has no lists here)"}`,
    async () => {
      const { stages } = await readDockerfile(kind);
      const names = aptPackages(stages.flatMap(({ instructions }) => instructions));
      expect(names).toContain("sysbench");
      const unknown = names.filter((name) => !known.has(name));
      expect(unknown.filter((name) => !vendorPackages.some((vendor) => vendor.test(name)))).toEqual([]);
    },
  );

  test("ends with an image that says what it is and hands its arguments to the suite", async () => {
    const { stages } = await readDockerfile(kind);
    const last = lineage(stages);
    expect(labelsOf(last)).toMatchObject({
      "org.opencontainers.image.title": "vcpu-bench",
      "org.opencontainers.image.version": "${VERSION}",
      "org.opencontainers.image.revision": "${REVISION}",
      "org.opencontainers.image.source": expect.stringMatching(/^https:\/\//),
      "org.opencontainers.image.licenses": packageJson.license,
      "org.opencontainers.image.base.name": expect.stringMatching(/^\$\{\w+\}$/),
      "org.opencontainers.image.base.digest": expect.stringMatching(/^\$\{\w+\}$/),
    });
    expect(textsOf(last, "ARG")).toContain(`VERSION=${packageJson.version}`);
    expect(textsOf(last, "ENTRYPOINT")).toEqual(['["vcpu-bench"]']);
    expect(textsOf(last, "RUN").join("\n")).toContain(`"name": "vcpu-bench:${kind}"`);
  });
});

test("the suite is put together in the same way in all images", async () => {
  const texts = await Promise.all(
    imageKinds.map(async (kind) => {
      const suite = (await readDockerfile(kind)).stages.find(({ name }) => name === "suite");
      return suite?.instructions.map((instruction) => instruction.getTextContent()).join("\n") ?? kind;
    }),
  );
  expect(new Set(texts).size).toBe(1);
});

test(".dockerignore lets through only what is there", async () => {
  const lines = (await readFile(join(checkout, ".dockerignore"), "utf8")).split("\n");
  const named = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  const found = await Promise.all(
    named.map(
      async (name) =>
        (await Array.fromAsync(new Bun.Glob(name).scan({ cwd: checkout, dot: true, onlyFiles: false })))
          .length,
    ),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((_, index) => found[index] === 0)).toEqual([]);
});
