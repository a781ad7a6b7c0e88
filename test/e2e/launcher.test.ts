import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import {
  appendFile,
  cp,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../temporary_folder.ts";
import { patience, root, run, type Finished } from "./launch.ts";
import { snapshot } from "./snapshot.ts";

setDefaultTimeout(patience);

const quick = ["run", "demo", "--profile", "smoke", "--tests", "stream", "--no-report"];

/** Where a machine keeps its programs. */
const systemFolders = ["/usr/bin", "/bin"];

/** What another test may be making at this moment: builds that are not run, and products that are not whole yet. */
const beingBuilt = /\/kernels\/build\/(sanitize|aarch64)$|\/kernels\/build\/.*\.\d+(\.d)?$/;

/** A checkout of its own, sharing what was installed, on a machine some of whose programs are missing. */
class Machine {
  readonly checkout: string;
  readonly programs: string;
  readonly work: string;

  private constructor(folder: string) {
    this.checkout = join(folder, "checkout");
    this.programs = join(folder, "programs");
    this.work = join(folder, "work");
  }

  static async create(folder: string): Promise<Machine> {
    const machine = new Machine(folder);
    for (const path of [machine.checkout, machine.programs, machine.work, join(machine.checkout, ".cache")])
      await mkdir(path);
    for (const name of ["vcpu-bench", "package.json", "bun.lock", "bunfig.toml", "src", "kernels"])
      await cp(join(root, name), join(machine.checkout, name), {
        recursive: true,
        preserveTimestamps: true,
        filter: (path) => !beingBuilt.test(path),
      });
    const modules = join(machine.checkout, "node_modules");
    await mkdir(modules);
    for (const name of await readdir(join(root, "node_modules")))
      if (!name.startsWith(".")) await symlink(join(root, "node_modules", name), join(modules, name));
    await cp(join(root, "bun.lock"), join(modules, ".installed-production"));
    for (const folderOfPrograms of systemFolders)
      for (const name of await readdir(folderOfPrograms))
        await symlink(join(folderOfPrograms, name), join(machine.programs, name)).catch(() => {});
    await machine.lack("bun");
    await symlink(process.execPath, join(machine.programs, "bun"));
    return machine;
  }

  /** Takes programs away. */
  async lack(...names: readonly string[]): Promise<void> {
    for (const name of names) await rm(join(this.programs, name), { force: true });
  }

  async give(name: string): Promise<void> {
    await symlink(Bun.which(name) ?? `/usr/bin/${name}`, join(this.programs, name));
  }

  run(...args: readonly string[]): Promise<Finished> {
    return run(args, {
      cwd: this.work,
      program: join(this.checkout, "vcpu-bench"),
      environment: { PATH: this.programs },
    });
  }
}

function expectStopped({ exitCode, stdout, stderr }: Finished, ...words: string[]): void {
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr.trimEnd()).not.toContain("\n");
  for (const word of words) expect(stderr).toContain(word);
}

describe("the launcher, told not to install anything,", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let machine: Machine;

  beforeAll(async () => {
    folder = await temporaryFolder();
    machine = await Machine.create(folder.path);
    // So that its kernels are there.
    expect(await machine.run(...quick)).toMatchObject({ exitCode: 0 });
    await rm(join(machine.work, "results"), { recursive: true });
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test("stops without sysbench and says what to type", async () => {
    await machine.lack("sysbench");
    expectStopped(await machine.run(...quick), "missing: sysbench.", "apt-get install -y sysbench\n");
    expect(await snapshot(machine.work)).toEqual({});
  });

  test("names all that is missing at once", async () => {
    await machine.lack("sysbench", "numactl");
    expectStopped(await machine.run(...quick), "apt-get install -y sysbench numactl\n");
    await machine.give("numactl");
  });

  test("still reports a mistake in the arguments as such", async () => {
    expectStopped(await machine.run("run", "demo", "--bogus"), "no option --bogus");
    expectStopped(await machine.run("run", "../x"), "cannot name a configuration");
    expect(await snapshot(machine.work)).toEqual({});
  });

  test("still helps, lists, checks and plans", async () => {
    expect(await machine.run("run", "--help")).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await machine.run("list")).stdout).toContain("apt-get install sysbench");
    expect(await machine.run("check")).toMatchObject({ exitCode: 3, stderr: "" });
    expect((await machine.run("run", "demo", "--dry-run")).stdout).toContain(
      "# cpu-single: cannot be measured: sysbench is not installed (apt-get install sysbench)",
    );
    await machine.give("sysbench");
  });

  test("stops without Bun, wherever it was looked for", async () => {
    await machine.lack("bun");
    expectStopped(await machine.run("list"), "Bun 1.4 or newer is missing", "npm install -g bun");
    await symlink(process.execPath, join(machine.programs, "bun"));
  });

  test("does not take a Bun that is too old for one", async () => {
    await machine.lack("bun");
    await writeFile(join(machine.programs, "bun"), "#!/bin/sh\necho 1.3.9\n", { mode: 0o755 });
    expectStopped(await machine.run("list"), "Bun 1.4 or newer is missing");
    await machine.lack("bun");
    await symlink(process.execPath, join(machine.programs, "bun"));
  });

  test("finds the Bun of its own cache", async () => {
    await machine.lack("bun");
    const own = join(machine.checkout, ".cache", "bun-1.4.5");
    await mkdir(own);
    await symlink(process.execPath, join(own, "bun"));
    expect(await machine.run("list")).toMatchObject({ exitCode: 0 });
    await rm(own, { recursive: true });
    await symlink(process.execPath, join(machine.programs, "bun"));
  });

  test("stops when the lockfile is not the one that was installed", async () => {
    const lockfile = join(machine.checkout, "bun.lock");
    await appendFile(lockfile, "\n");
    expectStopped(
      await machine.run("list"),
      "node modules are missing or out of date",
      "without --no-install",
    );
    await cp(join(root, "bun.lock"), lockfile);
    expect(await machine.run("list")).toMatchObject({ exitCode: 0 });
  });

  test("builds the kernels again when a source is newer, and only then", async () => {
    const program = join(machine.checkout, "kernels", "build", "stream");
    const builtAt = async (): Promise<number> => (await stat(program)).mtimeMs;
    const before = await builtAt();
    const unchanged = await machine.run(...quick);
    expect(unchanged).toMatchObject({ exitCode: 0 });
    expect(unchanged.stderr).not.toContain("building the kernels");
    expect(await builtAt()).toBe(before);

    const now = new Date();
    await utimes(join(machine.checkout, "kernels", "cpu", "stream.c"), now, now);
    const changed = await machine.run(...quick, "--append");
    expect(changed).toMatchObject({ exitCode: 0 });
    expect(changed.stderr).toContain("vcpu-bench: building the kernels\n");
    expect(await builtAt()).toBeGreaterThan(before);
  });

  test("names a compiler among what is missing only when there is something to build", async () => {
    await machine.lack("gcc", "make");
    expect(await machine.run(...quick, "--append")).toMatchObject({ exitCode: 0 });
    await rm(join(machine.checkout, "kernels", "build"), { recursive: true });
    expectStopped(await machine.run(...quick, "--append"), "apt-get install -y gcc make\n");
    await machine.give("gcc");
    await machine.give("make");
  });

  test("stops when the kernels cannot be built, and measures nothing", async () => {
    const source = join(machine.checkout, "kernels", "cpu", "stream.c");
    await appendFile(source, "\nthis is no C\n");
    const before = await snapshot(machine.work);
    const { exitCode, stdout, stderr } = await machine.run(...quick, "--append");
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("this is no C");
    expect(stderr).toContain("the kernels could not be built");
    expect(await snapshot(machine.work)).toEqual(before);
    await cp(join(root, "kernels", "cpu", "stream.c"), source);
  });

  test("builds the GPU kernels once a CUDA compiler has come, and measures without them when that fails", async () => {
    const compiler = join(machine.programs, "nvcc");
    // Finds every header, and cannot compile.
    const script = `#!/bin/sh
case " $* " in
*" --version "*) echo "Cuda compilation tools, release 13.0, V13.0.88" ;;
*" -E "*) ;;
*) echo "unsupported GNU version" >&2; exit 1 ;;
esac
`;
    await writeFile(compiler, script, { mode: 0o755 });
    // nvcc works through it, so without it the launcher would ask for it first.
    await machine.lack("g++");
    await writeFile(join(machine.programs, "g++"), "#!/bin/sh\n", { mode: 0o755 });
    const first = await machine.run(...quick, "--append");
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stderr).toContain("unsupported GNU version");
    expect(first.stderr).toContain("vcpu-bench: the GPU kernels could not be built");
    const second = await machine.run(...quick, "--append");
    expect(second).toMatchObject({ exitCode: 0 });
    expect(second.stderr).not.toContain("kernels");
    await machine.lack("nvcc", "g++");
  });

  test("is not led astray by files of the folder that a person stands in", async () => {
    await writeFile(join(machine.work, "bunfig.toml"), 'preload = ["./missing.ts"]\n');
    await writeFile(join(machine.work, ".env"), "NO_SUCH=1\n");
    await writeFile(
      join(machine.work, "package.json"),
      JSON.stringify({ type: "commonjs", main: "missing.js" }),
    );
    expect(await machine.run("list")).toMatchObject({ exitCode: 0, stderr: "" });
  });
});

test("the launcher, free to install, takes Bun from npm where there is one, and none but the one that is pinned", async () => {
  await using folder = await temporaryFolder();
  const machine = await Machine.create(folder.path);
  await machine.lack("bun", "npm", "curl");
  const npm = '#!/bin/sh\necho "$@" >>"${0%/*}/asked"\nprintf "no Bun" >oven-bun.tgz\n';
  await writeFile(join(machine.programs, "npm"), npm, { mode: 0o755 });
  const ended = Bun.spawnSync([join(machine.checkout, "vcpu-bench"), "list"], {
    env: { PATH: machine.programs },
    cwd: machine.work,
  });
  expect({ exitCode: ended.exitCode, stdout: ended.stdout.toString() }).toEqual({ exitCode: 2, stdout: "" });
  expect(ended.stderr.toString()).toContain("not the one that was pinned");
  expect(await readFile(join(machine.programs, "asked"), "utf8")).toMatch(/^pack .*@oven\/bun-linux-.*@1\./);
  expect(await readdir(join(machine.checkout, ".cache"))).toEqual(["download.log"]);
});
