import { resolve } from 'node:path';
import type { Command } from '../command.ts';
import { createKey, showKey } from './keys.ts';
import { listKeys } from './list-keys.ts';
import { needNumber, needPath, numberOf } from './options.ts';
import { reported } from './refusal.ts';
import { rotate } from './rotate.ts';

/** `tellsign model keys …` and `tellsign model rotate`: keys that sign releases of a site's own model. */
export const KEY_COMMANDS: Readonly<Record<string, Command>> = {
  'model keys create': {
    about: 'Write a new key that signs models, and its public half beside it.',
    takes: ['<file>'],
    options: {},
    run: ({ positionals: [file = ''] }, io) => reported(createKey(resolve(io.cwd, file))),
  },
  'model keys show': {
    about: 'Print the thumbprint of a key, which pages and backends pin.',
    takes: ['<file>'],
    options: {},
    run: ({ positionals: [file = ''] }, io) =>
      reported(showKey(resolve(io.cwd, file)).then((key) => ({ key }))),
  },
  'model keys list': {
    about: 'Say with the root key which keys may sign: writes keys.jws.',
    takes: [],
    options: {
      root: { type: 'string', value: 'FILE', about: 'The root key, a PEM file.' },
      to: { type: 'string', value: 'DIR', about: 'Folder that is served.' },
      pin: { type: 'string', value: 'THUMBPRINT', multiple: true, about: 'A key that may sign: one or two.' },
      version: { type: 'string', value: 'N', about: 'Version of the list; it grows.' },
      signers: { type: 'string', value: 'N', about: 'With 2 both keys must sign. Default: either may.' },
      days: { type: 'string', value: 'N', about: 'Days until its end, at most 190. Default: 180.' },
    },
    run: async (given, io) =>
      reported(
        listKeys({
          root: needPath(given, 'root', io),
          to: needPath(given, 'to', io),
          keys: given.texts('pin'),
          version: needNumber(given, 'version'),
          signers: numberOf(given, 'signers'),
          days: numberOf(given, 'days'),
          nowMs: io.now(),
        }),
      ),
  },
  'model rotate': {
    about: 'Make the key that follows another, and say what to do in which order.',
    takes: ['<old>', '<new>'],
    options: {
      root: { type: 'boolean', about: 'Pages pin a root, which lists the keys that sign.' },
      other: { type: 'string', value: 'THUMBPRINT', about: 'Of two signers the key that stays.' },
    },
    run: (given, { cwd }) => {
      const [old = '', next = ''] = given.positionals.map((file) => resolve(cwd, file));
      return reported(rotate({ old, next, isListed: given.flag('root'), other: given.text('other') }));
    },
  },
};
