import { type CompiledPolicy, compilePolicy, type PolicyFault } from './publish.ts';
import { SHIPPED } from './shipped/index.ts';

/** A policy's way: written, tried on real visits without a consequence, in force, out of force. */
export type PolicyState = 'draft' | 'shadow' | 'live' | 'retired';

export interface BookEntry {
  readonly policy: CompiledPolicy;
  readonly state: PolicyState;
  /** Who wrote it. */
  readonly by: string;
}

export type Drafted =
  | { readonly ok: true; readonly revision: string }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

export interface PublishRequest {
  readonly revision: string;
  readonly state: Exclude<PolicyState, 'draft'>;
  /**
   * Revision of the live policy of this name that the publisher saw, null for none. Two publications at once:
   * one wins, the other is told.
   */
  readonly replaces: string | null;
  readonly by: string;
}

export type Published =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /**
       * - `unknown_revision`: no draft has it.
       * - `conflict`: another revision is live than the publisher saw.
       * - `action_taken`: a live policy of another name has one of its actions.
       * - `second_person`: the site wants another person to publish than wrote it.
       */
      readonly code: 'unknown_revision' | 'conflict' | 'action_taken' | 'second_person';
      /** Revision that is live. */
      readonly live: string | null;
    };

/** Policies and their states. */
export interface PolicyBook {
  /** Checks a policy and keeps it as a draft. */
  draft(source: unknown, by: string): Promise<Drafted>;
  publish(request: PublishRequest): Published;
  /** The live policy of an action; null where it has none. */
  live(action: string): CompiledPolicy | null;
  /** The policy whose `otherwise` answers for actions that have none. */
  fallback(): CompiledPolicy;
  /** Policies in shadow that concern an action. */
  shadows(action: string): readonly CompiledPolicy[];
  entries(): readonly BookEntry[];
}

export interface PolicyBookOptions {
  /** Policies in force from the start: JSON texts or objects. @default the shipped `checkout` and `login` */
  readonly live?: readonly unknown[] | undefined;
  /** Policies in shadow from the start. @default the shipped `signup` */
  readonly shadow?: readonly unknown[] | undefined;
  /** False where the site never gives amounts: then no policy may read one. @default true */
  readonly hasAmounts?: boolean | undefined;
  /** Nobody may publish what he wrote himself. @default false */
  readonly needsSecondPerson?: boolean | undefined;
}

/** Name of the policy whose `otherwise` answers for actions that have none (decide.md §4). */
const FALLBACK = 'checkout';
/** Who wrote what the site hands over at the start. */
const SITE = 'site';

/** @throws TypeError with line and reason of a policy that cannot be taken */
export async function createPolicyBook({
  live = [SHIPPED.checkout, SHIPPED.login],
  shadow = [SHIPPED.signup],
  hasAmounts = true,
  needsSecondPerson = false,
}: PolicyBookOptions = {}): Promise<PolicyBook> {
  const entries = new Map<string, BookEntry>();
  const inState = (state: PolicyState) =>
    [...entries.values()].flatMap((entry) => (entry.state === state ? [entry.policy] : []));
  const shipped = await take(SHIPPED.checkout, true);

  for (const [state, sources] of [
    ['live', live],
    ['shadow', shadow],
  ] as const)
    for (const source of sources) {
      const policy = await take(source, hasAmounts);
      if (state === 'live') checkFree(policy, inState('live'));
      entries.set(policy.revision, { policy, state, by: SITE });
    }

  return {
    async draft(source, by) {
      const compiled = await compilePolicy(source, { hasAmounts });
      if (!compiled.ok) return compiled;
      const { policy } = compiled;
      if (!entries.has(policy.revision)) entries.set(policy.revision, { policy, state: 'draft', by });
      return { ok: true, revision: policy.revision };
    },
    publish({ revision, state, replaces, by }) {
      const entry = entries.get(revision);
      const others = inState('live').filter((policy) => policy.revision !== revision);
      const before = inState('live').find(({ name }) => name === entry?.policy.name) ?? null;
      const refuse = (code: (Published & { ok: false })['code']): Published => ({
        ok: false,
        code,
        live: before?.revision ?? null,
      });
      if (!entry) return refuse('unknown_revision');
      if ((before?.revision ?? null) !== replaces) return refuse('conflict');
      if (needsSecondPerson && state !== 'retired' && entry.by === by) return refuse('second_person');
      const isTaken = others.some(
        ({ name, actions }) => name !== entry.policy.name && overlaps(actions, entry.policy.actions),
      );
      if (state === 'live' && isTaken) return refuse('action_taken');
      if (state === 'live' && before) retire(before.revision);
      entries.set(revision, { ...entry, state });
      return { ok: true };
    },
    live: (action) => inState('live').find(({ actions }) => actions.includes(action)) ?? null,
    fallback: () => inState('live').find(({ name }) => name === FALLBACK) ?? shipped,
    shadows: (action) => inState('shadow').filter(({ actions }) => actions.includes(action)),
    entries: () => [...entries.values()],
  };

  function retire(revision: string): void {
    const entry = entries.get(revision);
    if (entry) entries.set(revision, { ...entry, state: 'retired' });
  }
}

async function take(source: unknown, hasAmounts: boolean): Promise<CompiledPolicy> {
  const compiled = await compilePolicy(source, { hasAmounts });
  if (compiled.ok) return compiled.policy;
  const faults = compiled.faults.map(({ line, path, reason }) => `line ${line}: ${path} ${reason}`);
  throw new TypeError(`policy refused: ${faults.join('; ')}`);
}

function checkFree({ name, actions }: CompiledPolicy, live: readonly CompiledPolicy[]): void {
  const other = live.find((policy) => policy.name === name || overlaps(policy.actions, actions));
  if (other) throw new TypeError(`policy ${name}: ${other.name} is live for the same name or action`);
}

const overlaps = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));
