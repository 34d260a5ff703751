import { html } from 'hono/html';
import type { Decision, Facts } from 'tellsign/decide';
import { formatMinor } from '../shop/cart.ts';
import type { Journey } from '../shop/order.ts';
import { nameOf } from '../shop/towns.ts';
import type { Html } from './layout.ts';

/** The facts of a decision as sentences, each with its name. */
export function factList({ facts, actor }: Decision, journey: Journey): Html {
  const rows = [
    ['Who acts', ACTORS[actor], `actor = ${actor}`],
    ['Journey', tellJourney(facts, journey), `travel.kind = ${facts.travel.kind}`],
    ['Device', tellDevice(facts), facts.key.known ? 'key.known' : '!key.known'],
    ['Network', NETWORKS[facts.network.kind] ?? facts.network.kind, `network.kind = ${facts.network.kind}`],
    ['Cards today', tellCards(facts), `velocity.cards_per_key_1d = ${facts.velocity.cards_per_key_1d}`],
    ['Amount', tellAmount(facts), 'amount'],
    ...tellAgent(facts),
  ] as const;
  return html`<dl class="known">${rows.map(
    ([name, text, code]) => html`<div><dt>${name}</dt><dd>${text} <code>${code}</code></dd></div>`,
  )}</dl>`;
}

const ACTORS: Readonly<Record<Decision['actor'], string>> = {
  human: 'A person, by all that was seen',
  assisted: 'A person, with an agent that signs its requests',
  declared_agent: 'An agent that signs its requests',
  undeclared_automation: 'A script that does not say so',
  unknown: 'Not clear',
};

/** Such as “Berlin → Tokyo, 8,800 km in 5 min, other device”. */
export function tellJourney({ travel, key, network }: Facts, { from, to }: Journey): string {
  if (to === null) return 'Nobody said where this visit comes from.';
  if (travel.kind === 'unknown') return `${nameOf(to)}. The account was not seen anywhere before.`;
  const way = from === null ? `to ${nameOf(to)}` : `${nameOf(from)} → ${nameOf(to)}`;
  if (travel.km === 0) return `${nameOf(to)}, as before`;
  const means = network.kind === 'residential' || network.kind === 'unknown' ? '' : `, ${by(network.kind)}`;
  return `${way}, ${tellKm(travel.km)} in ${tellMinutes(travel.minutes)}, ${key.known ? 'own' : 'other'} device${means}`;
}

const by = (kind: string): string => `by ${kind === 'vpn' ? 'VPN' : kind}`;

/** Distances are rough: two places are known to some 50 km each. */
function tellKm(km: number): string {
  const step = km < 1000 ? 10 : 100;
  return `${new Intl.NumberFormat('en-IE').format(Math.round(km / step) * step)} km`;
}

const HOUR = 60;
const DAY = 24 * HOUR;

function tellMinutes(minutes: number): string {
  if (minutes < 2 * HOUR) return `${Math.round(minutes)} min`;
  return minutes < 2 * DAY ? `${Math.round(minutes / HOUR)} h` : `${Math.round(minutes / DAY)} days`;
}

const NETWORKS: Readonly<Record<string, string>> = {
  residential: 'A home or a telephone',
  vpn: 'A VPN: its place is not that of its users',
  hosting: 'A hosting provider: its place is not that of its users',
  relay: 'A relay: its place is not that of its users',
  satellite: 'A satellite: its place is not that of its users',
  unknown: 'Nobody said which',
};

function tellDevice({ key, level }: Facts): string {
  if (level === 'missing' || level === 'refused') return 'None: there is no verdict that a device signed.';
  if (!key.known) return 'New to this account';
  return key.age_days < 1
    ? 'The account’s own, known since today'
    : `The account’s own, known for ${tellMinutes(key.age_days * DAY)}`;
}

function tellCards({ velocity }: Facts): string {
  const { cards_per_key_1d: cards, attempts_per_key_1d: attempts } = velocity;
  const times = attempts === 1 ? 'once' : `${attempts} times`;
  return `This device pressed Pay ${times}, with ${cards === 0 ? 'the test card' : cards === 1 ? 'one card' : `${cards} cards`}.`;
}

/** Nothing where no agent declared itself. */
function tellAgent({ agent: { state, name, code } }: Facts): readonly (readonly [string, string, string])[] {
  if (state === 'none') return [];
  const text = state === 'verified' ? `${name}, by its signature` : `One that is not believed: ${code}`;
  return [['Agent', text, `agent.state = ${state}`]];
}

const tellAmount = ({ amount }: Facts): string =>
  amount === null ? 'unknown, which rules read as infinite' : formatMinor(Math.round(amount * 100));
