import type { Until } from "../benchmarks/settings.ts";
import { quoteForShell } from "./command_line.ts";
import { formatDuration } from "./duration.ts";
import type { Plan } from "./plan.ts";

/** The whole plan as text: what would be executed, in order, one line a process. */
export function describePlan(plan: Plan): string {
  const { settings } = plan;
  const perRound = plan.planned.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0);
  const ordinarySeconds = perRound * settings.rounds;
  const lines = [
    `# ${settings.rounds} ${settings.rounds === 1 ? "round" : "rounds"} of these commands, profile ` +
      `${settings.profile}; about ${formatDuration(ordinarySeconds)} in all`,
    ...(settings.until === null ? [] : [describeUntil(settings.until, ordinarySeconds)]),
  ];
  for (const { benchmark, tool, commands, expectedSeconds } of plan.planned) {
    lines.push("", `# ${benchmark.id}: ${tool.label}; about ${formatDuration(expectedSeconds)} a round`);
    for (const { command, argv, environment } of commands) {
      if (command.notice !== undefined) lines.push(`# ${command.notice}`);
      lines.push(quoteForShell([...environmentWords(environment), ...argv]));
    }
  }
  for (const { benchmark, because } of plan.missing)
    lines.push("", `# ${benchmark}: cannot be measured: ${because}`);
  for (const { benchmark, because } of plan.skipped) lines.push("", `# ${benchmark}: skipped: ${because}`);
  return `${lines.join("\n")}\n`;
}

function describeUntil({ percent, budgetSeconds }: Until, ordinarySeconds: number): string {
  const budget = formatDuration(budgetSeconds);
  return ordinarySeconds < budgetSeconds
    ? `# then further rounds of those whose headline figures are not yet within ±${percent} %, at most ${budget} in all`
    : `# and most likely no further round until ±${percent} %, since these take the ${budget} of --budget already`;
}

function environmentWords(environment: Readonly<Record<string, string>>): string[] {
  const words = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return words.length === 0 ? [] : ["env", ...words];
}
