import {
  createVerifier,
  type Verification,
  type Verifier,
  type VerifyRequest,
} from '../../../src/server/index.ts';
import { counting } from '../../unit/server/counting.ts';
import type { Source } from '../source.ts';

/** What a request changed or asked. */
export interface Effects {
  /** Methods of stores that were called. */
  readonly asked: ReadonlySet<string>;
  readonly orders: number;
  /** Outcome of the guard; null where none was asked. */
  readonly outcome: string | null;
  /** What was thrown at the framework, one text each. */
  readonly thrown: readonly string[];
}

/** The part of a site that no framework changes. */
export interface Backend {
  readonly verifier: Verifier;
  readonly stores: ReturnType<typeof counting>['stores'];
  /** Of the routes. */
  readonly actions: readonly string[];
  readonly sid: () => string | undefined;
  /** What every guard asks for. */
  readonly wanted: VerifyRequest;
  /** Options of every guard. */
  readonly guarding: {
    readonly verifier: Verifier;
    readonly onVerdict: (verification: Verification) => void;
  };
  readonly now: () => number;
  /** What a handler does: one order for each verdict that was accepted. */
  order(verification: Verification): string;
  note(outcome: string): void;
  /** Something was thrown at the framework. */
  broke(error: Error): void;
  /** What the requests since the last call did, and forgets it. */
  take(): Effects;
}

/** Small, so that long bodies are tried without taking long. */
export const MAX_BODY_BYTES = 16_384;

export function openBackend({ setting, model, request: expected }: Source): Backend {
  const now = () => setting.now * 1000;
  const { asked, stores } = counting(now);
  const secrets = Object.entries(setting.nonceKeys).map(([kid, hex]) => ({
    kid: Number(kid),
    secret: Uint8Array.from(Buffer.from(hex, 'hex')),
  }));
  const verifier = createVerifier({
    audience: setting.aud,
    keys: { nonce: secrets, binding: [{ kid: 1, secret: crypto.getRandomValues(new Uint8Array(32)) }] },
    models: [model],
    ...stores,
    actions: { [expected.action]: { requireTx: true, nonceInPage: false } },
    now,
    // A busy machine may keep a timer waiting; an outage of a store is not what is looked for.
    storeTimeoutMs: 60_000,
  });
  let [orders, outcome, thrown]: [number, string | null, string[]] = [0, null, []];
  const note = (what: string) => {
    outcome = what;
  };
  const { jkt: _, ...wanted } = expected;
  return {
    verifier,
    stores,
    actions: [expected.action],
    sid: () => expected.sid,
    wanted,
    guarding: { verifier, onVerdict: (verification) => note(verification.ok ? 'ok' : verification.code) },
    now,
    order(verification) {
      if (verification.ok) orders++;
      return verification.ok ? 'ordered' : 'a code, please';
    },
    note,
    broke(error) {
      thrown.push(error.stack ?? error.message);
    },
    take() {
      const effects = { asked: new Set(asked), orders, outcome, thrown };
      asked.clear();
      [orders, outcome, thrown] = [0, null, []];
      return effects;
    },
  };
}
