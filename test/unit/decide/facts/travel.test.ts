import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHomes } from '../../../../src/decide/facts/homes.ts';
import { NETWORK_KINDS } from '../../../../src/decide/facts/network.ts';
import { distanceKm, isPlace, type Place, roundPlace } from '../../../../src/decide/facts/place.ts';
import { type TravelRequest, travelOf } from '../../../../src/decide/facts/travel.ts';

const BERLIN = { lat: 52.52, lon: 13.405 };
const TOKYO = { lat: 35.68, lon: 139.69 };
const POTSDAM = { lat: 52.39, lon: 13.06 };
const NOW = Date.UTC(2026, 10, 1);
const MINUTE = 60_000;
const DAY = 86_400_000;

const travel = (change: Partial<TravelRequest> = {}) =>
  travelOf({
    atMs: NOW,
    place: TOKYO,
    network: 'unknown',
    isOwnKey: false,
    from: { place: BERLIN, atMs: NOW - 5 * MINUTE },
    homes: [],
    ...change,
  });

describe('the distance of two places', () => {
  it('is the great circle less both uncertainties', () => {
    const exact = (place: Place) => ({ ...place, accuracyKm: 0 });
    // 8,918 km, by the usual calculators for these two points.
    expect(distanceKm(exact(BERLIN), exact(TOKYO))).toBeCloseTo(8918, -1);
    expect(distanceKm(exact(BERLIN), exact(TOKYO)) - distanceKm(BERLIN, TOKYO)).toBeCloseTo(100, 6);
    expect(distanceKm(exact(BERLIN), TOKYO) - distanceKm(BERLIN, TOKYO)).toBeCloseTo(50, 6);
  });

  it('is finite, at least 0 and the same both ways', () => {
    const place = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(place, place, (a, b) => {
        const km = distanceKm(a, b);
        expect(km).toBeGreaterThanOrEqual(0);
        expect(km).toBeLessThan(20_016);
        expect(distanceKm(b, a)).toBeCloseTo(km, 6);
      }),
    );
  });

  it('crosses the date line', () => {
    expect(distanceKm({ lat: 0, lon: 179.9 }, { lat: 0, lon: -179.9 })).toBe(0);
  });

  it.each([
    null,
    1,
    {},
    { lat: 1 },
    { lat: 91, lon: 0 },
    { lat: Number.NaN, lon: 0 },
    { lat: '1', lon: 0 },
    { lat: 1, lon: 1, accuracyKm: -1 },
  ])('takes %o for no place', (value) => {
    expect(isPlace(value)).toBe(false);
  });

  it('is kept to a tenth of a degree', () => {
    expect(roundPlace(BERLIN)).toEqual({ lat: 52.5, lon: 13.4 });
  });
});

describe('travel', () => {
  it.each([{ place: null }, { from: null }])('is unknown with %o', (change) => {
    expect(travel(change)).toEqual({ kind: 'unknown', km: 0, minutes: 0, speed_kmh: 0 });
  });

  it('is someone else who is two countries away within five minutes', () => {
    const { kind, km, minutes, speed_kmh } = travel();
    expect(kind).toBe('someone_else');
    expect(km).toBeGreaterThan(8800);
    expect(minutes).toBe(5);
    expect(speed_kmh).toBeCloseTo(km * 12, 6);
  });

  it('counts at least a minute', () => {
    expect(travel({ from: { place: BERLIN, atMs: NOW } }).minutes).toBe(1);
    expect(travel({ from: { place: BERLIN, atMs: NOW + MINUTE } }).minutes).toBe(1);
  });

  it('is plausible at the speed of an airliner, and not above it', () => {
    const { km } = travel();
    const hoursAgo = (hours: number) => ({ from: { place: BERLIN, atMs: NOW - hours * 60 * MINUTE } });
    expect(travel(hoursAgo(km / 899)).kind).toBe('plausible');
    expect(travel(hoursAgo(km / 901)).kind).toBe('someone_else');
  });

  it('is plausible over a short distance in a short time', () => {
    expect(travel({ place: POTSDAM, from: { place: BERLIN, atMs: NOW - 1000 } }).kind).toBe('plausible');
    const at = (km: number) => ({ lat: 0, lon: (km / 6371.0088) * (180 / Math.PI), accuracyKm: 0 });
    const from = { place: { lat: 0, lon: 0, accuracyKm: 0 }, atMs: NOW };
    expect(travel({ place: at(99.9), from }).kind).toBe('plausible');
    expect(travel({ place: at(100.1), from }).kind).toBe('someone_else');
  });

  it('is a moved network under the account’s own key', () => {
    expect(travel({ isOwnKey: true }).kind).toBe('network_moved');
  });

  it.each([...NETWORK_KINDS])('behind %s', (network) => {
    const isMoving = ['vpn', 'hosting', 'relay', 'satellite'].includes(network);
    expect(travel({ network }).kind).toBe(isMoving ? 'network_moved' : 'someone_else');
  });

  it('is plausible at a home', () => {
    expect(travel({ homes: [{ lat: 35.7, lon: 139.7 }] }).kind).toBe('plausible');
    expect(travel({ homes: [{ lat: 0, lon: 0 }] }).kind).toBe('someone_else');
  });
});

describe('a home', () => {
  const seen = (day: number, change: object = {}) => ({
    place: TOKYO,
    atMs: NOW + day * DAY,
    isKeyKnown: true,
    ...change,
  });
  const home = [{ lat: 35.7, lon: 139.7 }];

  it.each([
    ['three days', [seen(0), seen(1), seen(5)], home],
    ['two days', [seen(0), seen(1)], []],
    ['three times on one day', [seen(0), seen(0.2), seen(0.4)], []],
    ['two UTC days within an hour, and another', [seen(0.99), seen(1.01), seen(7)], home],
    ['keys that were strange', [seen(0, { isKeyKnown: false }), seen(1, { isKeyKnown: false }), seen(2)], []],
    ['three places', [seen(0), seen(1), seen(2, { place: BERLIN })], []],
  ])('of %s', (_, sightings, homes) => {
    expect(findHomes(sightings)).toEqual(homes);
  });
});
