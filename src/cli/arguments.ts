import { parseArgs } from 'node:util';
import { CliError, messageOf } from './cli-error.ts';
import type { Command, Given, Option } from './command.ts';

/** Options that every command has. */
export const COMMON: Readonly<Record<string, Option>> = {
  json: { type: 'boolean', about: 'Print one JSON object instead of sentences.' },
  help: { type: 'boolean', about: 'Explain the command.' },
};

/** Whether `--json` is among the arguments, whatever else is wrong with them. */
export const wantsJson = (args: readonly string[]): boolean => {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).includes('--json');
};

/** Options that every command has may stand before it: `tellsign --json doctor …`. */
export function splitLeading(args: readonly string[]) {
  const isCommon = (word: string) => word.startsWith('--') && Object.hasOwn(COMMON, word.slice(2));
  const at = args.findIndex((word) => !isCommon(word));
  const count = at < 0 ? args.length : at;
  return { leading: args.slice(0, count), words: args.slice(count) };
}

/** Reads the arguments of one command. @throws CliError naming the argument that is wrong */
export function readArguments(command: Command, args: readonly string[]): Given {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, ...COMMON }).map(([name, { type, multiple = false }]) => [
      name,
      { type, multiple },
    ]),
  );
  const { positionals, values } = parse(args, options);
  if (values.help !== true) checkCount(command, positionals);
  const find = (name: string): unknown => values[name];
  return {
    positionals,
    text: (name) => {
      const value = find(name);
      return typeof value === 'string' ? value : undefined;
    },
    texts: (name) => {
      const value = find(name);
      return Array.isArray(value) ? value.map(String) : [];
    },
    flag: (name) => find(name) === true,
  };
}

type Parsed = { readonly positionals: readonly string[]; readonly values: Readonly<Record<string, unknown>> };

function parse(
  args: readonly string[],
  options: Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly multiple: boolean }>>,
): Parsed {
  try {
    return parseArgs({ args: joined(args, options), allowPositionals: true, options });
  } catch (error) {
    const code = (error as { readonly code?: unknown }).code;
    const isUnknown = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
    throw new CliError(isUnknown ? 'unknown_option' : 'argument_invalid', sentenceOf(error));
  }
}

/** One thumbprint in 64 begins with a dash, and is no option for that. */
function joined(args: readonly string[], options: Parameters<typeof parse>[1]): string[] {
  const words = [...args];
  for (let at = 0; at + 1 < words.length; at++) {
    const [word = '', next = ''] = words.slice(at, at + 2);
    const takesText = word.startsWith('--') && options[word.slice(2)]?.type === 'string';
    if (takesText && /^-[\w-]{42}$/.test(next)) words.splice(at, 2, `${word}=${next}`);
  }
  return words;
}

/** The first sentence of Node's message; the rest explains how to pass a text that begins with a dash. */
const sentenceOf = (error: unknown): string => `${messageOf(error).split('. ')[0]?.replace(/\.$/, '')}.`;

function checkCount({ takes }: Command, positionals: readonly string[]): void {
  const needed = takes.filter((name) => name.startsWith('<'));
  const missing = needed[positionals.length];
  if (missing) throw new CliError('argument_missing', `The argument ${missing} is missing.`);
  const extra = positionals[takes.length];
  if (extra !== undefined)
    throw new CliError('argument_unexpected', `There is no place for the argument ${extra}.`);
}
