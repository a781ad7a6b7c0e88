/** Tells of paths relative to the checkout whether the engine is given them. */
export type BuildContext = (path: string) => boolean;

/**
 * What `.dockerignore` lets through. A pattern is of a file or of a folder with all below it; the last one that fits
 * decides.
 */
export function buildContext(dockerignore: string): BuildContext {
  const patterns = dockerignore
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({
      isException: line.startsWith("!"),
      glob: new Bun.Glob(line.replace(/^!/, "").replace(/^\/|\/$/g, "")),
    }));
  return (path) => {
    const names = path.split("/");
    const ways = names.map((_, index) => names.slice(0, index + 1).join("/"));
    return patterns.findLast(({ glob }) => ways.some((way) => glob.match(way)))?.isException ?? true;
  };
}
