import { describe, expect, it } from 'vitest';
import type { BehaviourEvent, KeyEvent, MoveEvent } from '../../../../src/contract/event.ts';
import { createRandom } from '../../../../train/random.ts';
import { clock } from '../../../lab/cohorts/change/clock.ts';
import { rate } from '../../../lab/cohorts/change/rate.ts';
import { remote } from '../../../lab/cohorts/change/remote.ts';
import { short } from '../../../lab/cohorts/change/short.ts';
import { withOneFinger } from '../../../lab/cohorts/change/slow.ts';
import { tremor } from '../../../lab/cohorts/change/tremor.ts';
import { zoom } from '../../../lab/cohorts/change/zoom.ts';
import { environmentOf, type Visit } from '../../../lab/cohorts/desk.ts';

const random = (name: string) => createRandom('change', name);

/** An arc of two seconds, a press, four overlapping keys. */
function visit(): Visit {
  const moves = Array.from({ length: 120 }, (_, n): MoveEvent => {
    const angle = (n / 120) * Math.PI;
    return {
      kind: 'move',
      t: n * 17,
      x: Math.round(400 - 300 * Math.cos(angle)),
      y: Math.round(500 - 300 * Math.sin(angle)),
    };
  });
  const events: BehaviourEvent[] = [
    ...moves,
    { kind: 'down', t: 2300, x: 700, y: 500, button: 0 },
    { kind: 'up', t: 2390, x: 700, y: 500, button: 0 },
    ...keys(2600),
  ];
  return {
    people: ['hand', 'typist'],
    environment: environmentOf(['move', 'button', 'key', 'stack']),
    events,
  };
}

const keys = (from: number): KeyEvent[] =>
  [0, 1, 2, 3]
    .flatMap((n): KeyEvent[] => [
      { kind: 'keydown', t: from + 120 * n, class: 'letter', key: n },
      { kind: 'keyup', t: from + 120 * n + 140, class: 'letter', key: n },
    ])
    .sort((a, b) => a.t - b.t);

const movesOf = ({ events }: Visit) => events.filter((event): event is MoveEvent => event.kind === 'move');
const isSorted = ({ events }: Visit) => events.every(({ t }, index) => t >= (events[index - 1]?.t ?? t));

describe('clock', () => {
  it.each([50 / 3, 100 / 3, 100])('shows only multiples of %s ms, none later than it was', (grain) => {
    const { events } = clock(grain)(visit(), random('clock'));
    const before = visit().events;
    for (const [index, { t }] of events.entries()) {
      expect(Math.abs(t / grain - Math.round(t / grain))).toBeLessThan(1e-9);
      expect(Math.abs(t - (before[index]?.t ?? 0))).toBeLessThanOrEqual(grain);
    }
  });
});

describe('rate', () => {
  it.each([60, 125, 500, 1000])('reports at most %s times a second and ends where the hand did', (hertz) => {
    const changed = rate(hertz)(visit(), random('rate'));
    const moves = movesOf(changed);
    expect(moves.length).toBeLessThanOrEqual(Math.ceil((120 * 17 * hertz) / 1000) + 1);
    expect(Math.hypot((moves.at(-1)?.x ?? 0) - 700, (moves.at(-1)?.y ?? 0) - 500)).toBeLessThan(25);
    expect(isSorted(changed)).toBe(true);
  });
  it('bundles every sample once, in frames', () => {
    const moves = movesOf(rate(500)(visit(), random('bundles')));
    const bundled = moves.reduce((sum, { stack }) => sum + (stack?.coalesced ?? 0), 0);
    expect(bundled).toBe(moves.length);
    const events = moves.filter(({ stack }) => stack);
    expect(Math.max(...events.map(({ stack }) => stack?.coalesced ?? 0))).toBeGreaterThan(4);
    expect(events.every(({ stack }) => stack?.raw === stack?.coalesced)).toBe(true);
  });
});

describe('tremor', () => {
  it('shakes the pointer by pixels, presses included, and leaves keys alone', () => {
    const changed = tremor(visit(), random('tremor'));
    const far = movesOf(changed).map(({ x, y }) => Math.abs(Math.hypot(x - 400, y - 500) - 300));
    expect(Math.max(...far)).toBeGreaterThan(1);
    expect(Math.max(...far)).toBeLessThan(300);
    expect(changed.events.filter(({ kind }) => kind.startsWith('key'))).toEqual(keys(2600));
    expect(isSorted(changed)).toBe(true);
  });
});

describe('remote desktop', () => {
  it('keeps the order, merges moves and holds everything back to its beat', () => {
    const changed = remote(visit(), random('remote'));
    expect(isSorted(changed)).toBe(true);
    expect(movesOf(changed).length).toBeLessThanOrEqual(120);
    expect(changed.events.filter(({ kind }) => kind !== 'move')).toHaveLength(10);
    const times = movesOf(changed).map(({ t }) => t);
    expect(new Set(times).size).toBe(times.length);
    const keyed = changed.events.filter((event): event is KeyEvent => event.kind.startsWith('key'));
    expect(keyed.map(({ kind, key }) => [kind, key])).toEqual(keys(0).map(({ kind, key }) => [kind, key]));
  });
});

describe('zoom', () => {
  it('puts the pointer on whole device pixels', () => {
    const { environment, events } = zoom(visit(), random('zoom'));
    const dpr = environment.dpr ?? 0;
    expect(dpr).toBeGreaterThan(1);
    for (const event of events)
      if (event.kind === 'move')
        expect(Math.abs(event.x * dpr - Math.round(event.x * dpr))).toBeLessThan(1e-9);
  });
});

describe('short', () => {
  it('keeps the first seconds only', () => {
    const long = { ...visit(), events: [...visit().events, ...keys(20_000)] };
    const { events } = short(long, random('short'));
    expect(events.at(-1)?.t).toBeLessThanOrEqual(10_000);
    expect(events.length).toBeGreaterThan(50);
  });
});

describe('one finger', () => {
  it('never holds two keys, and is slower', () => {
    const typist = { subject: 'typist', take: () => keys(0), dwell: () => 90 };
    const slow = withOneFinger(typist, random('slow')).take(4);
    const keysDown = new Set<number>();
    for (const { kind, key } of [...slow].sort((a, b) => a.t - b.t)) {
      if (kind === 'keyup') keysDown.delete(key);
      else keysDown.add(key);
      expect(keysDown.size).toBeLessThanOrEqual(1);
    }
    expect(slow).toHaveLength(8);
    expect(slow.at(-1)?.t).toBeGreaterThan(keys(0).at(-1)?.t ?? 0);
  });
});
