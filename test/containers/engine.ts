import { join } from "node:path";
import { findOnToolPath } from "../debian/system_tools.ts";
import { clientPlugins } from "./client_plugins.ts";
import { docker, dockerWith } from "./docker.ts";
import { startPrivateEngine } from "./private_engine.ts";

/** An engine that answers, and a client that has compose and buildx. */
export interface Engine {
  /** What the client must be told. */
  readonly settings: Readonly<Record<string, string>>;
  readonly description: string;
  /** Leaves the machine as it was; an engine that was there goes on. */
  readonly end: () => Promise<void>;
}

async function isAnswered(): Promise<boolean> {
  return findOnToolPath("docker") !== null && (await docker(dockerWith({}), "version")).exitCode === 0;
}

/**
 * The engine that the client reaches, or else one of our own, which stores what it has in the folder.
 * @throws EngineError when there is none and none can be started.
 */
export async function findEngine(workFolder: string): Promise<Engine> {
  const own = (await isAnswered()) ? null : await startPrivateEngine(join(workFolder, "engine"));
  try {
    const reached: Record<string, string> = own === null ? {} : { DOCKER_HOST: own.host };
    const settings = { ...reached, ...(await clientPlugins(reached, workFolder)) };
    return {
      settings,
      description: own === null ? "the engine that is here" : "an engine of its own",
      end: async () => own?.end(),
    };
  } catch (error) {
    await own?.end();
    throw error;
  }
}
