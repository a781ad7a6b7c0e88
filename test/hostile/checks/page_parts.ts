import { decoded, hasForeignReference } from "./entities.ts";
import { elementFaults } from "./elements.ts";

/** A script or style of a page as a parser finds it. */
export interface Inline {
  readonly tag: "script" | "style";
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
}

/** What a parser finds in a page. */
export interface PageParts {
  readonly faults: readonly string[];
  readonly inlines: readonly Inline[];
  /** Security policies, with how many scripts, styles and links stand before each. */
  readonly policies: readonly { readonly content: string; readonly before: number }[];
  /** Texts of the list of what could not be read: a path each. */
  readonly toldPaths: readonly string[];
}

/** Takes a page, or a piece of one, apart. */
export async function pageParts(html: string): Promise<PageParts> {
  const faults: string[] = [];
  const inlines: { tag: "script" | "style"; attributes: ReadonlyMap<string, string>; text: string }[] = [];
  const policies: { content: string; before: number }[] = [];
  const toldPaths: string[] = [];
  let loading = 0;
  const rewriter = new HTMLRewriter()
    .onDocument({
      comments: ({ text }) => void faults.push(`it has the comment ${JSON.stringify(text.slice(0, 40))}`),
    })
    .on("*", {
      element(element) {
        const tag = element.tagName.toLowerCase();
        const own = Array.from(
          element.attributes,
          ([name, value]) => [name.toLowerCase(), decoded(value)] as const,
        );
        faults.push(...elementFaults(tag, own));
        for (const [name, value] of element.attributes)
          if (hasForeignReference(value))
            faults.push(`<${tag} ${name}> has a character reference of another hand`);
        const attributes = new Map(own);
        if (tag === "meta" && attributes.get("http-equiv")?.toLowerCase() === "content-security-policy")
          policies.push({ content: attributes.get("content") ?? "", before: loading });
        else if (tag === "meta" && attributes.has("http-equiv"))
          faults.push(`<meta http-equiv> is ${JSON.stringify(attributes.get("http-equiv"))}`);
        if (tag === "script" || tag === "style") inlines.push({ tag, attributes, text: "" });
        if (["script", "style", "link"].includes(tag)) loading += 1;
      },
    })
    .on("script, style", {
      text({ text }) {
        const last = inlines.at(-1);
        if (last !== undefined) last.text += text;
      },
    })
    .on(".problems code", {
      element: () => void toldPaths.push(""),
      text({ text }) {
        toldPaths.push((toldPaths.pop() ?? "") + text);
      },
    });
  await rewriter.transform(new Response(html)).text();
  return { faults, inlines, policies, toldPaths: toldPaths.map(decoded) };
}
