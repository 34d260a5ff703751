import type { OutboxMessage } from '../message.ts';
import type { Policy } from './schema.ts';

/** A policy's way: written, tried on real visits without a consequence, in force, out of force. */
export type PolicyState = 'draft' | 'shadow' | 'live' | 'retired';

/** A policy as it is kept. */
export interface StoredPolicy {
  readonly revision: string;
  readonly state: PolicyState;
  /** Who wrote it. */
  readonly by: string;
  readonly source: Policy;
}

/** New states of policies, and what the audit says of it. */
export interface Publication {
  /** By revision. */
  readonly states: Readonly<Record<string, PolicyState>>;
  readonly by: string;
  /** JSON text. */
  readonly detail: string;
  /** What endpoints are told of it, stored with it. @default nothing */
  readonly messages?: readonly OutboxMessage[] | undefined;
}

/** Where policies and their states are kept. Policies are never removed: decisions name their revisions. */
export interface PolicyStore {
  /** In the order in which they were added. */
  list(): Promise<readonly StoredPolicy[]>;
  /** Adds a draft; a revision that is there stays as it is. */
  add(policy: Omit<StoredPolicy, 'state'>): Promise<void>;
  /**
   * Changes states by what all policies are at that moment: no other publication comes in between. Null
   * changes nothing. `decide` may be asked several times; the last answer counts.
   */
  publish(decide: (policies: readonly StoredPolicy[]) => Publication | null): Promise<void>;
}
