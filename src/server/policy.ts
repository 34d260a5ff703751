import { OP_PATTERN } from '../contract/protocol.ts';
import { checkKnown } from './known-options.ts';
import type { ReplayStore } from './stores/replay.ts';
import { withDefaults } from './with-defaults.ts';

/** What one action requires of a verdict. */
export interface ActionPolicy {
  /** `verify` must be given the transaction, and the token must have signed it. @default false */
  readonly requireTx?: boolean | undefined;
  /** The visitor must have a bound key; without one the verdict is refused as `unbound`. @default false */
  readonly requireBinding?: boolean | undefined;
  /**
   * When the replay store is down: `reject`, or accept with `degraded` set and `low` capped at `medium`.
   * Nonces accepted meanwhile are kept in this process's memory, so each process may accept a token once. A
   * store inside the order's transaction does not allow it.
   *
   * @default 'reject'
   */
  readonly onStoreError?: 'reject' | 'accept-degraded' | undefined;
  /**
   * True: the nonce is issued with the page and not fetched at submit, so that its age bounds the visit
   * (`implausible_timing`). False or null: it may be fetched, and evidence is compared with time only if a
   * request gives `servedAt`.
   */
  readonly nonceInPage: boolean | null;
}

/** A policy with its defaults filled in. */
export type FullPolicy = Required<ActionPolicy>;

export const DEFAULT_POLICY: FullPolicy = {
  requireTx: false,
  requireBinding: false,
  onStoreError: 'reject',
  nonceInPage: null,
};

const POLICY = { requireTx: true, requireBinding: true, onStoreError: true, nonceInPage: true } as const;

/**
 * A function that finds an action's policy; undefined where there is no such action. @throws TypeError naming
 * the option
 */
export function readActions(
  actions: Readonly<Record<string, ActionPolicy>> | null | undefined,
  replay: ReplayStore,
): (action: unknown) => FullPolicy | undefined {
  if (actions === undefined)
    throw new TypeError(
      'actions must list the actions, or be null: then any name is one, needs no transaction and no binding, and is not compared with time',
    );
  if (actions === null)
    return (action) => (typeof action === 'string' && OP_PATTERN.test(action) ? DEFAULT_POLICY : undefined);
  if (typeof actions !== 'object') throw new TypeError('actions must be an object');
  // A Map, because a request may name `__proto__`.
  const policies = new Map<unknown, FullPolicy>();
  for (const [action, policy] of Object.entries(actions))
    policies.set(action, readPolicy(action, policy, replay));
  return (action) => policies.get(action);
}

function readPolicy(action: string, policy: ActionPolicy, replay: ReplayStore): FullPolicy {
  const refuse = (what: string) => new TypeError(`actions.${action}${what}`);
  if (!OP_PATTERN.test(action)) throw refuse(` must match ${OP_PATTERN.source}`);
  if (typeof policy !== 'object' || policy === null) throw refuse(' must be an object');
  checkKnown(policy, POLICY);
  const full = withDefaults(DEFAULT_POLICY, policy);
  if (policy.nonceInPage === undefined)
    throw refuse('.nonceInPage must be true, false or null: without it the nonce’s age bounds no visit');
  for (const name of ['requireTx', 'requireBinding'] as const)
    if (typeof full[name] !== 'boolean') throw refuse(`.${name} must be boolean`);
  if (full.nonceInPage !== null && typeof full.nonceInPage !== 'boolean')
    throw refuse('.nonceInPage must be boolean or null');
  if (!['reject', 'accept-degraded'].includes(full.onStoreError))
    throw refuse('.onStoreError must be reject or accept-degraded');
  if (full.onStoreError === 'accept-degraded' && replay.isTransactional === true)
    throw refuse('.onStoreError: accept-degraded needs a store that is no part of a transaction');
  return full;
}
