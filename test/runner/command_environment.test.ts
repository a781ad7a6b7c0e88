import { describe, expect, test } from "bun:test";
import { commandEnvironment } from "../../src/runner/command_environment.ts";
import { command, smallMachine } from "./examples.ts";

const machine = {
  ...smallMachine,
  environment: { NCCL_P2P_DISABLE: "0", OMP_NUM_THREADS: "4", NCCL_ALGO: "" },
};

describe("the environment of a command that loads GPUs", () => {
  const presets = { NCCL_P2P_DISABLE: "1", HSA_NO_SCRATCH_RECLAIM: "1", NCCL_ALGO: "Ring" };

  test("numbers the GPUs as nvidia-smi does", () => {
    expect(commandEnvironment(command("true", { gpus: [0] }), machine)).toEqual({
      CUDA_DEVICE_ORDER: "PCI_BUS_ID",
    });
  });

  test("leaves a person's own settings as they are, also an empty one", () => {
    const loading = command("true", { gpus: [1], environment: presets });
    expect(commandEnvironment(loading, machine)).toEqual({
      CUDA_DEVICE_ORDER: "PCI_BUS_ID",
      HSA_NO_SCRATCH_RECLAIM: "1",
    });
    const own = { ...machine, environment: { CUDA_DEVICE_ORDER: "FASTEST_FIRST" } };
    expect(commandEnvironment(loading, own)).toEqual(presets);
  });

  test("leaves what every object has alone", () => {
    const loading = command("true", { gpus: [0], environment: { constructor: "1" } });
    expect(commandEnvironment(loading, machine)).toMatchObject({ constructor: "1" });
  });
});

test.each([[undefined], [[]]])("a command that loads none has what it asks for: GPUs %j", (gpus) => {
  const environment = { OMP_NUM_THREADS: "2" };
  const cpuCommand = command("true", { environment, ...(gpus !== undefined && { gpus }) });
  expect(commandEnvironment(cpuCommand, machine)).toEqual(environment);
});
