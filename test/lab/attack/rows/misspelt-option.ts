import {
  createVerifier,
  memoryLedger,
  memoryNearDuplicates,
  memoryReplay,
  routes,
  type VerifierOptions,
} from '../../../../src/server/index.ts';
import { guard, nonceRoute } from '../../../../src/server/middleware/next.ts';
import { createReceipts, createReceiptVerifier } from '../../../../src/server/receipt/receipt.ts';
import { sqlLedger, sqlNearDuplicates, sqlReplay } from '../../../../src/server/stores/index.ts';
import { type Attack, honest, refused } from '../attack.ts';

const bytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const checkout = { requireTx: true, nonceInPage: false };
const secret = bytes(32);
const GOOD: VerifierOptions = {
  audience: 'https://shop.example',
  secret,
  models: [{ id: 'outline', schema: 3, features: 4 }],
  replay: memoryReplay({ allowSingleProcess: true }),
  ledger: memoryLedger(),
  nearDuplicates: memoryNearDuplicates(),
  actions: { checkout },
};
const { secret: _, ...UNKEYED } = GOOD;
const keysOf = (nonce: Uint8Array, binding: Uint8Array) => ({
  nonce: [{ kid: 1, secret: nonce }],
  binding: [{ kid: 1, secret: binding }],
});
const without = (name: keyof VerifierOptions) =>
  Object.fromEntries(Object.entries(GOOD).filter(([key]) => key !== name));

/** What must not start, and the word that its TypeError must say. */
const VERIFIERS: Readonly<Record<string, readonly [options: object, word: string]>> = {
  'an unknown option': [{ ...GOOD, requireTX: true }, 'requireTX'],
  'an unknown option of an action': [
    { ...GOOD, actions: { checkout: { ...checkout, requireTX: true } } },
    'requireTX',
  ],
  'an unknown member of keys': [{ ...UNKEYED, keys: { ...keysOf(bytes(32), bytes(32)), old: [] } }, 'old'],
  'a secret of zeros': [{ ...GOOD, secret: new Uint8Array(32) }, 'secret'],
  'a secret of 16 bytes': [{ ...GOOD, secret: bytes(16) }, 'secret'],
  'a secret as text': [{ ...GOOD, secret: 'correct horse battery staple correct horse' }, 'secret'],
  'zeros among the keys': [{ ...UNKEYED, keys: keysOf(new Uint8Array(32), bytes(32)) }, 'keys.nonce'],
  'sixteen bytes among the keys': [{ ...UNKEYED, keys: keysOf(bytes(32), bytes(16)) }, 'keys.binding'],
  'one secret for two purposes': [{ ...UNKEYED, keys: keysOf(secret, secret) }, 'keys.binding'],
  'no ledger': [without('ledger'), 'ledger'],
  'no near-duplicates': [without('nearDuplicates'), 'nearDuplicates'],
  'no actions': [without('actions'), 'actions'],
  'no replay store': [without('replay'), 'replay'],
  'no binding keys': [{ ...UNKEYED, keys: { nonce: keysOf(secret, secret).nonce } }, 'keys.binding'],
  'an action without nonceInPage': [{ ...GOOD, actions: { checkout: { requireTx: true } } }, 'nonceInPage'],
};

/** Row 17 (A15): what is misspelt, weak or left out does not start. */
export const misspeltOption: Attack = {
  row: 17,
  tried:
    'start with a misspelt option, a weak or shared secret, a protection left out, an action nobody knows',
  async run() {
    honest(
      'good options',
      messageOf(() => createVerifier(GOOD)),
      'started',
    );
    honest(
      'good keys',
      messageOf(() => createVerifier({ ...UNKEYED, keys: keysOf(bytes(32), bytes(32)) })),
      'started',
    );
    const got: Record<string, string> = {};
    for (const [what, [options, word]] of Object.entries(VERIFIERS))
      got[what] = stops(what, word, () => createVerifier(options as VerifierOptions));
    return { ...got, ...stopOthers(), ...(await stopRequests()) };
  },
};

/** The first words of its TypeError, or that it started. */
function messageOf(start: () => unknown): string {
  try {
    start();
    return 'started';
  } catch (error) {
    return error instanceof TypeError ? error.message : `no TypeError: ${error}`;
  }
}

function stops(what: string, word: string, start: () => unknown): string {
  const message = messageOf(start);
  return refused(what, message !== 'started' && message.includes(word) ? word : message, word);
}

/** Whatever else takes options. */
function stopOthers(): Readonly<Record<string, string>> {
  const verifier = createVerifier(GOOD);
  const client = { query: async () => ({ rows: [] }) };
  const route = { verifier, actions: ['checkout'] };
  const guarded = { verifier, noVerdict: 'challenge', expect: () => ({ action: 'checkout' }) } as const;
  const reader = { issuer: 'a', audience: 'b', fetchJwks: async () => ({}), replay: null };
  honest(
    'a route',
    messageOf(() => [nonceRoute(route), routes(route)]),
    'started',
  );
  honest(
    'a guard',
    messageOf(() => guard(guarded)),
    'started',
  );
  honest(
    'a store',
    messageOf(() => [sqlReplay(client), sqlLedger(client)]),
    'started',
  );
  honest(
    'a reader of receipts',
    messageOf(() => createReceiptVerifier(reader)),
    'started',
  );
  const [wrong, single] = [{ tabel: 'nonces' }, { allowSingleProcess: true }];
  return {
    'a route for an action nobody knows': stops('route', 'payout', () =>
      nonceRoute({ verifier, actions: ['payout'] }),
    ),
    'routes for one': stops('routes', 'payout', () => routes({ verifier, actions: ['checkout', 'payout'] })),
    'a route with isAlowed': stops('route', 'isAlowed', () =>
      nonceRoute({ ...route, ...{ isAlowed: () => false } }),
    ),
    'a guard with maxBodySize': stops('guard', 'maxBodySize', () =>
      guard({ ...guarded, ...{ maxBodySize: 1 } }),
    ),
    'receipts with ttl': stops('receipts', 'ttl', () => createReceipts({ ttl: 9 } as never)),
    'a reader of receipts with replays': stops('reader', 'replays', () =>
      createReceiptVerifier({ ...reader, ...{ replays: 1 } }),
    ),
    'sqlReplay with transactional': stops('store', 'transactional', () =>
      sqlReplay(client, { transactional: true } as never),
    ),
    'sqlLedger with tabel': stops('store', 'tabel', () => sqlLedger(client, wrong as never)),
    'sqlNearDuplicates with tabel': stops('store', 'tabel', () => sqlNearDuplicates(client, wrong as never)),
    'memoryReplay with maxEntires': stops('store', 'maxEntires', () =>
      memoryReplay({ ...single, maxEntires: 9 } as never),
    ),
    'memoryLedger with tabel': stops('store', 'tabel', () => memoryLedger(wrong as never)),
    'memoryNearDuplicates with tabel': stops('store', 'tabel', () => memoryNearDuplicates(wrong as never)),
  };
}

async function stopRequests(): Promise<Readonly<Record<string, string>>> {
  const verifier = createVerifier(GOOD);
  const errorOf = async (ask: () => Promise<unknown>) => {
    try {
      await ask();
      return 'answered';
    } catch (error) {
      return error instanceof TypeError ? error.message : `no TypeError: ${error}`;
    }
  };
  const sid = 's';
  honest('a nonce', await errorOf(() => verifier.issueNonce({ action: 'checkout', sid })), 'answered');
  const asked: Readonly<Record<string, readonly [word: string, () => Promise<unknown>]>> = {
    'verify with idempotency': [
      'idempotency',
      () => verifier.verify('', { action: 'checkout', tx: {}, idempotency: 'k' } as never),
    ],
    'verify without the transaction it requires': [
      'tx',
      () => verifier.verify('', { action: 'checkout', sid }),
    ],
    'a nonce for an action nobody knows': ['action', () => verifier.issueNonce({ action: 'payout', sid })],
    'a nonce with session': [
      'session',
      () => verifier.issueNonce({ action: 'checkout', session: sid } as never),
    ],
    'enrol with cookie': ['cookie', () => verifier.enrol('', { sid, cookie: '' } as never)],
  };
  const got: Record<string, string> = {};
  for (const [what, [word, ask]] of Object.entries(asked)) {
    const message = await errorOf(ask);
    got[what] = refused(what, message.includes(word) ? word : message, word);
  }
  return got;
}
