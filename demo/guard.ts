import { randomBytes } from 'node:crypto';
import { type Alert, createVerifier, type Verifier } from 'tellsign/server';
import { loadModel, model } from 'tellsign/server/model';
import { ACTION } from './pages/checkout.ts';
import { openStores } from './stores/index.ts';
import type { Stores } from './stores/stores.ts';

/** The shop's site id, the `aud` of every verdict for it. */
const AUDIENCE = 'https://kiln-and-kettle.example';

export interface GuardOptions {
  /** Lifetime of a nonce, seconds. @default the library's */
  readonly nonceTtlSeconds?: number | undefined;
  /** @default in memory */
  readonly stores?: Stores;
}

/**
 * The backend's half of tellsign: the shipped model, keys that live as long as this process, and stores. A
 * shop with several processes shares the keys and keeps nonces in a store they all see.
 *
 * @throws when the shipped model is not the one its manifest names
 */
export async function createGuard({ nonceTtlSeconds, stores }: GuardOptions = {}): Promise<Verifier> {
  // A shop takes a newer release in time. The demo cannot, so its model does not age.
  const manifest = { ...model.manifest, deprecated: 0, exp: 0 };
  const loaded = await loadModel(model.bytes, manifest);
  if (!loaded.ok) throw new Error(`the shipped model was refused: ${loaded.code}`);
  return createVerifier({
    audience: AUDIENCE,
    keys: { nonce: [{ kid: 1, secret: randomBytes(32) }], binding: [{ kid: 1, secret: randomBytes(32) }] },
    models: [loaded.value],
    ...(stores ?? (await openStores())),
    onAlert: (alert) => console.warn(`shop: ${describe(alert)}`),
    // The nonce may be fetched, so its age does not bound the visit; `servedAt` at the checkout does.
    actions: { [ACTION]: { requireTx: true, nonceInPage: false } },
    ...(nonceTtlSeconds !== undefined && { nonceTtlSeconds }),
  });
}

/** Without the session id, which no log may have. */
const describe = (alert: Alert): string =>
  alert.kind === 'model_ageing'
    ? `model ${alert.model} is near its last day`
    : `${alert.kind} at ${alert.action}: a cookie or a key may have been copied`;
