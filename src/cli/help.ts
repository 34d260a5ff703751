import { COMMON } from './arguments.ts';
import type { Command, Option } from './command.ts';

const EXIT_CODES = [
  'Exit codes: 0 all is well · 1 something is wrong with what was looked at · 2 the command could not be',
  'carried out, and the first word on standard error is the code.',
];

const column = (left: string, right: string, width: number): string => `  ${left.padEnd(width)}  ${right}`;

/** The table of commands. */
export function helpOf(commands: Readonly<Record<string, Command>>): readonly string[] {
  const rows = Object.entries(commands).map(([name, { takes, about }]) => ({
    left: [name, ...takes].join(' '),
    about,
  }));
  const width = Math.max(...rows.map(({ left }) => left.length));
  return [
    'Usage: tellsign <command> [options]',
    '',
    ...rows.map(({ left, about }) => column(left, about, width)),
    '',
    'Every command takes --json and --help.',
    ...EXIT_CODES,
  ];
}

/** The same for programs. */
export const listOf = (commands: Readonly<Record<string, Command>>) => ({
  ok: true,
  commands: Object.fromEntries(
    Object.entries(commands).map(([name, { takes, about }]) => [name, { takes, about }]),
  ),
});

/** One command, with its options. */
export function helpOfCommand(name: string, { about, takes, options }: Command): readonly string[] {
  const rows = Object.entries({ ...options, ...COMMON }).map(([option, given]) => ({
    left: nameOf(option, given),
    about: given.about,
  }));
  const width = Math.max(...rows.map(({ left }) => left.length));
  return [
    `Usage: tellsign ${[name, ...takes].join(' ')} [options]`,
    '',
    about,
    '',
    ...rows.map(({ left, about: told }) => column(left, told, width)),
    '',
    ...EXIT_CODES,
  ];
}

const nameOf = (name: string, { type, value = 'TEXT', multiple }: Option): string =>
  `--${name}${type === 'string' ? ` ${value}` : ''}${multiple ? ' …' : ''}`;
