import type { CampaignVisit } from '../../../../src/decide/campaign/campaigns.ts';
import { MODALITIES, SCHEMA } from '../../../../src/decide/campaign/modalities.ts';
import { createRandom, type Random } from '../../../../train/random.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export type Shown = Pick<CampaignVisit['evidence'], 'values' | 'missing'>;

/** Typing evidence: `spread` steps about a place, drawn. */
export function typed(random: Random, spread = 32, about: (feature: number) => number = () => 0): Shown {
  const values = new Int8Array(SCHEMA.features);
  const missing = new Uint8Array(SCHEMA.features).fill(1);
  for (const feature of MODALITIES.typing) {
    missing[feature] = 0;
    values[feature] = Math.max(-127, Math.min(127, Math.round(random.normal(about(feature), spread))));
  }
  return { values, missing };
}

export const visit = (
  atMs: number,
  jkt: string,
  { values, missing }: Shown,
  more: Partial<CampaignVisit> = {},
): CampaignVisit => ({
  atMs,
  jkt,
  session: null,
  isFresh: false,
  evidence: { schema: SCHEMA.id, values, missing },
  ...more,
});

/** People of six days, each with a key and a way of typing of their own. */
export function people(count: number, seed: string): CampaignVisit[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) =>
    visit((6 * DAY_MS * index) / count, `${seed}-${index}`, typed(random)),
  );
}
