import { expect, test } from "bun:test";
import type { Confinement } from "../../src/machine/confinement.ts";
import { checkContainer } from "../../src/runner/container_readiness.ts";
import type { Check } from "../../src/runner/readiness.ts";

const composed: Confinement = {
  needlessCapabilities: 0n,
  hasInit: true,
  isRootReadOnly: true,
  devices: [
    { path: "/dev/kfd", isUsable: true, group: 109 },
    { path: "/dev/nvidiactl", isUsable: true, group: 0 },
  ],
};

function checks(tag: string, changes: Partial<Confinement> = {}, isLost = false): Check[] {
  const image = { name: `vcpu-bench:${tag}`, version: null, revision: null, base: null, baseDigest: null };
  return checkContainer({ ...composed, ...changes }, image, isLost);
}

function words(...given: Parameters<typeof checks>): string[] {
  return checks(...given).map(({ status, subject, sentence }) => `${status} ${subject}: ${sentence}`);
}

test.each(["cuda", "rocm", "cpu"])("the %s image as compose.yaml starts it lacks nothing", (tag) => {
  expect(checks(tag).every(({ status }) => status === "good")).toBe(true);
});

test("without a mounted folder all results are lost, and the flag is named", () => {
  const [first] = words("cpu", {}, true);
  expect(first).toStartWith("spoils results: ");
  expect(first).toEndWith("-v ./results:/results");
});

test.each([
  ["cuda", "/dev/nvidiactl", "--gpus all"],
  ["rocm", "/dev/kfd", "--device /dev/kfd --device /dev/dri"],
])("the %s image without %s names %s", (tag, device, flags) => {
  const found = words(tag, { devices: composed.devices.filter(({ path }) => path !== device) })[1];
  expect(found).toBe(
    `spoils GPU devices: ${device} is not in this container, so no GPU can be measured: ${flags}`,
  );
});

test("the CPU image wants no GPU", () => {
  expect(words("cpu", { devices: [] })).toHaveLength(1);
});

test("devices of another group name that group, once", () => {
  const devices = [
    { path: "/dev/dri/renderD128", isUsable: false, group: 109 },
    { path: "/dev/dri/renderD129", isUsable: false, group: 109 },
    { path: "/dev/kfd", isUsable: false, group: 44 },
  ];
  expect(words("rocm", { devices })[1]).toBe(
    "spoils GPU devices: this user may not use /dev/dri/renderD128, /dev/dri/renderD129, /dev/kfd: " +
      "--group-add 109 --group-add 44",
  );
});

test.each([
  [{ needlessCapabilities: 1n }, "--cap-drop ALL --cap-add SYS_NICE"],
  [{ isRootReadOnly: false }, "--read-only --tmpfs /tmp"],
  [{ hasInit: false }, "--init"],
] as const)("%p is a note that names %s", (changes, flags) => {
  const notes = checks("cpu", changes).filter(({ status }) => status !== "good");
  expect(notes).toEqual([
    { status: "note", subject: expect.any(String), sentence: expect.stringContaining(`(${flags})`) },
  ]);
});

test("nothing is said of what is not known", () => {
  const unknown = { needlessCapabilities: null, hasInit: null, isRootReadOnly: null };
  expect(checks("cpu", unknown)).toHaveLength(1);
});
