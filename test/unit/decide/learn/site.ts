import {
  createDecider,
  createPolicyBook,
  type DeciderOptions,
  memoryCounters,
  memoryRecords,
  type PolicyBookOptions,
  type Records,
  type Role,
} from '../../../../src/decide/index.ts';
import type { LabelledVisit } from '../../../../src/decide/records/learning.ts';
import { IN_CAMPAIGN } from '../../../../src/decide/triage/context.ts';
import { recorded } from '../decision.ts';
import { SECRET } from '../setup.ts';
import { variables } from '../variables.ts';
import { NOW } from './visits.ts';

interface SiteOptions {
  readonly records?: (now: () => number) => Records;
  readonly policies?: PolicyBookOptions;
  readonly decider?: Partial<DeciderOptions>;
}

/** A decider with labelled decisions of two months ago, and a clock that a test moves. */
export async function openSite({ records: open, policies, decider }: SiteOptions = {}) {
  const clock = { ms: NOW };
  const now = () => clock.ms;
  const records = open?.(now) ?? memoryRecords({ now });
  const book = await createPolicyBook({ store: records.policies, ...policies });
  const own = createDecider({
    ...{ secret: SECRET, records, counters: memoryCounters(), policies: book },
    ...{ amounts: { currency: 'EUR' }, timeoutMs: 10_000, now },
    ...decider,
  });
  return {
    ...own,
    clock,
    records,
    as: (id: string, roles: readonly Role[] = ['read', 'publish']) =>
      own.learning({ reviewer: { id, roles } }),
    /** Records visits as they were labelled; a score has a logit of −1..8. */
    async fill(visits: readonly LabelledVisit[]): Promise<void> {
      for (const { id, atMs, z, isAlert, isCampaign, labels, propensity, ...names } of visits) {
        const score = 1 / (1 + Math.exp(-(z ?? 0)));
        const facts = variables({ score, level: 'medium' });
        const context = isCampaign ? [{ code: IN_CAMPAIGN, weight: 0, text: '' }] : [];
        const drawn = propensity === null ? {} : { propensity };
        const decision = { id, atMs, alert: isAlert, facts, context, ...drawn };
        await records.save(recorded({ ...names, decision }));
        for (const { outcome, reason, source, by, atMs: saidMs } of labels)
          await records.label(id, { outcome, reason, source, by, atMs: saidMs });
      }
    },
    /** Visits of today, so many of them with an alert. */
    async today(count: number, alerts: number): Promise<void> {
      for (let index = 0; index < count; index++) {
        const decision = { atMs: clock.ms - index, alert: index < alerts, facts: variables({ score: 0.5 }) };
        await records.save(recorded({ account: `today-${index}`, decision }));
      }
    },
    async audit(): Promise<readonly string[]> {
      const rows: string[] = [];
      for await (const { by, what, detail } of records.audit())
        if (by !== 'site' && what !== 'label') rows.push(`${by} ${what} ${detail}`);
      return rows;
    },
  };
}
