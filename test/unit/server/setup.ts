import {
  createVerifier,
  type Verifier,
  type VerifierOptions,
  type VerifyRequest,
} from '../../../src/server/index.ts';
import { memoryReplay } from '../../../src/server/stores/memory-replay.ts';
import { createForge, type Forge } from '../../vectors/forge.ts';
import type { Setting } from '../../vectors/run.ts';

export interface Bench {
  readonly forge: Forge;
  /** What an honest backend asks for. */
  readonly request: VerifyRequest;
  create(options?: Partial<VerifierOptions>): Verifier;
}

/**
 * A forge and verifiers that agree with it; the clock stands at the forge's `now` unless an option moves it.
 */
export async function setup(): Promise<Bench> {
  const forge = await createForge();
  return {
    forge,
    request: requestOf(forge.setting),
    create: (options) => createFor(forge.setting, options),
  };
}

/** What an honest backend asks for. */
export function requestOf({ op, sid, jkt, txh }: Setting): VerifyRequest {
  return { action: op, sid, jkt, txh: txh ?? undefined };
}

/** A verifier of this setting, in whatever process. */
export function createFor(
  { now, aud, nonceKeys, models }: Setting,
  options?: Partial<VerifierOptions>,
): Verifier {
  const clock = () => now * 1000;
  const nonce = Object.entries(nonceKeys)
    .map(([kid, hex]) => ({ kid: Number(kid), secret: Uint8Array.from(Buffer.from(hex, 'hex')) }))
    .sort((a, b) => b.kid - a.kid);
  return createVerifier({
    audience: aud,
    keys: { nonce, binding: null },
    ledger: null,
    nearDuplicates: null,
    actions: null,
    models: Object.entries(models).map(([id, { schema, n }]) => ({ id, schema, features: n })),
    replay: memoryReplay({ allowSingleProcess: true, now: clock }),
    now: clock,
    storeTimeoutMs: 5000,
    ...options,
  });
}
