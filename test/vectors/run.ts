import {
  createVerifier,
  memoryLedger,
  memoryReplay,
  type ReplayStore,
  type Verification,
} from '../../src/server/index.ts';

/** What a verifier is configured with; every member may be overridden by a case. */
export interface Setting {
  /** Epoch seconds. */
  readonly now: number;
  readonly aud: string;
  readonly op: string;
  readonly sid: string;
  /** Hex secrets by kid. */
  readonly nonceKeys: Readonly<Record<string, string>>;
  /** Thumbprint bound to the visitor; null or absent: none. */
  readonly jkt?: string | null;
  /** Transaction hash the token must have signed; null or absent: no transaction. */
  readonly txh?: string | null;
  /** Form of the evidence of each model; a model without weights is not re-scored. */
  readonly models: Readonly<
    Record<string, { readonly schema: number; readonly n: number; readonly exp?: number }>
  >;
  /** true: whatever key signed is revoked; a list: these thumbprints are. */
  readonly revoked?: boolean | readonly string[];
  readonly minBuild?: string;
  readonly maxTokenChars?: number;
  /** The operation wants a bound key. */
  readonly requireBinding?: boolean;
  /** `down`: the replay store fails. */
  readonly store?: 'down';
  /** Thumbprint of the key that the session is remembered by (A3); null or absent: none. */
  readonly bound?: string | null;
}

/** What a case asks of the result beside its code. */
export interface Wanted {
  /** A code of protocol §2.3, or `ok`. */
  readonly code: string;
  readonly level?: string;
  /** Flags that must be there; others may stand beside them. */
  readonly flags?: readonly string[];
}

export interface Case extends Partial<Setting> {
  readonly name: string;
  /** Any JSON value; absent stands for a missing verdict. */
  readonly tok?: unknown;
  /** A token, or several, verified before against the same replay store. */
  readonly after?: unknown;
  /** A code of protocol §2.3, or `ok`; or the code with level and flags. */
  readonly want: string | Wanted;
}

export interface Vectors extends Setting {
  readonly cases: readonly Case[];
}

/** No verdict can name it; a setting may know no model at all, a verifier may not. */
const NO_MODEL = { id: '', schema: 0, features: 0 };

const DOWN: ReplayStore = { consume: () => Promise.reject(new Error('down')) };

/** Verifies one case with a verifier and a replay store of its own. */
export async function runCase(
  setting: Setting,
  { name: _name, want: _want, ...own }: Case,
): Promise<Verification> {
  const { tok, after, ...rest } = { ...setting, ...own };
  const { now, aud, op, sid, nonceKeys, jkt, txh, models, revoked, minBuild, maxTokenChars } = rest;
  const { requireBinding, store, bound } = rest;
  const verifier = createVerifier({
    audience: aud,
    keys: {
      nonce: Object.entries(nonceKeys).map(([kid, hex]) => ({ kid: Number(kid), secret: fromHex(hex) })),
      binding: null,
    },
    models: [
      NO_MODEL,
      ...Object.entries(models).map(([id, { schema, n, exp = 0 }]) => ({ id, schema, features: n, exp })),
    ],
    replay: store === 'down' ? DOWN : memoryReplay({ allowSingleProcess: true, now: () => now * 1000 }),
    isRevoked: (key) => (Array.isArray(revoked) ? revoked.includes(key) : revoked === true),
    now: () => now * 1000,
    // Nothing here waits, but a busy machine may be slow to answer; an outage is not what a vector is about.
    storeTimeoutMs: 5000,
    ledger: isText(bound) ? memoryLedger() : null,
    nearDuplicates: null,
    actions: requireBinding === undefined ? null : { [op]: { requireBinding, nonceInPage: null } },
    ...(minBuild !== undefined && { minBuild }),
    ...(maxTokenChars !== undefined && { maxTokenChars }),
  });
  if (isText(bound)) await verifier.confirm(sid, bound);
  const request = { action: op, sid, jkt, txh: txh ?? undefined };
  for (const earlier of Array.isArray(after) ? after : after === undefined || after === null ? [] : [after]) {
    await verifier.verify(earlier, request);
  }
  return verifier.verify(tok, request);
}

/** What a result is, said as `want` says it: equal where the case agrees. */
export function answerTo(want: Case['want'], result: Verification): Case['want'] {
  const code = result.ok ? 'ok' : result.code;
  if (typeof want === 'string') return code;
  const flags: readonly string[] = result.ok ? result.flags : [];
  return {
    code,
    ...(want.level !== undefined && { level: result.level }),
    ...(want.flags !== undefined && { flags: want.flags.filter((flag) => flags.includes(flag)) }),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
