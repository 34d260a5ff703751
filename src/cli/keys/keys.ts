import { isAbsolute, join } from 'node:path';
import type { Command, Report } from '../command.ts';
import { readText } from '../files.ts';
import { type Filled, fillEnv, isIgnored, writeEnv } from './fill-env.ts';
import { secretsFor } from './secrets.ts';

/** `tellsign keys`: the secrets of a backend, made by the platform's WebCrypto. */
export const keys: Command = {
  about: 'Make the secrets of a backend, as lines of an environment file.',
  takes: [],
  options: {
    write: {
      type: 'string',
      value: 'FILE',
      about: 'Append to this file what it lacks, and print no secret.',
    },
    rotating: { type: 'boolean', about: 'Keys that are rotated one by one, instead of one secret.' },
    receipts: { type: 'boolean', about: 'Also the key and the salt of receipts.' },
    webhooks: { type: 'boolean', about: 'Also the secret of one webhook endpoint.' },
  },
  async run(given, io): Promise<Report> {
    const secrets = secretsFor({
      rotating: given.flag('rotating'),
      receipts: given.flag('receipts'),
      webhooks: given.flag('webhooks'),
    });
    const file = given.text('write');
    if (file === undefined) {
      const { text } = await fillEnv(null, secrets);
      const lines = text.trimEnd().split('\n');
      return { ok: true, lines, data: { env: text } };
    }
    const path = isAbsolute(file) ? file : join(io.cwd, file);
    const filled = await fillEnv(readText(path), secrets);
    writeEnv(path, filled);
    const ignored = isIgnored(path);
    const lines = [...linesOf(file, filled), ...(ignored ? [] : [commitWarning(file)])];
    return { ok: true, lines, data: { file, added: filled.added, kept: filled.kept, ignored } };
  },
};

export const commitWarning = (file: string): string =>
  `${file} holds secrets: put it into .gitignore, and into no image and no log.`;

const linesOf = (file: string, { added, kept }: Filled): readonly string[] => [
  ...added.map((name) => `${file} now has ${name}.`),
  ...kept.map((name) => `${file} had ${name} already; it was kept.`),
];
