import { describe, expect, test } from "bun:test";
import { catalogue } from "../../src/benchmarks/index.ts";
import { renderReport, type ReportInput } from "../../src/report/index.ts";
import { buildPage, type Group } from "../../src/report/model.ts";
import type { Fact } from "../../src/report/view/details.ts";
import { gpuLoadTable } from "../../src/report/view/gpu_load_table.ts";
import type { Member } from "../../src/report/view/member.ts";
import { type DrawnChart, drawnCharts } from "./drawn_charts.ts";
import { openPage } from "./page/opened_page.ts";
import { readOwnTree } from "../own_tree.ts";

const { tree } = await readOwnTree();
const input: ReportInput = {
  tree,
  catalogue,
  baseline: null,
  version: "9.9.9",
  generatedAt: new Date("2026-11-22T22:30:00Z"),
};

function only<Of>(of: readonly Of[]): Of {
  const [one, ...more] = of;
  if (one === undefined || more.length > 0) throw new Error("not one");
  return one;
}

const page = buildPage(input);
const group: Group = only(page.groups);
const member: Member = only(group.members);
const view = member.details;
const charts = only(drawnCharts(page));

function chart(title: string): DrawnChart {
  return only(charts.filter((candidate) => candidate.title === title));
}

function linesOf(facts: readonly Fact[]): Record<string, readonly string[]> {
  return Object.fromEntries(facts.map(({ label, lines }) => [label, lines]));
}

describe("a run on two GPUs", () => {
  test("has its main figures in the summary, and nothing to remark", () => {
    const { headlines, lines } = page.table;
    const { cells, rounds } = only(lines);
    expect(headlines.map(({ label, unit }, i) => `${label}: ${cells[i]?.text} ${unit}`)).toEqual([
      "Matmul, GPU 0: 51.28 TFLOP/s",
      "Host to device, GPU 0: 55.43 GB/s",
      "Device to host, GPU 0: 55.34 GB/s",
      "Host to device, worst GPU: 55.41 GB/s",
      "Device to host, worst GPU: 55.34 GB/s",
      "All-reduce, 1 GiB: 328.4 GB/s",
      "All-reduce, mean: 87.78 GB/s",
    ]);
    expect(rounds).toBe(2);
    expect(group.remarks).toEqual([]);
    expect(page.problems).toEqual([]);
  });

  test("says what its GPUs are and how they are joined", () => {
    expect(view.inShort).toBe("Intel(R) Xeon(R) Processor · 32 threads · 1 node · 2 GPUs · kvm");
    expect(linesOf(view.gpus)).toMatchObject({
      GPUs: ["2 × NVIDIA H200 · 140 GiB · ECC on · MIG off · power limit 700 W"],
      Driver: ["580.159.04 · CUDA 13.0"],
      "GPU 0": ["0000:00:06.0 · NUMA node −1: the guest is not told", "PCIe Gen5 ×16 of Gen5 ×16 at rest"],
      Interconnect: ["NV18 between all"],
    });
    expect(linesOf(view.gpus)["Environment"]).toContain("NCCL_NVLS_ENABLE=0");
  });

  test("says what its GPUs did under each benchmark, and their links' state then", () => {
    const rows = gpuLoadTable(member.gpuLoads)?.rows.map((row) => row.map(({ text }) => text)) ?? [];
    expect(rows).toEqual([
      ["gpu-compute", "0", "5 of 8", "1,980", "3,201", "61", "481", "nothing", "Gen5 ×16"],
      ["", "1", "5 of 8", "1,980", "3,201", "62", "513", "nothing", "Gen5 ×16"],
      ["gpu-bandwidth", "0", "7 of 10", "1,980", "3,201", "40", "128", "nothing", "Gen5 ×16"],
      ["", "1", "3 of 8", "1,980", "3,201", "42", "127", "nothing", "Gen5 ×16"],
      ["nccl", "0", "6 of 14", "1,980", "3,201", "41", "131", "nothing", "Gen5 ×16"],
      ["", "1", "6 of 14", "1,980", "3,201", "43", "139", "nothing", "Gen5 ×16"],
    ]);
    expect(linesOf(view.noise)["GPU sampler"]).toEqual(["0.697 % of one CPU"]);
  });

  test("has a chart for each figure of its GPUs", () => {
    expect(charts.map(({ title, unit }) => `${title}, ${unit}`)).toEqual([
      "GPU compute (control), TFLOP/s",
      "GPU compute, slowest multiplications (control), ms",
      "Host to device, GB/s",
      "Device to host, GB/s",
      "Both directions at once, GB/s",
      "Device to device (control), GB/s",
      "All-reduce bus bandwidth, GB/s",
      "All-reduce time, µs",
      "Noise over time: stolen by the hypervisor, % of the CPUs' time",
      "Noise over time: other load, % of the CPUs' time",
      "Noise over time: waiting for a CPU, % of the trial's time",
    ]);
    expect(chart("GPU compute (control)").told).toBe("GPU 0: gpus 51.28; GPU 1: gpus 51.28");
    expect(chart("GPU compute (control)").table.everyRow).toEqual([
      "tool vcpu-bench's matmul on cuBLAS, FP32 with TF32 off",
    ]);
    expect(chart("Host to device").table.columns.map(({ label }) => label)).toEqual([
      "GPU",
      "config",
      "median and interval",
      "rounds",
    ]);
  });

  test("says in the legend of its all-reduce what that went through, and beside each size how", () => {
    for (const title of ["All-reduce bus bandwidth", "All-reduce time"]) {
      const { dashes, data, table } = chart(title);
      expect(dashes).toEqual(["P2P/NVLink, out of place", "P2P/NVLink, in place"]);
      if (data.kind !== "curve") throw new Error("not a curve");
      expect(data.x).toEqual(Array.from({ length: 28 }, (_, i) => 2 ** (3 + i)));
      expect(table.everyRow).toEqual(["algorithm RING", "nccl 2.28.3+cuda13.0"]);
      expect(table.columns.slice(-2).map(({ label }) => label)).toEqual(["channels", "protocol"]);
      expect([0, 15, 27].map((i) => table.rows[i]?.slice(-2).map(({ text }) => text))).toEqual([
        ["1", "LL"],
        ["22", "LL"],
        ["24", "SIMPLE"],
      ]);
    }
  });
});

describe("its page", async () => {
  const { window } = await openPage(await renderReport("html", input));
  const { document } = window;

  test("shows the decision, the facts, the state of the links and the transport", () => {
    for (const fold of document.querySelectorAll("details")) {
      fold.setAttribute("open", "");
      fold.dispatchEvent(new window.Event("toggle"));
    }
    const text = document.body.textContent.replaceAll(/\s+/g, " ");
    for (const words of [
      "Nothing can be decided",
      "2 × NVIDIA H200",
      "NUMA node −1: the guest is not told",
      "PCIe link under load",
      "P2P/NVLink, out of place",
      "FP32 with TF32 off",
      "Every row: algorithm RING · nccl 2.28.3+cuda13.0.",
    ])
      expect(text).toContain(words);
  });

  test("has a place and a table for each of its charts", () => {
    const titles = charts.map(({ title }) => title);
    const figures = Array.from(document.querySelectorAll("figure"));
    expect(figures.map((figure) => figure.querySelector("h4")?.textContent)).toEqual(titles);
    for (const figure of figures)
      expect(figure.querySelectorAll("table.data tbody tr").length).toBeGreaterThan(0);
  });
});
