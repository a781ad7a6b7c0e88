import { expect, test } from "bun:test";
import { exists, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findOnToolPath } from "../debian/system_tools.ts";
import { readDockerfile } from "../images/image_files.ts";
import { provideBaseImage } from "./base_image.ts";
import { docker, dockerDone } from "./docker.ts";
import { proxySettings } from "./host_trust.ts";
import { composition, describeWithEngine } from "./with_engine.ts";

/** What stands in for NVIDIA's image: a Debian with this machine's CUDA toolkit. */
const standIn = `vcpu-bench-test-cuda:${process.pid}`;
const built = `vcpu-bench-test-kernels:${process.pid}`;

/** This machine's CUDA toolkit, with what a program needs to be compiled; null without one. */
async function cudaToolkit(): Promise<string | null> {
  const compiler = findOnToolPath("nvcc");
  const folders = [
    "/usr/local/cuda",
    ...(compiler === null ? [] : [dirname(dirname(await realpath(compiler)))]),
  ];
  const isWhole = async (folder: string): Promise<boolean> =>
    (await exists(join(folder, "bin/nvcc"))) && (await exists(join(folder, "include/cuda_runtime.h")));
  const areWhole = await Promise.all(folders.map(isWhole));
  const found = folders.find((_, index) => areWhole[index]);
  return found === undefined ? null : realpath(found);
}

const toolkit = await cudaToolkit();

/** Those of the Dockerfile's compute capabilities that this machine's compiler knows: CUDA 13 lacks the oldest. */
async function knownArchitectures(folder: string): Promise<string[]> {
  const { stdout } = Bun.spawnSync([join(folder, "bin/nvcc"), "--list-gpu-arch"]);
  const known = new Set(Array.from(stdout.toString().matchAll(/compute_(\d+)/g), ([, number]) => number));
  const { stages } = await readDockerfile("cuda");
  const [, wanted = ""] =
    stages
      .flatMap(({ instructions }) => instructions)
      .map((instruction) => /^CUDA_ARCHS="([\d ]+)"$/.exec(instruction.getArgumentsContent() ?? ""))
      .find((match) => match !== null) ?? [];
  return wanted.split(" ").filter((architecture) => known.has(architecture));
}

async function makeStandIn(folder: string): Promise<void> {
  const { client } = composition();
  const debian = "debian:bookworm-slim";
  await provideBaseImage(client, debian);
  const work = await mkdtemp(join(tmpdir(), "vcpu-bench-cuda-"));
  try {
    const dockerfile = join(work, "Dockerfile");
    await writeFile(
      dockerfile,
      `FROM ${debian}\nCOPY . /usr/local/cuda\nENV PATH=/usr/local/cuda/bin:/usr/sbin:/usr/bin:/sbin:/bin\n`,
    );
    await dockerDone(client, "build", "--file", dockerfile, "--tag", standIn, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function buildKernels(architectures: readonly string[]): Promise<void> {
  const { client, checkout } = composition();
  const settings = [`CUDA_IMAGE=${standIn}`, `CUDA_ARCHS=${architectures.join(" ")}`, ...proxySettings()];
  await dockerDone(
    client,
    "build",
    "--network",
    "host",
    "--file",
    join(checkout, "Dockerfile.cuda"),
    "--target",
    "kernels",
    ...settings.flatMap((setting) => ["--build-arg", setting]),
    "--tag",
    built,
    checkout,
  );
}

describeWithEngine("Dockerfile.cuda", () => {
  test.skipIf(toolkit === null)(
    `compiles the kernels on a stand-in for NVIDIA's image${toolkit === null ? " (skipped: no CUDA toolkit here)" : ""}`,
    async () => {
      const { client, label } = composition();
      const architectures = await knownArchitectures(toolkit ?? "");
      expect(architectures.length).toBeGreaterThan(3);
      try {
        await makeStandIn(toolkit ?? "");
        await buildKernels(architectures);
        const run = ["run", "--rm", "--label", label, "--network", "none", built];
        const programs = (await dockerDone(client, ...run, "ls", "kernels/build")).split("\n");
        expect(programs).toEqual(expect.arrayContaining(["bandwidth", "pointer_chase", "stream"]));
        // Made again, make says what it leaves out.
        const again = await dockerDone(client, ...run, "make", "-C", "kernels", "all");
        const left = Array.from(again.matchAll(/^ *-- +build\/(\w+): not built.*$/gm));
        expect(left.map(([, name]) => name)).toEqual(
          ["matmul", "all_reduce"].filter((name) => !programs.includes(name)),
        );
        for (const [line] of left) process.stderr.write(`Dockerfile.cuda on the stand-in:${line}\n`);
      } finally {
        await docker(client, "image", "rm", "--force", built, standIn);
      }
    },
  );
});
