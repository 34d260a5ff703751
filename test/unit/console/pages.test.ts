import { describe, expect, it } from 'vitest';
import { casePage } from '../../../src/console/pages/case/page.ts';
import { runningTotals } from '../../../src/console/pages/case/sum.ts';
import { healthPage } from '../../../src/console/pages/health.ts';
import { logPage } from '../../../src/console/pages/log.ts';
import { policyPage } from '../../../src/console/pages/policy/list.ts';
import { onePolicyPage } from '../../../src/console/pages/policy/one.ts';
import { queuePage } from '../../../src/console/pages/queue.ts';
import { count, money, percent, plural, signed } from '../../../src/console/words/money.ts';
import { duration } from '../../../src/console/words/time.ts';
import { HEALTH, LOG, POLICIES, WOULD } from './more-views.ts';
import { CASE, FRAME, NOW, QUEUE, row } from './views.ts';

const textOf = async (page: ReturnType<typeof queuePage>) => String(await page);
const READER = { ...FRAME, reviewer: { id: 'guest', roles: ['read'] } } as const;

describe('the queue page', () => {
  it('says who has a case, what is late, and hides what an audit may not show', async () => {
    const page = await textOf(queuePage(FRAME, QUEUE));
    expect(page).toContain('25 min late');
    expect(page).toContain('<b>you</b>');
    expect(page).toContain('<b>Jonas Ek</b>');
    expect(page).toContain('Drawn at random: look without its score');
  });

  it('does not name who had a case until a while ago', async () => {
    const rows = [row({ holder: { id: 'Jonas Ek', untilMs: NOW - 1 } })];
    expect(await textOf(queuePage(FRAME, { ...QUEUE, rows }))).not.toContain('Jonas Ek');
  });

  it('offers a reader no case to take', async () => {
    expect(await textOf(queuePage(READER, QUEUE))).not.toContain('Take the next case');
  });

  it('fills the bar by what was answered, also beyond the budget', async () => {
    const budget = { ...QUEUE.budget, perDay: 20, answered: 30, audits: 10 };
    const page = await textOf(queuePage(FRAME, { ...QUEUE, budget }));
    expect(page).toContain('width="75.00%"');
    expect(page).toContain('<b>0</b> of today’s 20 still to do');
  });
});

describe('the case page', () => {
  it('draws the way between two places, and none where the place is the same', async () => {
    expect(await textOf(casePage(FRAME, CASE))).toContain('class="jump"');
    const timeline = CASE.timeline.map((event) => ({ ...event, place: 'Berlin' }));
    expect(await textOf(casePage(FRAME, { ...CASE, timeline }))).not.toContain('class="jump"');
  });

  it('draws what came until the visit, and lists what came later', async () => {
    const names = (page: string) => [...page.matchAll(/class="place"[^>]*>([^<]*)/g)].map(([, name]) => name);
    const later = { ...CASE.timeline[0]!, id: 'later', atMs: NOW, place: 'Oslo' };
    const page = await textOf(casePage(FRAME, { ...CASE, timeline: [...CASE.timeline, later] }));
    expect(names(page)).toEqual(['Berlin', 'Tokyo']);
    expect(page).toContain('Oslo');
  });

  it('folds what is older than five visits', async () => {
    expect(await textOf(casePage(FRAME, CASE))).toContain('3 earlier visits');
  });

  it('draws the band of nine of ten visits where it is known', async () => {
    expect((await textOf(casePage(FRAME, CASE))).match(/class="usual"/g)).toHaveLength(3);
  });

  it('shows a case without visits, score or likes', async () => {
    const page = await textOf(
      casePage(FRAME, { ...CASE, timeline: [], sum: null, against: [], similar: [], rules: [] }),
    );
    expect(page).toContain('There is no score.');
    expect(page).toContain('Nothing that was recorded.');
  });

  it('has no form for a reader, and none once it is closed', async () => {
    expect(await textOf(casePage(READER, CASE))).not.toContain('name="answer"');
    const closed = { ...CASE, state: 'closed', ending: { atMs: NOW, by: 'Jonas Ek' } } as const;
    const page = await textOf(casePage(FRAME, closed));
    expect(page).toContain('Answered by Jonas Ek');
    expect(page).not.toContain(`/case/${CASE.id}/answer"`);
    expect(page).toContain(`/case/${CASE.id}/correct"`);
    const unanswered = { ...closed, ending: { atMs: NOW, by: null } };
    for (const [frame, view] of [
      [READER, closed],
      [FRAME, unanswered],
    ] as const)
      expect(await textOf(casePage(frame, view))).not.toContain('name="answer"');
  });

  it('adds its terms up', () => {
    const terms = CASE.sum?.terms ?? [];
    expect(runningTotals(terms).at(-1)).toBeCloseTo(CASE.sum?.z ?? Number.NaN, 10);
  });
});

describe('the policy pages', () => {
  it('say in words which way the policy on trial differs', async () => {
    const page = await textOf(policyPage(FRAME, POLICIES));
    expect(page).toMatch(/<b>84<\/b>[\s\S]{0,60}↑[\s\S]{0,40}stricter/);
    expect(page).toMatch(/<b>21<\/b>[\s\S]{0,60}↓[\s\S]{0,40}milder/);
  });

  it('say loss, alerts and good customers before and after', async () => {
    const page = await textOf(onePolicyPage(FRAME, WOULD));
    for (const text of ['€18,230', '€6,120', '1,104', '1,260', '↓ less', '↑ more'])
      expect(page).toContain(text);
  });

  it('offer a reader nothing to publish', async () => {
    expect(await textOf(policyPage(READER, POLICIES))).not.toContain('<textarea');
    expect(await textOf(onePolicyPage(READER, WOULD))).not.toContain('name="state"');
  });
});

describe('the other pages', () => {
  it('show details of the log one by one, and what is no JSON as it is', async () => {
    const [first] = LOG.rows;
    if (!first) throw new Error('no row');
    const rows = [first, { ...first, detail: '<i>not json' }];
    const page = await textOf(logPage(FRAME, { ...LOG, rows }));
    expect(page).toContain('outcome <code>fraudulent</code>');
    expect(page).toContain('&lt;i&gt;not json');
  });

  it('have every number of the chart in a table, too', async () => {
    const page = await textOf(healthPage(FRAME, HEALTH));
    for (const { levels } of HEALTH.hours)
      expect(page).toContain(`<td class="number">${count(levels.low)}</td>`);
  });
});

describe('drift on the page of health', () => {
  it('says what has changed, and what most likely changed it', async () => {
    const page = await textOf(healthPage(FRAME, HEALTH));
    expect(page).toContain('The feature keys.dwell_p50 is not distributed as before.');
    expect(page).toContain(
      `Most likely a browser release: Chrome 132, ${percent(0.31)} of visits, ${percent(0.94)} of the shift.`,
    );
    expect(page).toContain('The reference has 212 visits of 1,000');
  });

  it.each([
    [
      { kind: 'attack', name: null, share: 0.2, explains: 1 },
      'Most likely an attack: visits of campaigns, 20',
    ],
    [{ kind: 'deploy', name: 'b2', share: 1, explains: 1 }, 'Most likely a deploy: b2, 100'],
    [
      { kind: 'unknown', name: null, share: 0, explains: 0 },
      'No build, release, browser or campaign explains it.',
    ],
  ] as const)('names %o', async (cause, text) => {
    const { checkout } = HEALTH.drift;
    if (!checkout?.alarm) throw new Error('there is no alarm');
    const drift = {
      checkout: { ...checkout, alarm: { ...checkout.alarm, signal: 'score', cause } as const },
    };
    expect(await textOf(healthPage(FRAME, { ...HEALTH, drift }))).toContain(text);
  });

  it('is left out where nothing is watched', async () => {
    expect(await textOf(healthPage(FRAME, { ...HEALTH, drift: {} }))).not.toContain('Drift');
  });
});

describe('numbers in words', () => {
  it.each([
    [money(1210, 'EUR'), '€1,210'],
    [money(4.2, 'EUR'), '€4.20'],
    [money(null, 'EUR'), 'no amount'],
    [money(5, null), 'no amount'],
    [percent(0.034), '3.4\u00a0%'],
    [percent(0), '0\u00a0%'],
    [percent(0.5), '50\u00a0%'],
    [signed(1.234), '+1.23'],
    [signed(-0.004), '0.00'],
    [signed(-2), '−2.00'],
    [plural(1, 'alert'), '1 alert'],
    [plural(1400, 'alert'), '1,400 alerts'],
    [duration(30_000), 'under a minute'],
    [duration(5 * 60_000), '5 min'],
    [duration(119 * 60_000), '119 min'],
    [duration(26 * 3_600_000), '26 h'],
    [duration(12 * 86_400_000), '12 days'],
  ])('%s', (said, expected) => {
    expect(said).toBe(expected);
  });
});
