import { beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../../demo/console/login.ts';
import { CAMPAIGNS } from '../../../demo/seed/campaigns/index.ts';
import { FALSE_ALARMS } from '../../../demo/seed/false-alarms.ts';
import { tellStory } from '../../../demo/seed/story.ts';
import type { Exported } from '../../../src/decide/index.ts';
import { liveDay } from '../../lab/day/live.ts';
import { type DayReport, measureDay } from '../../lab/day/measure.ts';
import { listOf } from '../decide/records/suite.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 28, 16);

async function live(nowMs: number) {
  const lived = await liveDay(nowMs);
  return { ...lived, decisions: await listOf(lived.records.export()) };
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
let again: Lived;
beforeAll(async () => {
  day = await live(NOW);
  again = await live(NOW);
}, 120_000);

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

  it('is the same each time', () => {
    expect(rowsOf(again)).toEqual(rowsOf(day));
  });

  it('decides the same at another time of day', async () => {
    const decided = ({ decisions }: Lived) =>
      decisions.map(({ decision: { outcome, alert, hits } }) => [outcome, alert, ...hits]);
    expect(decided(await live(NOW + 13.7 * 3_600_000))).toEqual(decided(day));
  }, 120_000);
});

describe('what is learnt of the seeded month', () => {
  const learning = () => day.decider.learning({ reviewer: PEOPLE.mara });

  it('is a curve: more than two hundred labels count, and it is proposed, applied and taken back', async () => {
    const previewed = await learning().preview('checkout');
    if (!previewed.ok) throw new Error(previewed.code);
    const { labels, share, distance, effect } = previewed.value.report;
    expect(labels.fraudulent + labels.legitimate).toBeGreaterThan(220);
    // The bound of a day, .25 logits, holds it back.
    expect(share).toBeLessThan(1);
    expect(distance.proposed).toBeCloseTo(0.25);
    expect(effect.visits).toBeGreaterThan(1000);
    expect(await learning().apply(previewed.value.id)).toMatchObject({ ok: true });
    expect(await learning().rollBack('checkout')).toMatchObject({ ok: true });
  });

  it('is how its own people move: measures are proposed, applied and taken back', async () => {
    const { alignment } = learning();
    const previewed = await alignment?.preview();
    if (!previewed?.ok) throw new Error(previewed?.code ?? 'no alignment');
    const { days, keys, widest } = previewed.value.report ?? {};
    expect([days, Number(keys) > 2000]).toEqual([28, true]);
    // What its people were made to do otherwise: type slower, correct the pointer, tap longer.
    const [first, ...others] = widest?.map(({ feature }) => feature) ?? [];
    expect(first).toBe(39);
    expect(others).toEqual(expect.arrayContaining([31, 67]));
    expect(await alignment?.apply(previewed.value.id)).toMatchObject({ ok: true });
    expect(await alignment?.rollBack()).toMatchObject({ ok: true });
  });
});

describe('the queue of the seeded day', () => {
  let report: DayReport;
  beforeAll(async () => {
    const { decider, records, seeded } = again;
    report = await measureDay({ decider, records, truths: seeded.truths, fromMs: NOW - DAY });
  });

  it('shows as many cases as the budget has, a fifth of them drawn', () => {
    const { places, open } = report.counts;
    expect([places.perDay, report.ranked, report.drawn]).toEqual([100, 80, 20]);
    expect(open.drawn).toBe(20);
  });

  it('folds what one device, account, card or behaviour did', () => {
    expect(report.alerts).toBe(1000);
    expect(report.cases).toBeLessThan(700);
    // Sixty cards each, and thirty accounts each.
    expect(report.by.get('card testing')).toMatchObject({ alerts: 120, cases: 2 });
    expect(report.by.get('credential stuffing')?.cases).toBe(3);
  });

  it('counts everything that is over budget', () => {
    const { waiting, automatic } = report.counts.over;
    expect(report.ranked + waiting + automatic).toBe(report.cases);
    expect(Math.min(waiting, automatic)).toBeGreaterThan(0);
  });

  it('finds most of what facts can tell', () => {
    const share = (order: keyof DayReport['found']) => report.found[order] / report.found.oracle;
    // Measured by `npm run lab -- day`: .72 of the oracle's loss, .14 with the oldest first. Who knows the
    // true share of loss by rule and known device finds .77 with all places; the queue draws a fifth of them.
    expect(share('queue')).toBeGreaterThan(0.7);
    expect(share('queue')).toBeGreaterThan(4 * share('oldest'));
    expect(share('queue')).toBeGreaterThan(0.85 * share('informed'));
  });
});
