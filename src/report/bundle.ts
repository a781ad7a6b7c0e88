import { join } from "node:path";
import type { PageCode } from "./html/security_policy.ts";
import { themeStyle } from "./html/theme_style.ts";

const folder = join(import.meta.dir, "page");

/** An inline script or style ends at the first thing that looks like its end. */
function assertInline(name: string, code: string): string {
  if (/<\/(script|style)|<!--/i.test(code)) throw new Error(`the page's ${name} cannot stand in a page`);
  return code;
}

/**
 * Script and style of the page with all that they need, made from page/ by Bun's bundler.
 * @throws AggregateError when they cannot be bundled.
 */
export async function bundlePage(): Promise<PageCode> {
  const { outputs } = await Bun.build({
    entrypoints: [join(folder, "main.ts"), join(folder, "page.css")],
    target: "browser",
    format: "iife",
    minify: true,
  });
  const textOf = async (ending: string): Promise<string> => {
    const output = outputs.find(({ path }) => path.endsWith(ending));
    if (output === undefined) throw new Error(`the bundler made no ${ending} of the page`);
    return (await output.text()).trim();
  };
  return {
    script: assertInline("script", await textOf(".js")),
    style: assertInline("style", `${themeStyle()}${await textOf(".css")}`),
  };
}
