import { describe, expect, it } from 'vitest';
import { tellJourney } from '../../../demo/pages/facts.ts';
import { nameOf } from '../../../demo/shop/towns.ts';
import type { Facts } from '../../../src/decide/index.ts';

const BERLIN = { lat: 52.52, lon: 13.4 };
const TOKYO = { lat: 35.68, lon: 139.69 };

/** The members that a journey is told from. */
const facts = (
  kind: string,
  known: boolean,
  change: { network?: string; km?: number; minutes?: number } = {},
) =>
  ({
    travel: { kind, km: change.km ?? 8818, minutes: change.minutes ?? 5, speed_kmh: 0 },
    key: { known },
    network: { kind: change.network ?? 'residential' },
  }) as Facts;

describe('a journey in words', () => {
  it.each([
    ['someone_else', false, {}, 'Berlin → Tokyo, 8,800 km in 5 min, other device'],
    ['network_moved', true, {}, 'Berlin → Tokyo, 8,800 km in 5 min, own device'],
    ['network_moved', false, { network: 'vpn' }, 'Berlin → Tokyo, 8,800 km in 5 min, other device, by VPN'],
    ['plausible', true, { km: 254, minutes: 180 }, 'Berlin → Tokyo, 250 km in 3 h, own device'],
    ['plausible', true, { minutes: 4320 }, 'Berlin → Tokyo, 8,800 km in 3 days, own device'],
    ['plausible', true, { km: 0 }, 'Tokyo, as before'],
  ] as const)('%s, known device %s, %o', (kind, isKnown, change, text) => {
    expect(tellJourney(facts(kind, isKnown, change), { from: BERLIN, to: TOKYO })).toBe(text);
  });

  it('says what is not known', () => {
    const unknown = facts('unknown', false);
    expect(tellJourney(unknown, { from: null, to: null })).toMatch(/^Nobody said/);
    expect(tellJourney(unknown, { from: null, to: BERLIN })).toMatch(/^Berlin\. The account was not seen/);
    expect(tellJourney(facts('someone_else', false), { from: null, to: TOKYO })).toMatch(/^to Tokyo, 8,800/);
  });

  it('names a place without a town by its coordinates', () => {
    expect([BERLIN, { lat: -0.04, lon: -160 }, { lat: 64.1, lon: 21.9 }].map(nameOf)).toEqual([
      'Berlin',
      '0.0° S, 160.0° W',
      '64.1° N, 21.9° E',
    ]);
  });
});
