import {
  HARD_TOKEN_CHARS,
  MAX_SKEW_SECONDS,
  MAX_TOKEN_CHARS,
  NONCE_TTL_SECONDS,
  OP_PATTERN,
} from '../contract/protocol.ts';
import type { Alert } from './alert.ts';
import { createMacKeys, type MacKey, type MacKeys } from './mac/keys.ts';
import type { VerifierModel } from './model/outline.ts';
import { createModelWatch } from './model/watch.ts';
import type { KeyLedger } from './stores/ledger.ts';
import { createReplayMemory } from './stores/memory-replay.ts';
import type { NearDuplicateStore } from './stores/near-duplicates.ts';
import type { ReplayStore } from './stores/replay.ts';

/** What one action asks of a verdict. */
export interface ActionPolicy {
  /** `verify` must be given the transaction, and the token must have signed it. @default false */
  readonly requireTx?: boolean;
  /** The visitor must have a bound key; without one the verdict is refused as `unbound`. @default false */
  readonly requireBinding?: boolean;
  /**
   * When the replay store is down: `reject`, or accept once more than asked with `degraded` set and `low` capped at `medium`.
   * @default 'reject'
   */
  readonly onStoreError?: 'reject' | 'accept-degraded';
  /** The nonce is issued with the page and not fetched at submit, so its age bounds the visit (`implausible_timing`). @default false */
  readonly nonceInPage?: boolean;
}

export interface VerifierOptions {
  /** Site id, e.g. `https://shop.example`; every verdict's `aud`. */
  readonly audience: string;
  readonly keys: {
    /** HMAC keys of the nonces, newest first; keep the previous one for a nonce lifetime. */
    readonly nonce: readonly MacKey[];
    /**
     * HMAC keys of the `__Host-vrd` cookie, newest first, other ones than the nonces'; keep the previous one for 30 days, or drop it to
     * unbind everybody. Without them no key is enrolled. @default none
     */
    readonly binding?: readonly MacKey[];
  };
  /** Models whose verdicts are honoured, from `loadModel`. Keep the last one while pages that loaded it are open. */
  readonly models: readonly VerifierModel[];
  /** Where spent nonces are kept. */
  readonly replay: ReplayStore;
  /** Actions that exist. @default any well-formed name, with the default policy */
  readonly actions?: Readonly<Record<string, ActionPolicy>>;
  /** Tolerance for `iat` and `exp`, seconds. @default 60 */
  readonly maxSkewSeconds?: number;
  /** Lifetime of a nonce, seconds. @default 300 */
  readonly nonceTtlSeconds?: number;
  /** Longest token, characters, at most 4096. @default 2048 */
  readonly maxTokenChars?: number;
  /** Time the replay store and `isRevoked` may take, milliseconds. @default 50 */
  readonly storeTimeoutMs?: number;
  /** Oldest SDK build, like `tellsign-0.1.0`: its numbers are compared. @default none */
  readonly minBuild?: string;
  /** Whether a key (RFC 7638 thumbprint) is denied. A throw or a late answer counts as an outage. @default none is */
  readonly isRevoked?: (jkt: string) => boolean | Promise<boolean>;
  /** What is remembered of device keys: denials, rotations, counters. @default nothing */
  readonly ledger?: KeyLedger;
  /** Where recent evidence is remembered, so that a copy under another key is flagged `near_duplicate`. @default nowhere */
  readonly nearDuplicates?: NearDuplicateStore;
  /** Told of what looks like a stolen cookie or a swapped key; never awaited. @default nobody */
  readonly onAlert?: (alert: Alert) => unknown;
  /**
   * A key bound more recently than this, seconds, is flagged `fresh_key`, and cannot reach `low` where a binding is required: a key
   * costs nothing, its age does. A day outlasts a session of trying cards. @default 86_400
   */
  readonly freshKeySeconds?: number;
  /** Offer reasons, computed when they are read. @default true */
  readonly explain?: boolean;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: () => number;
}

/**
 * Nonces and idempotency keys that an action which accepts outages keeps in memory, some 200 bytes each. Chosen: 20 MB, a
 * day of one verdict a second.
 */
const SPARE_ENTRIES = 100_000;

/** Checked options. */
export interface Settings {
  readonly audience: string;
  readonly nonceKeys: MacKeys;
  readonly bindingKeys: MacKeys | null;
  /** A Map, because a model may be called `__proto__`. */
  readonly models: ReadonlyMap<string, VerifierModel>;
  readonly replay: ReplayStore;
  /** The policy of an action; undefined when there is no such action. */
  readonly policyOf: (action: unknown) => Required<ActionPolicy> | undefined;
  readonly maxSkewSeconds: number;
  readonly nonceTtlSeconds: number;
  readonly maxTokenChars: number;
  readonly storeTimeoutMs: number;
  readonly minBuild: string | undefined;
  readonly isRevoked: ((jkt: string) => boolean | Promise<boolean>) | undefined;
  readonly ledger: KeyLedger | null;
  readonly nearDuplicates: NearDuplicateStore | null;
  /** Where an action that accepts outages spends nonces in this process, too. */
  readonly spareReplay: ReplayStore;
  /** Tells the operator of a model that comes near its dates. */
  readonly watchModel: (model: VerifierModel, now: number) => void;
  readonly onAlert: ((alert: Alert) => unknown) | undefined;
  readonly freshKeySeconds: number;
  readonly explain: boolean;
  /** Epoch seconds. @throws TypeError when the clock gives no time: every limit would pass */
  readonly now: () => number;
}

export const DEFAULT_POLICY = {
  requireTx: false,
  requireBinding: false,
  onStoreError: 'reject',
  nonceInPage: false,
} as const satisfies Required<ActionPolicy>;

const LEDGER_METHODS = ['find', 'retire', 'bind', 'boundTo', 'rebind', 'advance', 'count'] as const;

/** Fills in the defaults. @throws TypeError naming the option that is wrong */
export function readOptions(options: VerifierOptions): Settings {
  if (typeof options !== 'object' || options === null) throw new TypeError('options must be an object');
  const { audience, keys, models, replay, isRevoked, ledger, nearDuplicates, onAlert, minBuild } = options;
  const { now = Date.now, explain = true } = options;
  check(
    typeof audience === 'string' && /^[ !#-[\]-~]{1,255}$/.test(audience),
    'audience must be printable ASCII, without " or \\',
  );
  check(
    Array.isArray(models) && models.length > 0 && models.every(isModel),
    'models must be a list of loaded models',
  );
  check(isFunction(replay?.consume), 'replay must be a ReplayStore');
  check(isRevoked === undefined || isFunction(isRevoked), 'isRevoked must be a function');
  check(
    ledger === undefined || LEDGER_METHODS.every((method) => isFunction(ledger?.[method])),
    'ledger must be a KeyLedger',
  );
  check(
    nearDuplicates === undefined || isFunction(nearDuplicates?.file),
    'nearDuplicates must be a NearDuplicateStore',
  );
  check(onAlert === undefined || isFunction(onAlert), 'onAlert must be a function');
  check(isFunction(now), 'now must be a function');
  const clock = () => {
    const seconds = Math.floor(now() / 1000);
    check(Number.isSafeInteger(seconds), 'now must return milliseconds since 1970');
    return seconds;
  };
  clock();
  check(typeof explain === 'boolean', 'explain must be a boolean');
  check(
    minBuild === undefined || (typeof minBuild === 'string' && /\d/.test(minBuild)),
    'minBuild must name a version',
  );
  return {
    audience,
    nonceKeys: createMacKeys('keys.nonce', keys?.nonce),
    bindingKeys: keys?.binding === undefined ? null : createMacKeys('keys.binding', keys.binding),
    models: new Map(models.map((model) => [model.id, model])),
    replay,
    policyOf: readActions(options.actions, replay),
    maxSkewSeconds: readNumber('maxSkewSeconds', options.maxSkewSeconds ?? MAX_SKEW_SECONDS, [0, 600]),
    nonceTtlSeconds: readNumber('nonceTtlSeconds', options.nonceTtlSeconds ?? NONCE_TTL_SECONDS, [1, 86_400]),
    maxTokenChars: readNumber('maxTokenChars', options.maxTokenChars ?? MAX_TOKEN_CHARS, [
      1,
      HARD_TOKEN_CHARS,
    ]),
    storeTimeoutMs: readNumber('storeTimeoutMs', options.storeTimeoutMs ?? 50, [1, 60_000]),
    minBuild,
    isRevoked,
    explain,
    ledger: ledger ?? null,
    nearDuplicates: nearDuplicates ?? null,
    spareReplay: createReplayMemory({ maxEntries: SPARE_ENTRIES }),
    watchModel: createModelWatch(onAlert),
    onAlert,
    freshKeySeconds: readNumber('freshKeySeconds', options.freshKeySeconds ?? 86_400, [0, 30 * 86_400]),
    now: clock,
  };
}

function readActions(actions: VerifierOptions['actions'], replay: ReplayStore): Settings['policyOf'] {
  if (actions === undefined) {
    return (action) => (typeof action === 'string' && OP_PATTERN.test(action) ? DEFAULT_POLICY : undefined);
  }
  check(typeof actions === 'object' && actions !== null, 'actions must be an object');
  const policies = new Map<unknown, Required<ActionPolicy>>();
  for (const [action, policy] of Object.entries(actions)) {
    check(OP_PATTERN.test(action), `actions: ${action} must match ${OP_PATTERN.source}`);
    const full = { ...DEFAULT_POLICY, ...policy };
    check(
      ['reject', 'accept-degraded'].includes(full.onStoreError),
      `actions.${action}.onStoreError must be reject or accept-degraded`,
    );
    check(
      full.onStoreError === 'reject' || replay?.isTransactional !== true,
      `actions.${action}.onStoreError: accept-degraded needs a store that is no part of a transaction`,
    );
    const booleans = [full.requireTx, full.requireBinding, full.nonceInPage];
    check(
      booleans.every((value) => typeof value === 'boolean'),
      `actions.${action}: requireTx, requireBinding, nonceInPage must be boolean`,
    );
    policies.set(action, full);
  }
  return (action) => policies.get(action);
}

function readNumber(name: string, value: unknown, [min, max]: readonly [number, number]): number {
  check(
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    `${name} must be ${min}..${max}`,
  );
  return value as number;
}

function isModel(model: Partial<VerifierModel> | null | undefined): boolean {
  return typeof model?.id === 'string' && ('claimedSeconds' in model || 'features' in model);
}

const isFunction = (value: unknown): boolean => typeof value === 'function';

function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new TypeError(message);
}
