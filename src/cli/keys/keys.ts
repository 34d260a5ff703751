import { isAbsolute, join } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Command, Report } from '../command.ts';
import { readText } from '../files.ts';
import { type Filled, fillEnv, isIgnored, warningsOf, writeEnv } from './fill-env.ts';
import { audienceLine, secretsFor } from './secrets.ts';

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
    audience: { type: 'string', value: 'SITE', about: 'Also the address of the site, as TELLSIGN_AUDIENCE.' },
    rotating: { type: 'boolean', about: 'Keys that are rotated one by one, instead of one secret.' },
    receipts: { type: 'boolean', about: 'Also the key and the salt of receipts.' },
    webhooks: { type: 'boolean', about: 'Also the secret of one webhook endpoint.' },
  },
  async run(given, io): Promise<Report> {
    const audience = given.text('audience');
    const secrets = [
      ...(audience === undefined ? [] : [audienceLine(checkAudience(audience))]),
      ...secretsFor({
        rotating: given.flag('rotating'),
        receipts: given.flag('receipts'),
        webhooks: given.flag('webhooks'),
      }),
    ];
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
    const lines = [...linesOf(file, filled), ...warningsOf(path, file)];
    return { ok: true, lines, data: { file, added: filled.added, kept: filled.kept, ignored } };
  },
};

/** @throws CliError for what no verifier takes, or a file of this kind cannot hold */
export function checkAudience(site: string): string {
  if (/^[!$-&(-[\]-_a-~]{1,255}$/.test(site)) return site;
  throw new CliError(
    'argument_invalid',
    '--audience is the address of the site, such as https://shop.example.',
  );
}

const linesOf = (file: string, { added, kept }: Filled): readonly string[] => [
  ...added.map((name) => `${file} now has ${name}.`),
  ...kept.map((name) => `${file} had ${name} already; it was kept.`),
];
