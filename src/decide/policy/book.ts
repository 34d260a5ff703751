import type { OutboxMessage } from '../message.ts';
import { storable } from '../storable.ts';
import { memoryPolicyStore } from './memory-store.ts';
import { overlaps, type PublishRequest, publicationOf, type RefusedPublication } from './publication.ts';
import { type CompiledPolicy, compilePolicy, type PolicyFault, type PolicyWarning } from './publish.ts';
import { SHIPPED } from './shipped/index.ts';
import type { PolicyState, PolicyStore, StoredPolicy } from './store.ts';

export interface BookEntry {
  readonly policy: CompiledPolicy;
  readonly state: PolicyState;
  /** Who wrote it. */
  readonly by: string;
}

export type Drafted =
  | {
      readonly ok: true;
      readonly revision: string;
      /** What is most likely a mistake: look at it before you publish. */
      readonly warnings: readonly PolicyWarning[];
    }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

export type Published = { readonly ok: true } | RefusedPublication;

/** Policies and their states. */
export interface PolicyBook {
  /** Whether policies may read amounts. */
  readonly hasAmounts: boolean;
  /** Checks a policy and keeps it as a draft. @throws where `by` names nobody, or the store fails */
  draft(source: unknown, by: string): Promise<Drafted>;
  /**
   * Changes a policy's state.
   * @throws where `by` names nobody, there is no such state, or the store fails; then nothing has changed
   */
  publish(request: PublishRequest): Promise<Published>;
  /** Reads what other processes have published. @throws where the store fails */
  refresh(): Promise<void>;
  /** The live policy of an action; null where it has none. */
  live(action: string): CompiledPolicy | null;
  /** The policy whose `otherwise` answers for actions that have none. */
  fallback(): CompiledPolicy;
  /** Policies in shadow that concern an action. */
  shadows(action: string): readonly CompiledPolicy[];
  /** The site wants two people to change what is in force: policies, and the deny list. */
  readonly needsSecondPerson: boolean;
  entries(): readonly BookEntry[];
}

/** A policy that got another state, as endpoints are told. Who did it stays with the site. */
export interface PolicyEvent {
  readonly type: 'policy.published';
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface PolicyBookOptions {
  /**
   * Policies in force at the first start: JSON texts or objects. Where the store has a live policy of that
   * name or of one of its actions, that one stays, and a revision that is new is a draft.
   * @default the shipped `checkout` and `login`
   */
  readonly live?: readonly unknown[] | undefined;
  /** Policies in shadow at the first start. @default the shipped `signup` */
  readonly shadow?: readonly unknown[] | undefined;
  /** False where the site never gives amounts: then no policy may read one. @default true */
  readonly hasAmounts?: boolean | undefined;
  /**
   * Nobody may publish what he wrote himself, and what is live ends only by another one in its place.
   * @default false
   */
  readonly needsSecondPerson?: boolean | undefined;
  /** Where policies and their states are kept: `records.policies`. @default this process's memory */
  readonly store?: PolicyStore | undefined;
  /** Endpoints are told of each publication, in its transaction; goes with `store`. @default nobody is */
  readonly webhooks?: { messagesOf(event: PolicyEvent): readonly OutboxMessage[] } | undefined;
  /** Clock in milliseconds, for what endpoints are told. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** What other processes publish is in force here after so long, milliseconds. @default 10_000 */
  readonly refreshMs?: number | undefined;
}

/** Name of the policy whose `otherwise` answers for actions that have none (decide.md §4). */
const FALLBACK = 'checkout';
/** Who wrote what the site hands over at the start. */
const SITE = 'site';
/** States that a publication may give. */
const PUBLISHED: readonly PolicyState[] = ['shadow', 'live', 'retired'];
/** Longest name of a person, characters. Chosen: as of a label. */
const MAX_BY = 200;
/** Default of `refreshMs`. Chosen: a publication is rare, and one query in ten seconds costs nothing. */
const REFRESH_MS = 10_000;

/** @throws TypeError with line and reason of a policy that cannot be taken */
export async function createPolicyBook({
  live = [SHIPPED.checkout, SHIPPED.login],
  shadow = [SHIPPED.signup],
  hasAmounts = true,
  needsSecondPerson = false,
  store: given,
  webhooks,
  now = Date.now,
  refreshMs = REFRESH_MS,
}: PolicyBookOptions = {}): Promise<PolicyBook> {
  if (webhooks && !given) throw new TypeError('webhooks go with the store of the records');
  const store = given ?? memoryPolicyStore();
  const compiled = new Map<string, CompiledPolicy>();
  let entries: readonly BookEntry[] = [];
  let isReading = false;
  let readMs = performance.now();
  /** Those of `entries` that decisions ask. */
  let lives: readonly CompiledPolicy[] = [];
  let shadowing: readonly CompiledPolicy[] = [];
  const shipped = await take(SHIPPED.checkout, true);

  async function compile(source: unknown): Promise<CompiledPolicy> {
    const policy = await take(source, hasAmounts);
    compiled.set(policy.revision, policy);
    return policy;
  }

  /**
   * A policy in force that cannot be compiled, as one of a later version, is no reason to go without: then
   * nothing changes here. Others are left out.
   */
  async function entryOf({ revision, source, state, by }: StoredPolicy): Promise<readonly BookEntry[]> {
    try {
      return [{ policy: compiled.get(revision) ?? (await compile(source)), state, by }];
    } catch (error) {
      if (state === 'live') throw error;
      return [];
    }
  }

  async function refresh(): Promise<void> {
    const stored = await store.list();
    const read = await Promise.all(stored.map(entryOf));
    entries = read.flat();
    const inState = (state: PolicyState) =>
      entries.flatMap((entry) => (entry.state === state ? [entry.policy] : []));
    [lives, shadowing] = [inState('live'), inState('shadow')];
    readMs = performance.now();
  }

  /** Decisions do not wait for what others have published. */
  function refreshWhenOld(): void {
    if (isReading || performance.now() - readMs < refreshMs) return;
    isReading = true;
    readMs = performance.now();
    refresh()
      .catch(() => undefined)
      .finally(() => {
        isReading = false;
      });
  }

  /** The site's own first policies are no news, and need no second person. */
  async function publish(request: PublishRequest, isSite: boolean): Promise<Published> {
    let published: Published = { ok: true };
    await store.publish((policies) => {
      const result = publicationOf(policies, request, { needsSecondPerson: needsSecondPerson && !isSite });
      published = result.ok ? { ok: true } : result;
      if (!result.ok || isSite) return result.ok ? result.publication : null;
      const { revision, state, replaces } = request;
      const data = { name: result.name, revision, state, replaces };
      const event = { type: 'policy.published', atMs: now(), data } as const;
      return { ...result.publication, messages: webhooks?.messagesOf(event) };
    });
    await refresh();
    return published;
  }

  /** Takes what the site hands over; what the store has in force stays. */
  async function start(sources: readonly unknown[], state: 'live' | 'shadow'): Promise<void> {
    const policies = await Promise.all(sources.map(compile));
    if (state === 'live') checkFree(policies);
    for (const { revision, source } of policies) {
      const isKnown = (await store.list()).some((stored) => stored.revision === revision);
      if (isKnown) continue;
      await store.add({ revision, source, by: SITE });
      await publish({ revision, state, replaces: null, by: SITE }, true);
    }
  }

  await start(live, 'live');
  await start(shadow, 'shadow');
  await refresh();

  return {
    hasAmounts,
    async draft(source, by) {
      checkWho(by);
      const result = await compilePolicy(source, { hasAmounts });
      if (!result.ok) return result;
      const { policy } = result;
      await store.add({ revision: policy.revision, source: policy.source, by });
      await refresh();
      return { ok: true, revision: policy.revision, warnings: policy.warnings };
    },
    async publish(request) {
      checkWho(request.by);
      if (!PUBLISHED.includes(request.state)) throw new TypeError(`state must be ${PUBLISHED.join(', ')}`);
      return publish(request, false);
    },
    refresh,
    live(action) {
      refreshWhenOld();
      return lives.find(({ actions }) => actions.includes(action)) ?? null;
    },
    fallback: () => lives.find(({ name }) => name === FALLBACK) ?? shipped,
    shadows: (action) => shadowing.filter(({ actions }) => actions.includes(action)),
    needsSecondPerson,
    entries: () => entries,
  };
}

/** Who is not named is nobody's second person. */
function checkWho(by: unknown): void {
  const isName = typeof by === 'string' && by !== '' && storable(by, MAX_BY) === by;
  if (!isName) throw new TypeError(`by must say who, in ${MAX_BY} characters`);
}

async function take(source: unknown, hasAmounts: boolean): Promise<CompiledPolicy> {
  const compiled = await compilePolicy(source, { hasAmounts });
  if (compiled.ok) return compiled.policy;
  const faults = compiled.faults.map(({ line, path, reason }) => `line ${line}: ${path} ${reason}`);
  throw new TypeError(`policy refused: ${faults.join('; ')}`);
}

function checkFree(policies: readonly CompiledPolicy[]): void {
  for (const [place, { name, actions }] of policies.entries()) {
    const other = policies
      .slice(0, place)
      .find((policy) => policy.name === name || overlaps(policy.actions, actions));
    if (other) throw new TypeError(`policy ${name}: ${other.name} is live for the same name or action`);
  }
}
