import { isSamePerson } from '../reviewer.ts';
import type { PolicyState, Publication, StoredPolicy } from './store.ts';

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

export interface RefusedPublication {
  readonly ok: false;
  /**
   * - `unknown_revision`: no draft has it.
   * - `conflict`: another revision is live than the publisher saw.
   * - `action_taken`: a live policy of another name has one of its actions.
   * - `second_person`: the site wants another person to publish than wrote it. What is live then ends only
   *   by another one in its place, because nobody else has seen that it is to end.
   */
  readonly code: 'unknown_revision' | 'conflict' | 'action_taken' | 'second_person';
  /** Revision that is live. */
  readonly live: string | null;
}

/** What a publication changes, or why it may not be. */
export function publicationOf(
  policies: readonly StoredPolicy[],
  { revision, state, replaces, by }: PublishRequest,
  { needsSecondPerson }: { readonly needsSecondPerson: boolean },
): { readonly ok: true; readonly name: string; readonly publication: Publication } | RefusedPublication {
  const entry = policies.find((policy) => policy.revision === revision);
  const live = policies.filter((policy) => policy.state === 'live');
  const name = entry?.source.name ?? '';
  const before = live.find(({ source }) => source.name === name)?.revision ?? null;
  const refuse = (code: RefusedPublication['code']): RefusedPublication => ({
    ok: false,
    code,
    live: before,
  });
  if (!entry) return refuse('unknown_revision');
  if (before !== replaces) return refuse('conflict');
  const isOfOnePerson =
    entry.state === 'live' ? state !== 'live' : state !== 'retired' && isSamePerson(entry.by, by);
  if (needsSecondPerson && isOfOnePerson) return refuse('second_person');
  const isTaken = live.some(
    ({ source }) => source.name !== name && overlaps(source.actions, entry.source.actions),
  );
  if (state === 'live' && isTaken) return refuse('action_taken');
  const replaced = state === 'live' && before !== null ? { [before]: 'retired' as const } : {};
  const detail = JSON.stringify({ name, revision, state, replaces });
  return { ok: true, name, publication: { states: { ...replaced, [revision]: state }, by, detail } };
}

export const overlaps = (a: readonly string[], b: readonly string[]): boolean =>
  a.some((one) => b.includes(one));
