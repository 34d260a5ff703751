import { resolve } from 'node:path';
import type { Code } from '../../contract/protocol.ts';
import { isTransaction, transactionHash } from '../../wire/transaction.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Given, Io, Report } from '../command.ts';
import { needText } from '../files.ts';
import { describeToken } from './describe.ts';
import { hasWholeSignature, sayMalformed } from './malformed.ts';
import { type Expected, readToken } from './read-token.ts';
import { scoreAgain } from './score-again.ts';
import { CODE_SENTENCES } from './sentences.ts';

/** What needs the site's secret or its stores. */
const UNCHECKED = [
  'Not checked, because it needs the site’s secret and stores: who issued the nonce and for whom, whether it',
  'was used, whose key this is, and whether the evidence is a copy.',
];

/** `tellsign verify [token]`: what a token says, and whether it holds as far as one sees without the site. */
export const verify: Command = {
  about: 'Decode a token and check signature, times, shape and score, without the site’s state.',
  takes: ['[token]'],
  options: {
    file: {
      type: 'string',
      value: 'FILE',
      about: 'Read the token from a file. Without both: standard input.',
    },
    audience: { type: 'string', value: 'SITE', about: 'The site that it has to be for.' },
    action: { type: 'string', value: 'NAME', about: 'The action that it has to be for.' },
    tx: {
      type: 'string',
      value: 'NAME=VALUE',
      multiple: true,
      about: 'A member of the transaction that it has to be for.',
    },
    at: { type: 'string', value: 'TIME', about: 'The time at which it was verified. Default: now.' },
  },
  async run(given, io): Promise<Report> {
    const text = await tokenOf(given, io);
    const read = await readToken(text, await expectedOf(given, io));
    if (!read.ok) {
      const { code } = read;
      const detail = sentenceOf(code, text);
      return { ok: false, lines: [`WRONG  ${code}: ${detail}`], data: { codes: [code], detail } };
    }
    const { token } = read;
    const scored = token.claims && scoreAgain(await io.loadModel(), token.claims);
    const codes = [...token.codes, ...(scored?.ok === false ? [scored.code] : [])];
    const label = (code: string) => (code === 'model_unknown' ? 'NOTE ' : 'WRONG');
    const lines = [
      ...codes.map((code) => `${label(code)}  ${code}: ${sentenceOf(code, text)}`),
      ...describeToken(token, scored),
      ...UNCHECKED,
    ];
    const { isTest, jkt, payload } = token;
    // Another model is no fault of the token.
    const ok = codes.every((code) => code === 'model_unknown');
    return { ok, lines, data: { codes, isTest, jkt, payload, scored } };
  },
};

/** A text that was cut off by whole bytes of its signature can be read, and has another signature. */
function sentenceOf(code: Code, text: string): string {
  const isBroken = code === 'malformed' || (code === 'signature_invalid' && !hasWholeSignature(text));
  return isBroken ? sayMalformed(text) : (CODE_SENTENCES[code] ?? '');
}

async function tokenOf(given: Given, io: Io): Promise<string> {
  const [token] = given.positionals;
  const file = given.text('file');
  if (token !== undefined && file !== undefined)
    throw new CliError('argument_unexpected', 'Give a token or a file, not both.');
  if (file !== undefined) return needText(resolve(io.cwd, file)).trim();
  if (token !== undefined && token !== '-') return token;
  const text = await io.readStdin();
  if (text === null)
    throw new CliError('argument_missing', 'Give a token, --file, or the token on standard input.');
  return text.trim();
}

async function expectedOf(given: Given, io: Io): Promise<Expected> {
  const at = given.text('at');
  const nowMs = at === undefined ? io.now() : Date.parse(at);
  if (Number.isNaN(nowMs))
    throw new CliError('argument_invalid', '--at is a time, such as 2026-11-28T12:00:00Z.');
  return {
    audience: given.text('audience'),
    action: given.text('action'),
    txh: await hashOf(given.texts('tx')),
    now: Math.floor(nowMs / 1000),
  };
}

async function hashOf(members: readonly string[]): Promise<string | undefined> {
  if (members.length === 0) return undefined;
  const pairs = members.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new CliError('argument_invalid', `--tx is NAME=VALUE, and not ${text}.`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  const transaction = Object.fromEntries(pairs);
  if (Object.keys(transaction).length < pairs.length)
    throw new CliError('argument_invalid', '--tx has one member twice.');
  if (!isTransaction(transaction))
    throw new CliError('argument_invalid', '--tx has members that no transaction can have.');
  return transactionHash(transaction);
}
