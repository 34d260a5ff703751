import { beforeAll, describe, expect, it } from 'vitest';
import { CAMPAIGNS } from '../../../demo/seed/campaigns/index.ts';
import { createSeedDecider } from '../../../demo/seed/decider.ts';
import { FALSE_ALARMS } from '../../../demo/seed/false-alarms.ts';
import { seedDay } from '../../../demo/seed/seed.ts';
import { tellStory } from '../../../demo/seed/story.ts';
import { type Exported, memoryCounters, memoryRecords } from '../../../src/decide/index.ts';
import { listOf } from '../decide/records/suite.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 28, 16);

async function live(nowMs: number) {
  const clock = { ms: nowMs };
  const records = memoryRecords({ now: () => clock.ms });
  const decider = await createSeedDecider({ records, counters: memoryCounters(), clock });
  const seeded = await seedDay({ decider, records, clock, nowMs });
  const decisions = await listOf(records.export());
  return { nowMs, records, decider, seeded, decisions };
}
type Lived = Awaited<ReturnType<typeof live>>;

/** What two runs have in common: everything but ids and the clock of this machine. */
const rowsOf = ({ decisions, nowMs }: Lived): readonly object[] =>
  decisions.map(({ decision: { id: _, tookMs: __, atMs, ...decision }, labels, ...names }: Exported) => ({
    ...names,
    ...decision,
    agoMs: nowMs - atMs,
    labels: labels.map(({ id: ___, atMs: labelledMs, ...label }) => ({
      ...label,
      agoMs: nowMs - labelledMs,
    })),
  }));

let day: Lived;
beforeAll(async () => {
  day = await live(NOW);
}, 60_000);

describe('the seeded day', () => {
  it('has twelve campaigns and a thousand alerts, and all kinds of false alarms among them', () => {
    const today = day.decisions.filter(({ decision }) => decision.atMs > NOW - DAY && decision.alert);
    const who = new Set(today.map(({ decision }) => day.seeded.truths.get(decision.id)?.who));
    expect([CAMPAIGNS.length, day.seeded.alerts, today.length]).toEqual([12, 1000, 1000]);
    expect([...CAMPAIGNS, ...FALSE_ALARMS].filter(({ name }) => !who.has(name))).toEqual([]);
  });

  it('is told by visits that come one after the other', () => {
    const times = tellStory().map(({ agoMs }) => agoMs);
    expect(times.every((agoMs, index) => index === 0 || agoMs < (times[index - 1] ?? 0))).toBe(true);
    expect(times.at(-1)).toBeGreaterThanOrEqual(0);
  });

  it('has a month before it: chargebacks, answers of people, and codes that were asked for', () => {
    const sources = day.decisions.flatMap(({ labels }) => labels.map(({ source }) => source));
    for (const source of ['chargeback', 'analyst', 'challenge']) expect(sources).toContain(source);
  });

  it('is the same each time', async () => {
    expect(rowsOf(await live(NOW))).toEqual(rowsOf(day));
  });

  it('decides the same at another time of day', async () => {
    const decided = ({ decisions }: Lived) =>
      decisions.map(({ decision: { outcome, alert, hits } }) => [outcome, alert, ...hits]);
    expect(decided(await live(NOW + 13.7 * 3_600_000))).toEqual(decided(day));
  });
});
