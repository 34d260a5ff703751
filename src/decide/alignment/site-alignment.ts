import type { SiteMeasures } from '../../scoring/site-measures.ts';
import type { AlignmentSource } from '../../server/alignment.ts';
import type { Verification } from '../../server/result.ts';
import type { AlignmentEffect } from './effect.ts';

/** Why a stored profile does not count: the shipped measures go on. */
export type ProfileFault =
  /** The site's key has not signed it, or it was changed since. */
  | 'profile_signature'
  /** It is of another model than this build's. */
  | 'profile_model'
  /** It is of other features than this build's. */
  | 'histogram_schema';

/** A visit that may be one of the site's people. */
export interface SeenVisit {
  readonly verification: Verification;
  readonly atMs: number;
  /** It is in no wave, and no agent declared itself. */
  readonly isPerson: boolean;
}

/** The measures of the site's own people, for the verifier; and who counts them, for the decider. */
export interface SiteAlignment extends AlignmentSource {
  /** Counts a visit, if it is one of the site's people. At once; nobody waits for it, and nothing throws. */
  see(visit: SeenVisit): void;
  /** Writes what waits to be counted. @throws where the records fail; it waits on */
  flush(): Promise<void>;
  /**
   * Forgets the visits of a key that wait to be counted or are kept for `effect`. Once it has resolved, none
   * of those seen before is written any more, but by a batch that has hung for five seconds: erase what was
   * written afterwards.
   */
  erase(subject: { readonly key: string }): Promise<void>;
  /** Reads what is in force. @throws where the records fail; what was read before stays in force */
  refresh(): Promise<void>;
  /** What others than the measures in force make of the visits of the last day that this process saw. */
  effect(would: SiteMeasures): AlignmentEffect;
  /** Why the stored profile does not count; null where it does, or where there is none. */
  readonly fault: ProfileFault | null;
}
