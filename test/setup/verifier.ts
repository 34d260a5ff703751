import { randomBytes } from 'node:crypto';
import { loadModel } from '../../src/server/model/model.ts';
import { memoryReplay } from '../../src/server/stores/memory-replay.ts';
import { createVerifier, type Verifier } from '../../src/server/verifier.ts';

const AUDIENCE = 'https://shop.example';

/**
 * A verifier that scores with this model, accepts every action, binds no keys and remembers nonces only. The
 * model does not age: these tests run by the real clock, on any day.
 *
 * @param now clock in milliseconds
 */
export async function openVerifier(
  model: Uint8Array,
  manifest: object,
  now: () => number = Date.now,
): Promise<Verifier> {
  const loaded = await loadModel(model, { ...manifest, deprecated: 0, exp: 0 });
  if (!loaded.ok) throw new Error(loaded.code);
  return createVerifier({
    audience: AUDIENCE,
    keys: { nonce: [{ kid: 1, secret: randomBytes(32) }], binding: null },
    models: [loaded.value],
    replay: memoryReplay({ allowSingleProcess: true }),
    ledger: null,
    nearDuplicates: null,
    actions: null,
    now,
  });
}
