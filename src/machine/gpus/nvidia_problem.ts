import type { ToolOutcome } from "../run_tool.ts";
import type { BrokenRow } from "./nvidia_rows.ts";
import { gpusAt, quoteOutput } from "./words.ts";

/** What is known of a machine whose NVIDIA GPUs cannot be listed. */
export interface NvidiaSituation {
  /** Addresses of the GPUs on the PCI bus that no guest has. */
  readonly present: readonly string[];
  /** Whether the kernel driver is loaded. */
  readonly isDriverLoaded: boolean;
  /** The container around this program; null outside one. */
  readonly engine: string | null;
}

/** Why nvidia-smi lists no GPU, and the way out; null where nothing says that there should be one. */
export function nvidiaProblem(situation: NvidiaSituation, outcome: ToolOutcome): string | null {
  const { present, isDriverLoaded, engine } = situation;
  if (present.length === 0 && !isDriverLoaded && outcome.kind === "missing") return null;
  if (present.length === 0 && isEmpty(outcome))
    return (
      "the NVIDIA driver is loaded, but no NVIDIA GPU is on the PCI bus: give this machine one (for a guest, a " +
      "<hostdev> in its libvirt domain)"
    );
  if (outcome.kind === "missing") return `${gpusAt(present)} cannot be used: ${missing(engine)}`;
  if (isEmpty(outcome)) return `${gpusAt(present)} cannot be used: ${noDevice(engine)}`;
  const where = present.length === 0 ? "the NVIDIA GPU" : gpusAt(present);
  return `${where} cannot be used: ${wayOutOf(outcome, engine)}`;
}

/** What to do about GPUs that nvidia-smi lists but cannot talk to. */
export function brokenProblem(broken: readonly BrokenRow[]): string | null {
  const [first] = broken;
  if (first === undefined) return null;
  const numbers = broken.map(({ number }) => number).join(", ");
  const isOne = broken.length === 1;
  const said =
    first.words === null
      ? `${isOne ? "is" : "are"} described in a way that cannot be read`
      : `${isOne ? "answers" : "answer"} '${first.words}'`;
  return (
    `${isOne ? "GPU" : "GPUs"} ${numbers} of nvidia-smi ${said} and ${isOne ? "is" : "are"} left out: reset ` +
    `${isOne ? "it" : "them"} (nvidia-smi --gpu-reset) or reboot, and look for Xid in dmesg`
  );
}

/** What to do when nvidia-smi was ended while it listed GPUs: one that hangs its driver may come after them. */
export function cutShortProblem(outcome: ToolOutcome): string | null {
  if (outcome.kind === "missing" || outcome.exitCode !== null) return null;
  return (
    "nvidia-smi was ended by a signal or the time limit, so a GPU may be missing: look for Xid in dmesg, and reset " +
    "the GPU that hangs (nvidia-smi --gpu-reset) or reboot"
  );
}

/** nvidia-smi worked and saw nothing, or there is none to ask. */
function isEmpty(outcome: ToolOutcome): boolean {
  if (outcome.kind === "missing") return true;
  const said = outcome.stdout + outcome.stderr;
  return /No devices (?:were )?found/i.test(said) || (outcome.exitCode === 0 && said.trim() === "");
}

function missing(engine: string | null): string {
  if (engine === null) return "nvidia-smi is not installed, so install the NVIDIA driver, which brings it";
  return `this container was started without it, so ${grant(engine)}`;
}

function noDevice(engine: string | null): string {
  if (engine !== null) return `nvidia-smi finds no device in this container, so ${grant(engine)}`;
  return (
    "the NVIDIA driver finds no device that it can start, so look for NVRM in dmesg and install a driver that knows " +
    "this GPU"
  );
}

function grant(engine: string): string {
  if (engine === "kubernetes") return "give the pod nvidia.com/gpu in its resource limits";
  if (engine === "docker") return "start it with --gpus all (the host needs the NVIDIA container toolkit)";
  if (engine === "podman")
    return "start it with --device nvidia.com/gpu=all (the host needs the NVIDIA container toolkit)";
  if (engine === "apptainer") return "start it with --nv";
  return "give it the GPU and the driver's tools (for most engines by the NVIDIA container toolkit)";
}

function wayOutOf(outcome: ToolOutcome, engine: string | null): string {
  const said = outcome.kind === "ended" ? outcome.stdout + outcome.stderr : "";
  if (/Driver\/library version mismatch/i.test(said))
    return (
      "the loaded NVIDIA driver is of another version than its libraries (Driver/library version mismatch), so " +
      (engine === null
        ? "reboot, or reload the module nvidia"
        : "reboot the host, or start the container anew")
    );
  if (/couldn't communicate with the NVIDIA driver/i.test(said))
    return (
      "nvidia-smi could not communicate with the NVIDIA driver, so load it (modprobe nvidia) or install it anew for " +
      "the running kernel"
    );
  if (/GPU is lost|requires reset|device handle/i.test(said))
    return `nvidia-smi ${quoteOutput(outcome)}; reset it (nvidia-smi --gpu-reset) or reboot, and look for Xid in dmesg`;
  if (engine !== null && /Unknown Error|Insufficient Permissions/i.test(said))
    return `nvidia-smi ${quoteOutput(outcome)}; the container has lost or lacks access, so start it anew`;
  return `nvidia-smi ${quoteOutput(outcome)}; look for NVRM and Xid in dmesg, and install the NVIDIA driver anew`;
}
