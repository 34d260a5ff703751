import { resolve } from 'node:path';
import { CliError, messageOf } from '../cli-error.ts';
import type { Command, Given, Io } from '../command.ts';
import { countersign } from './countersign.ts';
import { listOf, need, needNumber, needPath, numberOf } from './options.ts';
import { reported } from './refusal.ts';
import { sign } from './sign.ts';
import { verify, verifyBundle } from './verify.ts';

/** `tellsign model sign` and `tellsign model verify`: releases of a site's own model. */
export const RELEASE_COMMANDS: Readonly<Record<string, Command>> = {
  'model sign': {
    about: 'Sign a trained model: writes its files, a bundle and a signed manifest into a folder.',
    takes: [],
    options: {
      from: { type: 'string', value: 'DIR', about: 'Folder that training wrote.' },
      to: { type: 'string', value: 'DIR', about: 'Folder that is served.' },
      key: { type: 'string', value: 'FILE', about: 'The key that signs, a PEM file.' },
      version: { type: 'string', value: 'N', about: 'Version of the release; it grows.' },
      'min-version': { type: 'string', value: 'N', about: 'Least version still in use. Default: this one.' },
      channel: { type: 'string', value: 'NAME', about: 'Who it is for. Default: stable.' },
      days: { type: 'string', value: 'N', about: 'Days until its end, at most 90. Default: 30.' },
    },
    run: async (given, io) =>
      reported(
        sign(
          {
            from: needPath(given, 'from', io),
            to: needPath(given, 'to', io),
            key: needPath(given, 'key', io),
            version: needNumber(given, 'version'),
            minVersion: numberOf(given, 'min-version'),
            channel: given.text('channel'),
            days: numberOf(given, 'days'),
            nowMs: io.now(),
          },
          io,
        ),
      ),
  },
  'model countersign': {
    about: 'Add the second signature, by another key, to a release or to keys.jws.',
    takes: ['<file>'],
    options: {
      key: { type: 'string', value: 'FILE', about: 'The second signer’s key, a PEM file.' },
      pin: { type: 'string', value: 'THUMBPRINT', about: 'The key, or the root, of who signed first.' },
      from: { type: 'string', value: 'DIR', about: 'Own folder of the model: its files must be the same.' },
      channel: { type: 'string', value: 'NAME', about: 'Who it is for. Default: stable.' },
    },
    run: async (given, io) => {
      const { positionals, text } = given;
      return reported(
        countersign(
          {
            file: resolve(io.cwd, positionals[0] ?? ''),
            first: need(given, 'pin'),
            key: needPath(given, 'key', io),
            from: text('from') === undefined ? undefined : needPath(given, 'from', io),
            channel: text('channel'),
            nowMs: io.now(),
          },
          io,
        ),
      );
    },
  },
  'model verify': {
    about: 'Check a signed manifest and its files as a backend does, or a bundle alone.',
    takes: ['<file>'],
    options: {
      pin: { type: 'string', value: 'THUMBPRINT', multiple: true, about: 'Key that is pinned: one or two.' },
      'pin-root': { type: 'string', value: 'THUMBPRINT', multiple: true, about: 'The same of a root key.' },
      signers: { type: 'string', value: 'N', about: 'Keys that must have signed. Default: 1.' },
      'min-list': { type: 'string', value: 'N', about: 'Least version of the list of keys.' },
      'min-version': { type: 'string', value: 'N', about: 'Least version of the release.' },
      channel: { type: 'string', value: 'NAME', about: 'Who it is for. Default: stable.' },
      'public-key': { type: 'string', value: 'FILE', about: 'Check model.sig of this folder with this key.' },
      'ignore-unsigned-files': {
        type: 'boolean',
        about: 'Pass over files that model.sig does not name.',
      },
    },
    run: async (given, io) => reported(verified(given, io)),
  },
};

/** What a bundle has not, and so nothing would be checked of. */
const RELEASE_OPTIONS = ['pin', 'pin-root', 'signers', 'min-list', 'min-version', 'channel'];

async function verified(given: Given, io: Io): Promise<object> {
  const [path = ''] = given.positionals;
  const file = resolve(io.cwd, path);
  const publicKey = given.text('public-key');
  const isBundle = publicKey !== undefined;
  const others = isBundle ? RELEASE_OPTIONS : ['ignore-unsigned-files'];
  const misplaced = others.find(
    (name) => given.flag(name) || given.text(name) !== undefined || listOf(given, name) !== undefined,
  );
  if (misplaced)
    throw new CliError(
      'argument_invalid',
      `--${misplaced} says nothing ${isBundle ? 'beside' : 'without'} --public-key.`,
    );
  if (isBundle) {
    const key = resolve(io.cwd, publicKey);
    const ignoreUnsigned = given.flag('ignore-unsigned-files');
    return { files: await verifyBundle({ folder: file, key, ignoreUnsigned }) };
  }
  const [keys, roots] = [listOf(given, 'pin'), listOf(given, 'pin-root')];
  if (!keys && !roots)
    throw new CliError('argument_missing', 'A thumbprint is missing: --pin, or --pin-root for a root key.');
  if (!roots && given.text('min-list') !== undefined)
    throw new CliError('argument_invalid', '--min-list says nothing without --pin-root.');
  const policy = {
    signers: numberOf(given, 'signers'),
    minKeyList: numberOf(given, 'min-list'),
    minVersion: numberOf(given, 'min-version'),
    channel: given.text('channel'),
  };
  try {
    return { release: await verify({ file, keys, roots, ...policy, nowMs: io.now() }, io) };
  } catch (error) {
    // Options that no release is opened with, such as pins of both kinds.
    if (error instanceof TypeError) throw new CliError('argument_invalid', `${messageOf(error)}.`);
    throw error;
  }
}
