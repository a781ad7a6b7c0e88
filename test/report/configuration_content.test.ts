import { describe, expect, test } from "bun:test";
import { Window } from "happy-dom";
import { configurationContent, configurationDetails } from "../../src/report/html/configuration.ts";
import { buildPage } from "../../src/report/model.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import { emptyRun, finishedTrial, keptTrial } from "../results/example.ts";
import { bareConfiguration, fakeCatalogue } from "./fake_catalogue.ts";
import { hostileNames, hostileTree } from "./hostile_tree.ts";
import { madeUpMachine } from "./made_up_machine.ts";

/** What a reader sees of each configuration of the first group: its line, and what unfolds. */
function shown(configurations: readonly Configuration[], reportFolder = "/r") {
  const page = buildPage({
    tree: { configurations, problems: [] },
    catalogue: fakeCatalogue,
    baseline: null,
    version: "9.9.9",
    generatedAt: new Date(0),
    reportFolder,
  });
  return (page.groups[0]?.members ?? []).map((member) => {
    const { document } = new Window();
    document.body.innerHTML = configurationDetails(member).text;
    document
      .querySelector("details")
      ?.insertAdjacentHTML("beforeend", configurationContent(page.catalogue, member).text);
    return document.body;
  });
}

const host = bareConfiguration({
  config: "host",
  samples: [],
  machine: madeUpMachine({ threads: 8, nodes: 2, hypervisor: "none" }),
});
const failed = { status: "failed", because: "it fell", output: "ouch <b>" } as const;
const guest = bareConfiguration({
  config: "guest",
  directory: "/r/a-gpu/guest",
  samples: [],
  machine: madeUpMachine({ threads: 8, nodes: 1, hypervisor: "kvm" }),
  outcomes: [{ benchmark: "cpu-single", ...failed, failedRounds: 1, rounds: 1 }],
  runs: [
    {
      ...emptyRun,
      endedAt: "2026-11-22T10:03:42.000Z",
      status: "finished",
      trials: [{ ...keptTrial(finishedTrial(1)), outcome: failed }],
    },
    { ...emptyRun, id: 2, machine: { ...emptyRun.machine, bootId: "other", clockSource: "hpet" } },
  ],
  files: [
    { name: "reach.txt", bytes: 2048 },
    { name: "samples.csv", bytes: null },
  ],
});

describe("a configuration that is unfolded", () => {
  const [first, second] = shown([guest, host]);

  test("tells first what it differs in from the baseline, and so does its line", () => {
    expect(first?.querySelector("summary .unlike")?.textContent).toStartWith(
      "unlike host: sockets 2 → 1 · nodes 2 → 1",
    );
    const [against] = first?.querySelectorAll("details > *:not(summary)") ?? [];
    expect(against?.className).toBe("against");
    expect(
      Array.from(against?.querySelectorAll("tr") ?? [])
        .slice(0, 2)
        .map((row) => row.textContent),
    ).toEqual(["hostguest", "sockets21"]);
  });

  test("is told to be the baseline where it is that", () => {
    expect(second?.querySelector("summary .unlike")).toBeNull();
    expect(second?.querySelector(".hint")?.textContent).toContain("This is the baseline");
  });

  test("has each failure with what was started, how it ended and what it printed", () => {
    const text = first?.querySelector(".failure")?.textContent.replaceAll(/\s+/g, " ");
    expect(text).toContain(
      "Failed: cpu-single it fell. Its last failed trial was round 1 of run 1: exit code 0 after 3.01 s.",
    );
    expect(text).toContain("What was started:A=b /usr/bin/sysbench cpu run");
    expect(text).toContain("What it printed last:ouch <b>");
  });

  test("has its times, its boots, and what changed between its runs", () => {
    const facts = first?.querySelector(".facts")?.textContent.replaceAll(/\s+/g, " ");
    expect(facts).toContain("2026-11-22 10:00 UTC to 2026-11-22 10:03 UTC · 3 min 42 s · finished");
    expect(facts).toContain("2026-11-22 10:00 UTC to no end · running");
    expect(facts).toContain("Boots2 boots");
    expect(facts).toContain(
      "Run 2 is unlike run 1 inclock source tsc → hpet".replace("tsc", emptyRun.machine.clockSource ?? ""),
    );
  });

  test("links to the files that its numbers came from, and says what they are", () => {
    const links = Array.from(first?.querySelectorAll(".files a") ?? [], (link) => link.getAttribute("href"));
    expect(links).toEqual(["a-gpu/guest/reach.txt", "a-gpu/guest/samples.csv"]);
    expect(Array.from(first?.querySelectorAll(".files dd") ?? [], ({ textContent }) => textContent)).toEqual([
      "printed by the programs that measured: Reach · 2 KiB",
      "every number of every round",
    ]);
  });
});

test("hostile names are text, and lead nowhere", () => {
  for (const [i, configuration] of hostileTree.configurations.entries()) {
    const [body] = shown([{ ...configuration, directory: "/r/a/b" }]);
    expect(body?.querySelectorAll("script, img, iframe, style")).toHaveLength(0);
    const [file] = body?.querySelectorAll(".files dt") ?? [];
    // A line break in a page is a line feed, and control characters are none of its.
    expect(file?.textContent.length).toBe(hostileNames[i]?.length);
    for (const link of body?.querySelectorAll("a.self") ?? [])
      expect(link.getAttribute("href")).toMatch(/^#gpu-1-config-\d+$/);
    for (const link of body?.querySelectorAll("a:not(.self)") ?? [])
      expect(new URL(link.getAttribute("href") ?? "", "file:///r/report.html").href).toStartWith(
        "file:///r/a/b/",
      );
  }
});
