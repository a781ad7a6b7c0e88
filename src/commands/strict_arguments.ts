import { parseArgs, type ParseArgsOptionDescriptor } from "node:util";
import type { ArgDef, ArgsDef } from "citty";
import { closestMatch } from "leven";
import { UsageError } from "../usage_error.ts";

/** " (did you mean …?)" when a candidate is near enough to be what was meant. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = closestMatch(word, candidates, { maxDistance: Math.max(2, Math.floor(word.length / 3)) });
  return near === undefined ? "" : ` (did you mean ${near}?)`;
}

type Options = Readonly<Record<string, ParseArgsOptionDescriptor>>;

function optionsOf(definition: ArgsDef): Options {
  return Object.fromEntries(
    Object.entries(definition)
      .filter(([, argument]) => argument.type !== "positional")
      .map(([name, argument]) => optionOf(name, argument)),
  );
}

function parse(rawArgs: readonly string[], options: Options) {
  return parseArgs({ args: [...rawArgs], options, allowPositionals: true, strict: false, tokens: true });
}

/** Everything that an option was given, in order; citty itself keeps the last alone. */
export function valuesOf(name: string, rawArgs: readonly string[], definition: ArgsDef): readonly string[] {
  return parse(rawArgs, optionsOf(definition)).tokens.flatMap((token) =>
    token.kind === "option" && token.name === name && token.value !== undefined ? token.value : [],
  );
}

/** May be given more than once; a word of ours, which citty passes over. */
function isRepeatable(argument: ArgDef | undefined): boolean {
  return argument !== undefined && "repeatable" in argument && argument.repeatable === true;
}

/**
 * Rejects what citty lets pass: unknown options, words too many unless the last is `repeatable`, options without their
 * value, and options given twice that are not marked so.
 *
 * @param command its name, for the message
 * @throws UsageError naming the word, and the closest valid spelling.
 */
export function checkArguments(command: string, rawArgs: readonly string[], definition: ArgsDef): void {
  const positionals = Object.entries(definition).filter(([, argument]) => argument.type === "positional");
  const options = optionsOf(definition);
  const { tokens } = parse(rawArgs, options);
  const seen = new Set<string>();
  let words = 0;
  for (const token of tokens) {
    if (token.kind === "positional") {
      words += 1;
      if (words > positionals.length && !isRepeatable(positionals.at(-1)?.[1]))
        throw new UsageError(
          `${command} takes ${countWords(positionals.length)}: '${token.value}' is one too many.`,
        );
    }
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) {
      const near = suggestion(
        token.rawName,
        Object.keys(options).map((name) => `--${name}`),
      );
      throw new UsageError(`${command} has no option ${token.rawName}${near}; see ${command} --help.`);
    }
    // A word that looks like an option is one, and its value was forgotten; --name=-value says otherwise.
    const isForgotten = token.inlineValue === false && token.value.startsWith("-");
    if (option.type === "string" && (token.value === undefined || token.value === "" || isForgotten))
      throw new UsageError(`${command}: ${token.rawName} needs a value.`);
    if (option.type === "boolean" && token.value !== undefined)
      throw new UsageError(`${command}: ${token.rawName} takes no value.`);
    if (seen.has(token.name) && !isRepeatable(definition[token.name]))
      throw new UsageError(`${command}: ${token.rawName} is given twice.`);
    seen.add(token.name);
  }
  const missing = positionals.slice(words).find(([, argument]) => argument.required !== false);
  if (missing !== undefined)
    throw new UsageError(`${command} needs ${missing[1].description ?? missing[0]}; see ${command} --help.`);
}

/** What node's parser is told of an option; one that is on by default is known by its negation. */
function optionOf(name: string, argument: ArgDef): [name: string, option: ParseArgsOptionDescriptor] {
  if (argument.type === "boolean")
    return [argument.default === true ? `no-${name}` : name, { type: "boolean" }];
  const alias = "alias" in argument ? argument.alias : undefined;
  return [name, typeof alias === "string" ? { type: "string", short: alias } : { type: "string" }];
}

function countWords(count: number): string {
  if (count === 0) return "no words besides its options";
  return count === 1 ? "one word besides its options" : `${count} words besides its options`;
}
