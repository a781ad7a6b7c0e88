import { chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { execute } from "../debian/execute.ts";
import { checkout as original, readDockerfile } from "../images/image_files.ts";
import { provideBaseImage } from "./base_image.ts";
import { copyCheckout } from "./checkout_copy.ts";
import { type Docker, docker, dockerDone, dockerWith } from "./docker.ts";
import { findEngine } from "./engine.ts";
import { proxySettings } from "./host_trust.ts";
import { makeWorkFolder } from "./work_folder.ts";

/** What the images are told to be built from, as a release does. */
export const revision = "0123456789abcdef0123456789abcdef01234567";

/** User and group that a person's files belong to: somebody else than root and than this process, where it can be. */
export const owner = process.getuid?.() === 0 ? 1234 : (process.getuid?.() ?? 0);

const services = z.record(
  z.string(),
  z.looseObject({
    image: z.string(),
    build: z.looseObject({ dockerfile: z.string(), target: z.string().optional() }),
  }),
);

const configuration = z.looseObject({ services });

/** The services of compose.yaml as compose itself understands them. */
export type Services = z.infer<typeof services>;

/** A person's checkout with an engine to run its compose.yaml, as one process tells another of it. */
export const sharedComposition = z.object({
  /** Settings of the client; compose run by it finds the checkout, wherever it is started. */
  settings: z.record(z.string(), z.string()),
  checkout: z.string(),
  /** A label for containers that are not compose's, so that they go when the tests end. */
  label: z.string(),
  services,
});

export type SharedComposition = z.infer<typeof sharedComposition>;

/** A composition as tests use it. */
export interface Composition {
  readonly client: Docker;
  readonly checkout: string;
  readonly label: string;
  readonly services: Services;
  /** Builds a service's image, once however often it is asked for, and gives its name. */
  readonly image: (service: string) => Promise<string>;
}

/** A composition that was started, and what it is run by, in words. */
export interface StartedComposition extends AsyncDisposable {
  readonly shared: SharedComposition;
  readonly engine: string;
}

/** Where the tests may reach the network: an engine's bridge is not everywhere connected to it. */
const hostNetwork = "services:\n  test:\n    network_mode: host\n";

async function removeContainers(client: Docker, labels: readonly string[]): Promise<void> {
  for (const label of labels) {
    const found = await docker(client, "ps", "--all", "--quiet", "--filter", `label=${label}`);
    const ids = found.stdout.split("\n").filter((id) => id !== "");
    if (ids.length > 0) await docker(client, "rm", "--force", ...ids);
  }
}

async function build(client: Docker, checkout: string, service: Services[string]): Promise<string> {
  const { dockerfile, target } = service.build;
  await dockerDone(
    client,
    "build",
    "--network",
    "host",
    "--file",
    join(checkout, dockerfile),
    ...(target === undefined ? [] : ["--target", target]),
    "--tag",
    service.image,
    ...[`REVISION=${revision}`, ...proxySettings()].flatMap((setting) => ["--build-arg", setting]),
    checkout,
  );
  return service.image;
}

/**
 * Finds or starts an engine, gives it the images that others are built from, and copies this checkout.
 * @throws EngineError when no engine can be had.
 */
export async function startComposition(): Promise<StartedComposition> {
  await using undo = new AsyncDisposableStack();
  const folder = await makeWorkFolder();
  undo.defer(() => rm(folder, { recursive: true, force: true }));
  const engine = await findEngine(folder);
  undo.defer(engine.end);

  const checkout = join(folder, "checkout");
  await copyCheckout(original, checkout);
  await execute(["chown", "-R", `${owner}:${owner}`, checkout]);
  await writeFile(join(folder, "network.yaml"), hostNetwork);
  const project = `vcpu-bench-test-${process.pid}`;
  const label = `vcpu-bench-test=${process.pid}`;
  const settings = {
    ...engine.settings,
    COMPOSE_PROJECT_NAME: project,
    COMPOSE_FILE: [join(checkout, "compose.yaml"), join(folder, "network.yaml")].join(":"),
  };
  const client = dockerWith(settings);
  undo.defer(() => removeContainers(client, [`com.docker.compose.project=${project}`, label]));
  const printed = await dockerDone(client, "compose", "config", "--format", "json");
  const found = configuration.parse(JSON.parse(printed)).services;
  for (const { image } of (await readDockerfile("cpu")).baseImages) await provideBaseImage(client, image);
  const kept = undo.move();
  return {
    shared: { settings, checkout, label, services: found },
    engine: engine.description,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** A composition that was started, by this process or another. */
export function compositionOf({
  settings,
  checkout,
  label,
  services: known,
}: SharedComposition): Composition {
  const client = dockerWith(settings);
  const built = new Map<string, Promise<string>>();
  return {
    client,
    checkout,
    label,
    services: known,
    image(name) {
      const service = known[name];
      if (service === undefined) throw new Error(`compose.yaml has no service ${name}`);
      const building = built.get(name) ?? build(client, checkout, service);
      built.set(name, building);
      return building;
    },
  };
}

/** A results folder as its owner has made it, which goes with all that is in it. */
export async function resultsFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), "vcpu-bench-results-"));
  const path = join(folder, "results");
  await mkdir(path);
  await chown(path, owner, owner);
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** The client of a composition whose services have their results in a folder. */
export function withResults({ client }: Composition, results: string): Docker {
  return { environment: { ...client.environment, VCPU_BENCH_RESULTS: results } };
}
