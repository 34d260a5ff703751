import {
  createVerifier,
  type Verifier,
  type VerifierOptions,
  type VerifyRequest,
} from '../../../src/server/index.ts';
import { memoryReplay } from '../../../src/server/memory-replay.ts';
import { createForge, type Forge } from '../../vectors/forge.ts';

export interface Bench {
  readonly forge: Forge;
  /** What an honest backend asks for. */
  readonly request: VerifyRequest;
  create(options?: Partial<VerifierOptions>): Verifier;
}

/** A forge and verifiers that agree with it; the clock stands at the forge's `now` unless an option moves it. */
export async function setup(): Promise<Bench> {
  const forge = await createForge();
  const { now, aud, op, sid, jkt, txh, nonceKeys, models } = forge.setting;
  const clock = () => now * 1000;
  const nonce = Object.entries(nonceKeys)
    .map(([kid, hex]) => ({ kid: Number(kid), secret: Uint8Array.from(Buffer.from(hex, 'hex')) }))
    .sort((a, b) => b.kid - a.kid);
  return {
    forge,
    request: { op, sid, jkt, txh: txh ?? undefined },
    create: (options) =>
      createVerifier({
        audience: aud,
        keys: { nonce },
        models: Object.entries(models).map(([id, { schema, n }]) => ({ id, schema, features: n })),
        replay: memoryReplay({ allowSingleProcess: true, now: clock }),
        now: clock,
        storeTimeoutMs: 5000,
        ...options,
      }),
  };
}
