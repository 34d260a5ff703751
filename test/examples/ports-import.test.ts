import { execFileSync } from 'node:child_process';
import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVerifier, memoryLedger, memoryReplay } from '../../src/server/index.ts';
import { FORGED } from '../vectors/cases/order.ts';
import { createForge, type Forge } from '../vectors/forge.ts';
import { findImporters } from './ports-import.ts';

/** Compilers and package installers, on a machine that does other things. */
const LIMIT_MS = 300_000;
const DAY = 86_400;

/** One request in the life of a backend. */
interface Step {
  readonly name: string;
  /** Seconds after the scenario begins. */
  readonly after: number;
  readonly sid: string;
  readonly jkt?: string;
  /** What the session remembers. */
  readonly bound?: string;
  readonly txh: string;
  readonly key: string;
  readonly token: string;
}

const AUDIENCE = 'https://shop.example';
const ACTION = 'checkout';
const MDL = 'qJ5mN1x0T9uWc2dKe8rLsA';
/** The site's one secret, and the nonce key derived from it: what the README says of both (A15). */
const secret = randomBytes(32);
const derived = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(32), 'nonce', 32)).toString('hex');

let forge: Forge;
let steps: readonly Step[];
let expected: readonly string[];
const folder = mkdtempSync(join(tmpdir(), 'tellsign-import-'));
const scenario = join(folder, 'scenario.tsv');
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  forge = await createForge();
  steps = await requests();
  expected = await answers();
  const { now } = forge.setting;
  const lines = [
    [AUDIENCE, '1', derived, MDL, '1', '64'],
    ...steps.map(({ name, after, sid, jkt = '', bound = '', txh, key, token }) => [
      name,
      String(now + after),
      ACTION,
      sid,
      jkt,
      bound,
      txh,
      key,
      token,
    ]),
  ];
  writeFileSync(scenario, lines.map((cells) => `${cells.join('\t')}\n`).join(''));
});

/** The life of one idempotency key, and of a session that remembers its key. */
async function requests(): Promise<readonly Step[]> {
  const { device, setting } = forge;
  const signed = async (after: number, sid = 'session-1', claims: Record<string, unknown> = {}) => {
    const iat = setting.now + after;
    const nonce = await forge.nonce({ kid: 1, secret: derived, sid, iat, exp: iat + 300 });
    return forge.token({ claims: { nonce, iat, exp: iat + 120, ...claims } });
  };
  const [txh, other] = [String(setting.txh), 'B'.repeat(43)];
  const common = { after: 0, sid: 'session-1', txh, key: 'request-1' };
  const first = await signed(0);
  const copied = { ...common, key: '', bound: device.jkt };
  return [
    { ...common, name: 'no token', token: '' },
    { ...common, name: 'a nonce of another session', token: await signed(0, 'session-2') },
    { ...common, name: 'a forged signature', token: first.replace(/[^.]+$/, FORGED) },
    {
      ...common,
      name: 'a token for another site',
      token: await signed(0, 'session-1', { aud: 'https://evil.example' }),
    },
    { ...common, name: 'a refused attempt', txh: other, token: await signed(0) },
    { ...common, name: 'the first attempt', token: first },
    { ...common, name: 'the same again', token: first },
    { ...common, name: 'the same after the cart is gone', txh: other, token: first },
    { ...common, name: 'the same with another nonce', token: await signed(0) },
    {
      ...common,
      name: 'the key with another transaction',
      txh: other,
      token: await signed(0, 'session-1', { txh: other }),
    },
    { ...common, name: 'the token with another key', key: 'request-2', token: first },
    { ...common, name: 'the token without a key', key: '', token: first },
    { ...common, name: 'a key that is too long', key: 'k'.repeat(257), token: await signed(0) },
    { ...common, name: 'the key in another session', sid: 'session-2', token: await signed(0, 'session-2') },
    { ...common, name: 'the same a second before a day', after: DAY - 1, token: await signed(DAY - 1) },
    { ...common, name: 'the same after a day', after: DAY + 1, token: await signed(DAY + 1) },
    { ...copied, name: 'a session without its binding', token: await signed(0) },
    { ...copied, name: 'a session with its binding', jkt: device.jkt, token: await signed(0) },
    {
      ...copied,
      name: 'a session with another binding',
      jkt: device.jkt,
      bound: forge.stranger.jkt,
      token: await signed(0),
    },
  ];
}

/** What tellsign/server makes of the same requests, and what it writes to the store. */
async function answers(): Promise<readonly string[]> {
  const { now } = forge.setting;
  const lines: string[] = [];
  let clock = now;
  const memory = memoryReplay({ allowSingleProcess: true, now: () => clock * 1000 });
  const create = (ledger: ReturnType<typeof memoryLedger> | null) =>
    createVerifier({
      audience: AUDIENCE,
      secret,
      models: [{ id: MDL, schema: 1, features: 64 }],
      replay: {
        ...memory,
        consume: (key, value, ttlMs) => {
          lines.push(['store', key, value, ttlMs].join('\t'));
          return memory.consume(key, value, ttlMs);
        },
      },
      isRevoked: (jkt) => {
        lines.push(`asked\t${jkt}`);
        return false;
      },
      actions: null,
      ledger,
      nearDuplicates: null,
      now: () => clock * 1000,
      storeTimeoutMs: 5000,
    });
  for (const { name, after, sid, jkt, bound, txh, key, token } of steps) {
    clock = now + after;
    const verifier = create(bound === undefined ? null : memoryLedger());
    if (bound !== undefined) await verifier.confirm(sid, bound);
    const result = await verifier.verify(token, { action: ACTION, sid, jkt, txh, idempotencyKey: key });
    const [code, flags] = result.ok ? ['ok', result.flags] : [result.code, []];
    const same = !result.ok && result.replayed === 'same' ? 'same' : '';
    lines.push(['request', name, code, same, flags.join(' ')].join('\t'));
  }
  return lines;
}

const REFUSED = [
  'no secret',
  'secret of 31 bytes',
  'secret of zeros',
  'secret of equal bytes',
  'nonce for no session',
  'lone surrogate in a value',
  'lone surrogate in a key',
];
const TAKEN = ['secret of 32 bytes', 'nonce for a session', 'pair of surrogates'];

it('has a scenario in which nobody is asked about what is not signed for this site (A1)', () => {
  expect(expected.findIndex((line) => /^(store|asked)\t/.test(line))).toBe(4);
});

it('has a scenario in which every way of repeating a request is told apart', () => {
  const outcomes = expected
    .filter((line) => line.startsWith('request'))
    .map((line) => line.split('\t').slice(2, 4).join(' ').trim());
  expect(outcomes).toEqual([
    'missing',
    'nonce_invalid',
    'signature_invalid',
    'aud_mismatch',
    'tx_mismatch',
    'ok',
    ...new Array(3).fill('replayed same'),
    ...new Array(3).fill('replayed'),
    'ok',
    'ok',
    'replayed same',
    ...new Array(4).fill('ok'),
  ]);
});

describe.each(findImporters())('the $name, imported', (importer) => {
  const isMissing = importer.missing !== null;
  const suffix = isMissing ? ` (${importer.missing})` : '';
  let lines: readonly string[] = [];
  beforeAll(() => {
    if (isMissing) return;
    const [program = '', ...args] = importer.build();
    const output = execFileSync(program, [...args, scenario], { cwd: folder, encoding: 'utf8' });
    lines = output.trimEnd().split('\n');
  }, LIMIT_MS);

  it.skipIf(isMissing)(`answers and writes like tellsign/server, whose secret it shares${suffix}`, () => {
    expect(lines.filter((line) => /^(request|store|asked)\t/.test(line))).toEqual(expected);
  });

  it.skipIf(isMissing)(`refuses weak secrets and lone surrogates${suffix}`, () => {
    const names = (outcome: string) =>
      lines.filter((line) => line.startsWith(`${outcome}\t`)).map((line) => line.slice(outcome.length + 1));
    expect(names('refused')).toEqual(REFUSED);
    expect(names('taken')).toEqual(TAKEN);
  });
});
