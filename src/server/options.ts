import {
  HARD_TOKEN_CHARS,
  MAX_SKEW_SECONDS,
  MAX_TOKEN_CHARS,
  NONCE_TTL_SECONDS,
} from '../contract/protocol.ts';
import type { Alert } from './alert.ts';
import type { AlignmentSource } from './alignment.ts';
import { checkKnown } from './known-options.ts';
import type { MacKeys } from './mac/keys.ts';
import type { Metric } from './metric.ts';
import type { VerifierModel } from './model/outline.ts';
import { createModelWatch, type ModelWatch } from './model/watch.ts';
import { type ActionPolicy, type FullPolicy, readActions } from './policy.ts';
import { checkGiven, type KeyOptions, readKeys } from './read-keys.ts';
import type { KeyLedger } from './stores/ledger.ts';
import { createReplayMemory } from './stores/memory-replay.ts';
import type { NearDuplicateStore } from './stores/near-duplicates.ts';
import type { ReplayStore } from './stores/replay.ts';
import { checkTest, type TestOutcome } from './test-mode.ts';

export interface VerifierOptions extends KeyOptions {
  /** Site id, e.g. `https://shop.example`; every verdict's `aud`. */
  readonly audience: string;
  /**
   * Models whose verdicts are honoured, from `loadModel`. Keep the last one while pages that loaded it are
   * open.
   */
  readonly models: readonly VerifierModel[];
  /** Where used nonces are kept. */
  readonly replay: ReplayStore;
  /** The site's actions. Null: any well-formed name, with a policy that requires nothing. */
  readonly actions: Readonly<Record<string, ActionPolicy>> | null;
  /** Tolerance for `iat` and `exp`, seconds. @default 60 */
  readonly maxSkewSeconds?: number | undefined;
  /** Lifetime of a nonce, seconds. @default 300 */
  readonly nonceTtlSeconds?: number | undefined;
  /** Longest token, characters, at most 4096. @default 2048 */
  readonly maxTokenChars?: number | undefined;
  /** Time the replay store and `isRevoked` may take, milliseconds. @default 50 */
  readonly storeTimeoutMs?: number | undefined;
  /** Oldest SDK build, like `tellsign-0.1.0`: its numbers are compared. @default none */
  readonly minBuild?: string | undefined;
  /**
   * Whether a key (RFC 7638 thumbprint) is denied. A throw or a late answer counts as an outage. @default no
   * key is
   */
  readonly isRevoked?: ((jkt: string) => boolean | Promise<boolean>) | undefined;
  /**
   * Where device keys and sessions are remembered. Null: nowhere; then a stolen session cookie goes
   * unnoticed, no key can be revoked, and a rotated one starts without age.
   */
  readonly ledger: KeyLedger | null;
  /**
   * Where recent evidence is remembered, so that a copy is flagged `near_duplicate`. Null: nowhere, and no
   * copy is seen.
   */
  readonly nearDuplicates: NearDuplicateStore | null;
  /**
   * Called when a cookie may be stolen or a key copied, and when a model is near its last day; never awaited.
   * @default nobody
   */
  readonly onAlert?: ((alert: Alert) => unknown) | undefined;
  /**
   * Called after every `verify`, `enrol` and nonce, for metrics; never awaited. `tellsign/server/metrics`
   * counts them for Prometheus. @default nobody
   */
  readonly onMetrics?: ((metric: Metric) => unknown) | undefined;
  /**
   * A key bound more recently than this, seconds, is flagged `fresh_key`, and cannot reach `low` where a
   * binding is required, because a new key costs an attacker nothing. A day outlasts a session of trying
   * cards.
   * @default 86_400
   */
  readonly freshKeySeconds?: number | undefined;
  /**
   * Measures of the site's own people, from `createAlignment` of `tellsign/decide`. The score stays the
   * shipped one, and `aligned` says what it is by the site's. @default none
   */
  readonly alignment?: AlignmentSource | undefined;
  /** Whether results have reasons, which are computed when they are read. @default true */
  readonly explain?: boolean | undefined;
  /**
   * Test mode (A18), for a site's own browser tests: verdicts that a page with `data-test` signed pass every
   * check, and have this level whatever their evidence says; with `missing` none passes. Other verdicts are
   * refused as `wrong_type`, and every result has `test: true`. Allowed where `NODE_ENV` is `test` or
   * `development`. @default off
   */
  readonly test?: TestOutcome | undefined;
  /** Allows `test` in any environment. Never where money is at stake. @default false */
  readonly allowTest?: boolean | undefined;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Nonces and idempotency keys that an action which accepts outages keeps in memory, some 200 bytes each.
 * Chosen: 20 MB, a day of one verdict a second.
 */
const SPARE_ENTRIES = 100_000;

/** Bounds of options. Chosen: beyond them a value is a mistake of unit, such as ms for s. */
const BOUNDS = {
  maxSkewSeconds: [0, 600],
  nonceTtlSeconds: [1, 86_400],
  maxTokenChars: [1, HARD_TOKEN_CHARS],
  storeTimeoutMs: [1, 60_000],
  freshKeySeconds: [0, 30 * 86_400],
} as const;
/** Default of `storeTimeoutMs`. Chosen: stores beside the server answer in a few ms, and a checkout waits. */
const STORE_TIMEOUT_MS = 50;
/** Default of `freshKeySeconds`. Chosen: a day outlasts a session of trying cards. */
const FRESH_KEY_SECONDS = 86_400;

/** Checked options. */
export interface Settings {
  readonly audience: string;
  readonly nonceKeys: MacKeys;
  readonly bindingKeys: MacKeys | null;
  /** A Map, because a model may be called `__proto__`. */
  readonly models: ReadonlyMap<string, VerifierModel>;
  readonly replay: ReplayStore;
  /** The policy of an action; undefined when there is no such action. */
  readonly policyOf: (action: unknown) => FullPolicy | undefined;
  readonly maxSkewSeconds: number;
  readonly nonceTtlSeconds: number;
  readonly maxTokenChars: number;
  readonly storeTimeoutMs: number;
  readonly minBuild: string | undefined;
  readonly isRevoked: ((jkt: string) => boolean | Promise<boolean>) | undefined;
  readonly ledger: KeyLedger | null;
  readonly nearDuplicates: NearDuplicateStore | null;
  /** This process's memory of nonces, for actions that accept outages. */
  readonly spareReplay: ReplayStore;
  /** Raises an alert for a model near its dates. */
  readonly modelWatch: ModelWatch;
  readonly onAlert: ((alert: Alert) => unknown) | undefined;
  readonly onMetrics: ((metric: Metric) => unknown) | undefined;
  readonly freshKeySeconds: number;
  readonly explain: boolean;
  readonly alignment: AlignmentSource | undefined;
  readonly test: TestOutcome | undefined;
  /** Epoch seconds. @throws TypeError when the clock gives no time: every limit would pass */
  readonly now: () => number;
}

const LEDGER_METHODS = ['find', 'retire', 'bind', 'boundTo', 'rebind', 'advance', 'count'] as const;

/** All options. */
const OPTIONS: Readonly<Record<keyof VerifierOptions, true>> = {
  audience: true,
  secret: true,
  keys: true,
  models: true,
  replay: true,
  actions: true,
  maxSkewSeconds: true,
  nonceTtlSeconds: true,
  maxTokenChars: true,
  storeTimeoutMs: true,
  minBuild: true,
  isRevoked: true,
  ledger: true,
  nearDuplicates: true,
  onAlert: true,
  onMetrics: true,
  freshKeySeconds: true,
  alignment: true,
  explain: true,
  test: true,
  allowTest: true,
  now: true,
};

/** Fills in the defaults. @throws TypeError naming the option that is wrong */
export function readOptions(options: VerifierOptions): Settings {
  if (typeof options !== 'object' || options === null) throw new TypeError('options must be an object');
  checkKnown(options, OPTIONS);
  const { audience, models, replay, isRevoked, ledger, nearDuplicates, onAlert, onMetrics } = options;
  const { minBuild, test, alignment } = options;
  const { now = Date.now, explain = true } = options;
  check(audience !== undefined && audience !== '', 'audience is missing: the site’s address');
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
  checkGiven('ledger', ledger);
  check(
    ledger === null || LEDGER_METHODS.every((method) => isFunction(ledger[method])),
    'ledger must be a KeyLedger or null',
  );
  checkGiven('nearDuplicates', nearDuplicates);
  check(
    nearDuplicates === null || isFunction(nearDuplicates.file),
    'nearDuplicates must be a NearDuplicateStore or null',
  );
  check(onAlert === undefined || isFunction(onAlert), 'onAlert must be a function');
  check(onMetrics === undefined || isFunction(onMetrics), 'onMetrics must be a function');
  check(
    alignment === undefined || isFunction(alignment?.measuresFor),
    'alignment must be an AlignmentSource',
  );
  check(isFunction(now), 'now must be a function');
  const clock = () => {
    const seconds = Math.floor(now() / 1000);
    check(Number.isSafeInteger(seconds), 'now must return milliseconds since 1970');
    return seconds;
  };
  clock();
  checkTest(test, options.allowTest);
  check(typeof explain === 'boolean', 'explain must be a boolean');
  check(
    minBuild === undefined || (typeof minBuild === 'string' && /\d/.test(minBuild)),
    'minBuild must name a version',
  );
  const numberOf = (name: keyof typeof BOUNDS, otherwise: number) =>
    readNumber(name, options[name] ?? otherwise, BOUNDS[name]);
  return {
    audience,
    ...readKeys(options),
    models: new Map(models.map((model) => [model.id, model])),
    replay,
    policyOf: readActions(options.actions, replay),
    maxSkewSeconds: numberOf('maxSkewSeconds', MAX_SKEW_SECONDS),
    nonceTtlSeconds: numberOf('nonceTtlSeconds', NONCE_TTL_SECONDS),
    maxTokenChars: numberOf('maxTokenChars', MAX_TOKEN_CHARS),
    storeTimeoutMs: numberOf('storeTimeoutMs', STORE_TIMEOUT_MS),
    minBuild,
    isRevoked,
    explain,
    alignment,
    test,
    ledger,
    nearDuplicates,
    spareReplay: createReplayMemory({ maxEntries: SPARE_ENTRIES }),
    modelWatch: createModelWatch(onAlert, models),
    onAlert,
    onMetrics,
    freshKeySeconds: numberOf('freshKeySeconds', FRESH_KEY_SECONDS),
    now: clock,
  };
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
