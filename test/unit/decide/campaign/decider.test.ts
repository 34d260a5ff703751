import { describe, expect, it } from 'vitest';
import {
  type Campaigns,
  createPolicyBook,
  memoryCampaigns,
  memoryRecords,
  type Records,
  SHIPPED,
} from '../../../../src/decide/index.ts';
import { createRandom } from '../../../../train/random.ts';
import { accepted, clock, decider, refused } from '../setup.ts';
import { DAY_MS, people, typed, visit } from './visits.ts';

const NONE = { size: 0, score: 0 };
const alike = (seed: string) => typed(createRandom(seed), 3, () => 40);
const bot = (index: number) => {
  const { evidence } = visit(0, '', alike(`${index}`));
  return accepted({
    action: 'signup',
    level: 'medium',
    evidence: { flags: 0, ...evidence },
    key: { jkt: `bot-${index}`, bound: false, ephemeral: false },
  });
};
const request = (index: number) => ({ action: 'signup', account: `new-${index}` });

const signups = () => createPolicyBook({ live: [SHIPPED.signup] });

/** A detector that knows the people of a week before the decider's clock. */
function aware(fromMs: number): Campaigns {
  const campaigns = memoryCampaigns({ allowSingleProcess: true });
  for (const one of people(160, 'people'))
    Object(campaigns.see({ ...one, atMs: one.atMs + fromMs - 6 * DAY_MS }));
  return campaigns;
}

describe('a decider with campaigns', () => {
  it('gives rules the size and the score of the wave', async () => {
    const { decide } = await decider({ campaigns: aware(clock.ms) });
    const sizes: number[] = [];
    for (let index = 0; index < 24; index++) {
      clock.ms += 60_000;
      const { facts } = await decide(bot(index), request(index));
      sizes.push(facts.campaign.size);
      expect(facts.campaign.score > 0).toBe(facts.campaign.size > 0);
    }
    expect(sizes[0]).toBe(0);
    expect(sizes.at(-1)).toBeGreaterThan(20);
  });

  it('lets a shipped rule hold what is in a wave of twenty', async () => {
    const campaigns = { see: () => ({ size: 20, score: 9, name: 'w' }), erase: () => undefined };
    const { decide } = await decider({ campaigns, policies: await signups() });
    const decision = await decide(bot(1), request(1));
    expect(decision).toMatchObject({ outcome: 'review', hold: true, hits: ['copied_behaviour'] });
    expect(decision.context.map(({ code }) => code)).toContain('in_campaign');
  });

  it('folds the alerts of one wave into one case, and those of another into another', async () => {
    const names = ['w', 'w', 'v'];
    const campaigns = {
      see: () => ({ size: 21, score: 9, name: names.shift() ?? null }),
      erase: () => undefined,
    };
    const { decide, queue } = await decider({ campaigns, policies: await signups() });
    for (let index = 0; index < 3; index++) await decide(bot(index), request(index));
    const page = await queue({ reviewer: { id: 'ann', roles: ['read'] } }).page();
    if (!page.ok) throw new Error(page.code);
    expect(page.value.rows.map(({ alerts }) => alerts).sort()).toEqual([1, 2]);
  });

  it('asks nobody about a visit with reduced consent: rounded evidence is alike', async () => {
    const seen: unknown[] = [];
    const campaigns = { see: (one: unknown) => seen.push(one), erase: () => undefined };
    const { decide } = await decider({ campaigns: campaigns as unknown as Campaigns });
    const { facts } = await decide({ ...bot(1), flags: ['reduced_consent'] }, request(1));
    expect([seen.length, facts.campaign.size]).toEqual([0, 0]);
    await decide(bot(2), request(2));
    expect(seen).toHaveLength(1);
  });

  it('asks nobody about a visit that was not accepted', async () => {
    const seen: unknown[] = [];
    const campaigns = {
      see(one: unknown) {
        seen.push(one);
        return { ...NONE, name: null };
      },
      erase: () => undefined,
    };
    const { decide } = await decider({ campaigns });
    const { facts } = await decide(refused('expired'), request(1));
    expect(facts.campaign).toEqual(NONE);
    expect(seen).toEqual([]);
  });

  it('tells hashes of sessions, and whether the key is fresh', async () => {
    const seen: { session: string | null; isFresh: boolean }[] = [];
    const campaigns: Campaigns = {
      see(one) {
        seen.push(one);
        return { ...NONE, name: null };
      },
      erase: () => undefined,
    };
    const records: Records = memoryRecords();
    const { decide } = await decider({ campaigns, records });
    const known = accepted({ action: 'login' });
    for (let index = 0; index < 2; index++) {
      await decide(known, { action: 'login', account: 'ann', session: 'cookie' });
      clock.ms += DAY_MS;
    }
    expect(seen.map(({ isFresh }) => isFresh)).toEqual([true, false]);
    expect(seen[0]?.session).toMatch(/^[\w-]{22,}$/);
    expect(seen[1]?.session).toBe(seen[0]?.session);
  });

  it.each<[string, () => never]>([
    [
      'that throw',
      () => {
        throw new Error('down');
      },
    ],
    ['that fail', () => Promise.reject(new Error('down')) as never],
    ['that never answer', () => new Promise(() => undefined) as never],
    ['that answer with no number', () => ({ size: Number.NaN, score: 0, name: null }) as never],
    ['that answer with a long name', () => ({ ...NONE, name: 'x'.repeat(65) }) as never],
    ['that answer with nothing', () => undefined as never],
  ])('answers no milder than the failover with campaigns %s', async (_, see) => {
    const { decide } = await decider({ campaigns: { see, erase: () => undefined }, timeoutMs: 100 });
    const decision = await decide(bot(1), request(1));
    expect(decision).toMatchObject({
      outcome: 'challenge',
      failover: 'campaigns',
      facts: { campaign: NONE },
    });
  });

  it('makes campaigns forget whose key is erased', async () => {
    const erased: unknown[] = [];
    const campaigns = {
      see: () => ({ ...NONE, name: null }),
      erase: (subject: unknown) => void erased.push(subject),
    };
    const { erase } = await decider({ campaigns });
    await erase({ jkt: 'laptop', by: 'ann' });
    expect(erased).toEqual([{ key: 'laptop' }]);
  });

  it('refuses what are no campaigns', async () => {
    await expect(decider({ campaigns: {} as never })).rejects.toThrow('campaigns');
  });
});

describe('memoryCampaigns', () => {
  it.each<[string, object | undefined]>([
    ['allowSingleProcess', undefined],
    ['allowSingleProcess', {}],
    ['allowSingleProcess', { allowSingleProcess: false }],
    ['maxVisits', { allowSingleProcess: true, maxVisits: 99 }],
    ['maxVisits', { allowSingleProcess: true, maxVisits: 100.5 }],
    ['maxVisits', { allowSingleProcess: true, maxVisits: 10_001 }],
    ['colour', { allowSingleProcess: true, colour: 1 }],
  ])('names the option that is wrong: %s', (name, options) => {
    expect(() => memoryCampaigns(options as never)).toThrow(name);
  });
});
