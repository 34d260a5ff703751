import { recorded } from '../decide/decision.ts';
import { lineVisits } from '../decide/learn/visits.ts';
import { variables } from '../decide/variables.ts';
import { openSite, type SiteOptions, START } from './site.ts';

const DAY = 86_400_000;
/** What groups a visit's evidence is of, so that there are kinds of people. */
const GROUPS = [{ touch: -0.4 }, { motion: -0.6, keys: 0.2 }, { keys: 0.5 }] as const;

interface Labelled {
  /** Name of one of six reviewers. */
  readonly by?: string;
  readonly options?: SiteOptions;
}

/** A site with a week of visits, and with labels of two months ago by six reviewers. */
export async function openLabelledSite({ by = 'Jonas Ek', options = {} }: Labelled = {}, labels = 320) {
  const site = await openSite(options);
  const reviewers = [by, 'Mara Lindqvist', 'Ann Abe', 'Bo Li', 'Cleo Diaz', 'Dana Roy'];
  const { records } = site;
  for (const [index, one] of lineVisits(labels, { slope: 0.9, intercept: -1.6 }).entries()) {
    const facts = variables({ score: 1 / (1 + Math.exp(-(one.z ?? 0))), level: 'medium' });
    const atMs = START - 60 * DAY + index;
    const { account, card, jkt, net } = one;
    const drawn = index % 8 === 0 ? { propensity: 0.1 } : {};
    const decision = { id: one.id, atMs, alert: index % 8 !== 0, facts, ...drawn };
    await records.save(recorded({ account, card, jkt, net, decision }));
    const [label] = one.labels;
    if (!label) continue;
    const { outcome, reason, source } = label;
    // The first reviewer answers a third of all cases.
    const who = reviewers[index % 3 === 0 ? 0 : index % 6] ?? by;
    await records.label(one.id, { outcome, reason, source, by: who, atMs: atMs + DAY });
  }
  for (let visit = 0; visit < 210; visit++) {
    const score = ((visit * 37) % 100) / 101;
    const level = score > 0.9 ? 'high' : score > 0.6 ? 'medium' : 'low';
    const facts = variables({
      ...{ score, level, amount: 20 + ((visit * 13) % 300), groups: GROUPS[visit % 3] ?? {} },
      key: { known: visit % 3 !== 0, age_days: visit % 3 === 0 ? 0 : 90 },
      network: { vpn: visit % 11 === 0, kind: visit % 11 === 0 ? 'vpn' : 'residential' },
    });
    const decision = { atMs: START - (visit % 7) * DAY - visit * 1000, facts };
    await records.save(recorded({ account: `visitor-${visit}`, decision }));
  }
  return site;
}
