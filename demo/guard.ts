import { randomBytes } from 'node:crypto';
import { type Alert, type AlignmentSource, createVerifier, type Verifier } from 'tellsign/server';
import { loadModel, model } from 'tellsign/server/model';
import { ACTION } from './pages/checkout.ts';
import { memoryStores } from './stores/index.ts';
import type { Stores } from './stores/stores.ts';

/** The shop's site id, the `aud` of every verdict for it. */
const AUDIENCE = 'https://kiln-and-kettle.example';

export interface GuardOptions {
  /** Lifetime of a nonce, seconds. @default the library's */
  readonly nonceTtlSeconds?: number | undefined;
  /** The site's one secret. @default random, so that nothing outlives this process */
  readonly secret?: Uint8Array;
  /** @default in memory */
  readonly stores?: Stores;
  /** The measures of the shop's own people. @default the shipped ones alone */
  readonly alignment?: AlignmentSource | undefined;
  /** Clock, epoch milliseconds. @default Date.now */
  readonly now?: () => number;
}

/**
 * The backend's half of tellsign: the shipped model, the site's secret, and stores. A shop with several
 * processes shares the secret and keeps nonces in a store they all see.
 *
 * @throws when the shipped model is not the one its manifest names
 */
export async function createGuard({
  nonceTtlSeconds,
  secret = randomBytes(32),
  stores = memoryStores(),
  alignment,
  now,
}: GuardOptions = {}): Promise<Verifier> {
  // A shop takes a newer release in time. The demo cannot, so its model does not age.
  const manifest = { ...model.manifest, deprecated: 0, exp: 0 };
  const loaded = await loadModel(model.bytes, manifest);
  if (!loaded.ok) throw new Error(`the shipped model was refused: ${loaded.code}`);
  return createVerifier({
    audience: AUDIENCE,
    secret,
    models: [loaded.value],
    ...stores,
    onAlert: (alert) => console.warn(`shop: ${describe(alert)}`),
    // The nonce may be fetched, so its age does not bound the visit; `servedAt` at the checkout does.
    actions: { [ACTION]: { requireTx: true, nonceInPage: false } },
    nonceTtlSeconds,
    alignment,
    now,
  });
}

/** Without the session id, which no log may have. */
const describe = (alert: Alert): string =>
  'model' in alert
    ? `${alert.kind}: model ${alert.model}`
    : `${alert.kind} at ${alert.action}: a cookie or a key may have been copied`;
