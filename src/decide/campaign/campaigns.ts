import type { Evidence } from '../../scoring/quantise.ts';

/** A visit as a wave is looked for. Names are hashes, a key is its thumbprint. */
export interface CampaignVisit {
  readonly atMs: number;
  readonly jkt: string;
  readonly session: string | null;
  /** The key was not known on this account before. */
  readonly isFresh: boolean;
  readonly evidence: Pick<Evidence, 'schema' | 'values' | 'missing'>;
}

/** What was found about a visit. */
export interface CampaignFinding {
  /** Visits of the wave with this one, of each key and session one, at most 65; 0 where there is none. */
  readonly size: number;
  /** −log10 of the chance that a site's own people come this close together; 0 where there is no wave. */
  readonly score: number;
  /** What the visits of one wave share, at most 64 characters; alerts of one wave join one case by it. */
  readonly name: string | null;
}

/** Sees waves of visits that resemble one another although each passes. */
export interface Campaigns {
  /** Remembers a visit, and answers whether it belongs to a wave of earlier ones. */
  see(visit: CampaignVisit): CampaignFinding | Promise<CampaignFinding>;
  /** Forgets the visits of a key. */
  erase(subject: { readonly key: string }): void | Promise<void>;
}

export const NO_CAMPAIGN: CampaignFinding = { size: 0, score: 0, name: null };
