import type { Page } from "playwright-core";

const source = await Bun.file(Bun.resolveSync("axe-core/axe.min.js", import.meta.dir)).text();

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
  readonly passes: readonly { readonly id: string }[];
}

declare global {
  // oxlint-disable-next-line eslint/no-var -- only a var is a global
  var axe: { run(context: Document, options: object): Promise<AxeResult> } | undefined;
}

/** What axe-core finds wrong with a page, its rules of best practice included: a text each. */
export async function axeViolations(page: Page): Promise<{ violations: string[]; passed: string[] }> {
  // Evaluated by the browser's debugger, which the security policy of the page lets through; a script element is not.
  await page.evaluate(source);
  const result = await page.evaluate(async () => {
    if (globalThis.axe === undefined) throw new Error("axe-core did not start");
    const { violations, passes } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return {
      violations: violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ html, failureSummary = "" }) => `${html.slice(0, 200)}: ${failureSummary}`),
      })),
      passed: passes.map(({ id }) => id),
    };
  });
  return {
    violations: result.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).join("; ")}`),
    passed: result.passed,
  };
}
