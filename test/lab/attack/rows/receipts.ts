import {
  createReceipts,
  createReceiptVerifier,
  type ReceiptKey,
  type ReceiptVerifierOptions,
} from '../../../../src/server/receipt/receipt.ts';
import { memoryReplay } from '../../../../src/server/stores/memory-replay.ts';
import { accepted as verdict } from '../../../unit/demo/verdicts.ts';
import { sign, toSegment } from '../../../vectors/forge.ts';
import { type Attack, honest, refused } from '../attack.ts';

const ISSUER = 'https://shop.example';
const AUDIENCE = 'https://bank.example';
const START_MS = 1_795_303_000_000;
const MINUTE_MS = 60_000;
const TEN_YEARS_SECONDS = 10 * 365 * 86_400;
/** What the fetch of a key set may take (A12), and what a crowded machine adds. */
const MOST_WAIT_MS = 20_000;

/** Row 11 (A12): a receipt ends soon, counts once, and with its key. */
export const receipts: Attack = {
  row: 11,
  tried:
    'a receipt of a key that left the set, a broken or hanging key set, ten years of life, the same one twice',
  async run() {
    const [old, next] = [await createKey('old'), await createKey('next')];
    return {
      'a key that left the set': await outliveKey(old, next),
      'a JSON error for a key set': await breakSet(old),
      'a key set that hangs': await hangSet(old),
      'ten years, minted': mintLong(old),
      'ten years, signed by the key itself': await signLong(old),
      'used again': await spendTwice(old),
      'used again at a service that is 15 minutes slow': await spendSlowly(old),
    };
  },
};

async function createKey(kid: string): Promise<ReceiptKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  return { kid, ...pair };
}

/** The service that verified at this time, milliseconds. */
const issuerAt = (keys: readonly [ReceiptKey, ...ReceiptKey[]], ms = START_MS, ttlSeconds = 120) =>
  createReceipts({
    issuer: ISSUER,
    keys,
    pairwiseSalt: crypto.getRandomValues(new Uint8Array(32)),
    ttlSeconds,
    now: () => ms,
  });

const issue = (key: ReceiptKey, ms?: number) => issuerAt([key], ms).issue(verdict(), { audience: AUDIENCE });

/** The service that is told, with a clock that can be moved. */
function openReader(fetchJwks: ReceiptVerifierOptions['fetchJwks']) {
  let ms = START_MS;
  const now = () => ms;
  const replay = memoryReplay({ allowSingleProcess: true, now });
  const verify = createReceiptVerifier({ issuer: ISSUER, audience: AUDIENCE, fetchJwks, replay, now });
  return {
    read: async (token: string) => {
      const result = await verify(token);
      return result.ok ? 'ok' : result.code;
    },
    pass: (passedMs: number) => {
      ms += passedMs;
      return ms;
    },
  };
}

async function outliveKey(old: ReceiptKey, next: ReceiptKey): Promise<string> {
  let set = await issuerAt([old]).jwks();
  const { read, pass } = openReader(async () => set);
  honest('a receipt', await read(await issue(old)), 'ok');
  set = await issuerAt([next]).jwks();
  return refused('the old key', await read(await issue(old, pass(10 * MINUTE_MS))), 'key_invalid');
}

async function breakSet(key: ReceiptKey): Promise<string> {
  const good = await issuerAt([key]).jwks();
  let answer: unknown = good;
  const { read, pass } = openReader(async () => answer);
  honest('a receipt', await read(await issue(key)), 'ok');
  answer = { error: 'unavailable' };
  const late = pass(MINUTE_MS);
  const unknown = await read(await issue(await createKey('junk'), late));
  const known = await read(await issue(key, late));
  return refused('the set is kept', [known, unknown], ['ok', 'key_invalid']) && 'the set is kept';
}

async function hangSet(key: ReceiptKey): Promise<string> {
  let isAborted = false;
  const { read } = openReader((signal) => {
    signal.addEventListener('abort', () => {
      isAborted = true;
    });
    return new Promise(() => undefined);
  });
  const start = performance.now();
  const code = await read(await issue(key));
  const isInTime = performance.now() - start < MOST_WAIT_MS;
  return (
    refused('the fetch', [code, isAborted, isInTime], ['key_invalid', true, true]) && `${code}, given up`
  );
}

function mintLong(key: ReceiptKey): string {
  const mint = (seconds: number) => {
    try {
      issuerAt([key], START_MS, seconds);
      return 'minted';
    } catch (error) {
      return error instanceof TypeError ? 'TypeError' : String(error);
    }
  };
  honest('five minutes', mint(300), 'minted');
  return refused('ten years', mint(TEN_YEARS_SECONDS), 'TypeError');
}

/** As an issuer of another make would do it, with its own key. */
async function signLong(key: ReceiptKey): Promise<string> {
  const { read } = openReader(() => issuerAt([key]).jwks());
  const [header = '', payload = ''] = (await issue(key)).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Readonly<
    Record<string, unknown>
  >;
  const resign = async (seconds: number) => {
    const changed = { ...claims, exp: START_MS / 1000 + seconds, jti: crypto.randomUUID() };
    const text = `${header}.${toSegment(JSON.stringify(changed))}`;
    return `${text}.${await sign({ jwk: {}, jkt: '', privateKey: key.privateKey }, text)}`;
  };
  honest('signed again for ten minutes', await read(await resign(600)), 'ok');
  return refused('signed again', await read(await resign(TEN_YEARS_SECONDS)), 'claim_invalid');
}

async function spendTwice(key: ReceiptKey): Promise<string> {
  const { read, pass } = openReader(() => issuerAt([key]).jwks());
  const token = await issue(key);
  honest('once', await read(token), 'ok');
  const raced = await issue(key);
  const both = await Promise.all([read(raced), read(raced)]);
  const again = await read(token);
  pass(2 * MINUTE_MS);
  const later = await read(token);
  return refused('again', [again, later, ...both.toSorted()], ['replayed', 'replayed', 'ok', 'replayed']);
}

/** Two services that share a store. */
async function spendSlowly(key: ReceiptKey): Promise<string> {
  let passedMs = 0;
  const now = () => START_MS + passedMs;
  const replay = memoryReplay({ allowSingleProcess: true, now });
  const common = { issuer: ISSUER, audience: AUDIENCE, fetchJwks: () => issuerAt([key]).jwks(), replay };
  const [right, slow] = [0, 15 * MINUTE_MS].map((slowMs) =>
    createReceiptVerifier({ ...common, now: () => now() - slowMs }),
  );
  const token = await issue(key);
  honest('once', (await right?.(token))?.ok, true);
  let accepted = 0;
  for (; passedMs < 30 * MINUTE_MS; passedMs += 7000) if ((await slow?.(token))?.ok) accepted++;
  return refused('uses at the slow one', `${accepted} accepted`, '0 accepted');
}
