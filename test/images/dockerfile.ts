import { Copy, DockerfileParser, From, type Instruction } from "dockerfile-ast";

/** Where a build begins anew, by FROM. */
export interface Stage {
  /** Null for one that has none, which nothing can name. */
  readonly name: string | null;
  /** As FROM has it: an earlier stage's name, or an image with its variables. */
  readonly base: string;
  /** Without FROM, in their order. */
  readonly instructions: readonly Instruction[];
}

/** An image that is not made by the Dockerfile itself. */
export interface BaseImage {
  /** With its tag, if it has one. */
  readonly image: string;
  /** The build argument that pins it by digest; null without one. */
  readonly digestArgument: string | null;
}

export interface Dockerfile {
  /** Instructions such as `# syntax=` that are written as comments. */
  readonly directives: readonly string[];
  readonly stages: readonly Stage[];
  /** The images that its stages begin with, each once. */
  readonly baseImages: readonly BaseImage[];
  /** Names of all build arguments. */
  readonly buildArguments: ReadonlySet<string>;
}

/** `${IMAGE}${DIGEST:+@${DIGEST}}`, which is an image by its tag, and by its digest as well where one is given. */
const pinned = /^\$\{(\w+)\}\$\{(\w+):\+@\$\{\2\}\}$/;

/** @throws Error when the text is no Dockerfile with at least one stage. */
export function parseDockerfile(text: string): Dockerfile {
  const parsed = DockerfileParser.parse(text);
  const stages: { name: string | null; base: string; instructions: Instruction[] }[] = [];
  for (const instruction of parsed.getInstructions()) {
    if (instruction instanceof From)
      stages.push({
        name: instruction.getBuildStage(),
        base: instruction.getImage() ?? "",
        instructions: [],
      });
    else stages.at(-1)?.instructions.push(instruction);
  }
  if (stages.length === 0) throw new Error("the Dockerfile has no FROM");
  const defaults = new Map(
    parsed.getInitialARGs().map((argument) => {
      const property = argument.getProperty();
      return [property?.getName() ?? "", property?.getValue() ?? ""] as const;
    }),
  );
  const baseImages = stages.flatMap(({ base }, index): BaseImage[] => {
    if (stages.slice(0, index).some(({ name }) => name === base)) return [];
    const [, image, digestArgument] = pinned.exec(base) ?? [];
    return image === undefined || digestArgument === undefined
      ? [{ image: base, digestArgument: null }]
      : [{ image: defaults.get(image) ?? "", digestArgument }];
  });
  return {
    directives: parsed.getDirectives().map((directive) => directive.getName()),
    stages,
    baseImages,
    buildArguments: new Set([
      ...defaults.keys(),
      ...stages
        .flatMap(({ instructions }) => instructions)
        .filter((instruction) => instruction.getKeyword() === "ARG")
        .map((instruction) => (instruction.getArgumentsContent() ?? "").split("=")[0] ?? ""),
    ]),
  };
}

/** The last stage, which is built when none is named, with all that it begins with, the first FROM first. */
export function lineage(stages: readonly Stage[]): readonly Instruction[] {
  const last = stages.at(-1);
  if (last === undefined) return [];
  const base = stages.slice(0, -1).findLastIndex(({ name }) => name === last.base);
  return [...lineage(stages.slice(0, base + 1)), ...last.instructions];
}

/** What is copied from where. */
export interface Copied {
  /** The stage or image that it comes from; null for the build context. */
  readonly from: string | null;
  readonly sources: readonly string[];
}

export function copiesOf({ instructions }: Stage): readonly Copied[] {
  return instructions
    .filter((instruction) => instruction instanceof Copy)
    .map((copy) => ({
      from: copy.getFromFlag()?.getValue() ?? null,
      sources: copy
        .getArguments()
        .slice(0, -1)
        .map((argument) => argument.getValue()),
    }));
}

/** The commands of all RUN, one an entry, with the lines that were broken put together. */
function commandsOf(instructions: readonly Instruction[]): readonly string[] {
  return instructions
    .filter((instruction) => instruction.getKeyword() === "RUN")
    .flatMap((instruction) => (instruction.getArgumentsContent() ?? "").replaceAll(/\\\n/g, " ").split("&&"))
    .map((command) => command.trim());
}

/** The Debian packages that are installed or downloaded, as they are named there. */
export function aptPackages(instructions: readonly Instruction[]): readonly string[] {
  return commandsOf(instructions).flatMap((command) => {
    const [program, verb, ...words] = command.split(/\s+/);
    const isApt = program === "apt-get" && (verb === "install" || verb === "download");
    return isApt ? words.filter((word) => !word.startsWith("-")) : [];
  });
}
