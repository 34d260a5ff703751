import { readArguments, splitLeading, wantsJson } from './arguments.ts';
import { CliError, messageOf } from './cli-error.ts';
import type { Command, Io } from './command.ts';
import { COMMANDS } from './commands.ts';
import { helpOf, helpOfCommand, listOf } from './help.ts';
import { plain, plainJson } from './plain.ts';

/** Carries out one call; its exit code. */
export async function run(args: readonly string[], io: Io, commands = COMMANDS): Promise<number> {
  const isJson = wantsJson(args);
  const command = nameOf(args, commands);
  try {
    return await carryOut(args, io, { isJson, commands });
  } catch (error) {
    const { code, message } = error instanceof CliError ? error : unexpected(error);
    if (isJson) io.print(plainJson({ ...(command && { command }), ok: false, code, detail: message }));
    else io.complain(plain(`${code}: ${message} "tellsign --help" lists the commands.`));
    return 2;
  }
}

/** What no command foresaw, such as a folder in the place of a file. */
const unexpected = (error: unknown): CliError => new CliError('unexpected', `${messageOf(error)}.`);

interface Running {
  readonly isJson: boolean;
  readonly commands: Readonly<Record<string, Command>>;
}

async function carryOut(args: readonly string[], io: Io, { isJson, commands }: Running): Promise<number> {
  const { words, leading } = splitLeading(args);
  const isHelp = words[0] === 'help';
  const wanted = isHelp ? splitLeading(words.slice(1)).words : words;
  if (wanted.length === 0) {
    for (const line of isJson ? [plainJson(listOf(commands))] : helpOf(commands)) io.print(line);
    return 0;
  }
  const { name, command, rest } = find(wanted, commands);
  const given = readArguments(command, [...leading, ...(isHelp ? ['--help'] : []), ...rest]);
  if (given.flag('help')) {
    const { about, takes, options } = command;
    const explained = { ok: true, command: name, about, takes, options };
    for (const line of isJson ? [plainJson(explained)] : helpOfCommand(name, command)) io.print(line);
    return 0;
  }
  const { ok, lines, data } = await command.run(given, io);
  if (isJson) io.print(plainJson({ command: name, ok, ...data }));
  else for (const line of lines) io.print(plain(line));
  return ok ? 0 : 1;
}

interface Found {
  readonly name: string;
  readonly command: Command;
  readonly rest: readonly string[];
}

/** A command has a name of one word to three. */
const nameIn = (args: readonly string[], commands: Running['commands']): string | undefined =>
  [3, 2, 1].map((words) => args.slice(0, words).join(' ')).find((name) => Object.hasOwn(commands, name));

const nameOf = (args: readonly string[], commands: Running['commands']): string | undefined =>
  nameIn(splitLeading(args).words, commands);

function find(args: readonly string[], commands: Running['commands']): Found {
  const name = nameIn(args, commands) ?? '';
  const command = commands[name];
  if (command) return { name, command, rest: args.slice(name.split(' ').length) };
  const [first = ''] = args;
  const near = Object.keys(commands).filter((name) => name.startsWith(`${first} `));
  const advice = near.length > 0 ? ` There is ${near.map((name) => `"${name}"`).join(', ')}.` : '';
  if (first.startsWith('-'))
    throw new CliError('unknown_option', `There is no option ${first} without a command.`);
  throw new CliError('unknown_command', `There is no command "${first}".${advice}`);
}
