import { SHIPPED } from '../../../src/decide/index.ts';
import type { openSite } from '../../unit/console/site.ts';
import { accepted } from '../../unit/decide/setup.ts';

type Site = Awaited<ReturnType<typeof openSite>>;

const HOUR = 3_600_000;
const MADRID = { lat: 40.4, lon: -3.7 };
const OSLO = { lat: 59.9, lon: 10.8 };
const LAGOS = { lat: 6.5, lon: 3.4 };
const TOKYO = { lat: 35.7, lon: 139.7 };
const BERLIN = { lat: 52.5, lon: 13.4 };

/** What the places of this day are called. */
export const CITIES = [
  ['Madrid', MADRID],
  ['Oslo', OSLO],
  ['Lagos', LAGOS],
  ['Tokyo', TOKYO],
  ['Berlin', BERLIN],
] as const;

export const cityOf = ({ lat, lon }: { readonly lat: number; readonly lon: number }): string | null =>
  CITIES.find(([, place]) => Math.abs(place.lat - lat) < 1 && Math.abs(place.lon - lon) < 1)?.[0] ?? null;

/** A day of a shop that ends at the site's clock: people, a few thieves, and a policy on trial. */
export async function livingDay(site: Site): Promise<void> {
  const { clock, visit, policies } = site;
  const endMs = clock.ms;
  const at = (hours: number) => {
    clock.ms = endMs - hours * HOUR;
  };
  const cautious = { ...Object(SHIPPED.checkout), name: 'cautious', rules: cautiousRules() };
  const drafted = await policies.draft(cautious, 'Jonas Ek');
  if (!drafted.ok) throw new Error('the draft was not taken');
  await policies.publish({ revision: drafted.revision, state: 'shadow', replaces: null, by: 'Jonas Ek' });

  for (const days of [64, 31, 12, 3]) {
    at(days * 24);
    for (const who of ['eve', 'frida', 'gus']) await visit(who, { amount: 30 + days });
  }
  for (let hour = 25; hour > 1; hour--) {
    at(hour);
    for (let person = 0; person < 6 + ((hour * 7) % 9); person++)
      await visit(`person-${hour}-${person}`, {
        amount: 12 + ((hour * person * 13) % 140),
        groups: usual(hour * 7 + person),
      });
    await visit(`hurried-${hour}`, { level: 'medium', score: 0.75, amount: 60 });
  }
  at(20);
  for (const [who, amount] of [
    ['gone', 310],
    ['lost', 140],
    ['late', 95],
  ] as const) {
    const { id } = await visit(who, { amount });
    await site.decider.label(id, {
      outcome: 'fraudulent',
      reason: 'chargeback_fraud',
      source: 'chargeback',
      by: 'bank',
    });
  }
  for (let person = 0; person < 9; person++) {
    const { id } = await visit(`regular-${person}`, {
      amount: 90 + person * 30,
      level: 'medium',
      score: 0.7,
    });
    await site.decider.label(id, {
      outcome: 'legitimate',
      reason: 'passed_two_factor',
      source: 'challenge',
      by: 'shop',
    });
  }
  at(9);
  for (let card = 0; card < 9; card++)
    await visit('tester', { card: `card-${card}`, amount: 240, level: 'medium', score: 0.8 });
  at(7.5);
  for (const [who, amount] of [
    ['quick', 389],
    ['rapid', 610],
    ['swift', 74.2],
  ] as const)
    await visit(who, { level: 'high', score: 0.97, amount });
  at(5);
  await copied(site, 'mirror', 420);
  at(4);
  await journey(site, { who: 'frida', from: MADRID, to: LAGOS, minutes: 12, amount: 890 });
  at(2.2);
  await journey(site, { who: 'eve', from: BERLIN, to: TOKYO, minutes: 5, amount: 1210 });
  at(1);
  await journey(site, { who: 'gus', from: OSLO, to: TOKYO, minutes: 31, amount: 432 });
  for (const [hours, who] of [
    [3, 'hasty'],
    [2.9, 'brisk'],
    [2.8, 'sudden'],
    [2.7, 'prompt'],
    [2.6, 'nimble'],
  ] as const) {
    at(hours);
    await visit(who, { level: 'high', score: 0.96, amount: 900 });
  }
  clock.ms = endMs;
  for (const [title, answer] of [
    ['Madrid → Lagos', 'fraudulent:account_takeover'],
    ['Many cards were tried', 'fraudulent:card_testing'],
    ['It behaves like a script', 'fraudulent:scripted'],
    ['It behaves like a script', 'fraudulent:scripted'],
  ] as const)
    await site.post(`/case/${await caseOf(site, title)}/answer`, { answer, seen: '99' });
}

/** The dearest open case whose title begins like this. */
export async function caseOf({ ids, get }: Site, title: string): Promise<string> {
  for (const id of await ids())
    if ((await (await get(`/case/${id}`)).text()).includes(`<h1>${title}`)) return id;
  throw new Error(`no open case begins with ${title}`);
}

interface Journey {
  readonly who: string;
  readonly from: object;
  readonly to: object;
  readonly minutes: number;
  readonly amount: number;
}

async function journey({ visit, clock }: Site, { who, from, to, minutes, amount }: Journey): Promise<void> {
  await visit(who, { place: from, amount: 62 });
  clock.ms += minutes * 60_000;
  await visit(who, {
    place: to,
    device: `${who}-stranger`,
    amount,
    score: 0.6,
    level: 'medium',
    groups: GROUPS,
  });
}

/** What the groups say of people: around a little below zero. */
const usual = (index: number) => ({
  keys: -0.9 + ((index * 5) % 13) / 10,
  text_entry: -0.5 + ((index * 3) % 9) / 10,
  motion: -1.1 + ((index * 7) % 13) / 10,
  flow: -0.4 + ((index * 11) % 7) / 10,
});

/** What the groups of a typed and clicked visit say. */
const GROUPS = { keys: 1.84, text_entry: 0.62, motion: -0.71, flow: 0.4 };

function copied({ decider }: Site, who: string, amount: number) {
  const key = { jkt: `${who}-laptop`, bound: true, ephemeral: false };
  const verdict = accepted({ key, level: 'low', score: 0.2, flags: ['near_duplicate'], groups: GROUPS });
  return decider.decide(verdict, { action: 'checkout', account: who, card: who, amount });
}

/** The shipped rules, and smaller amounts. */
function cautiousRules() {
  const { rules } = SHIPPED.checkout as unknown as { readonly rules: readonly { readonly when: string }[] };
  return rules.map((rule) => ({ ...rule, when: rule.when.replaceAll('500.0', '100.0') }));
}
