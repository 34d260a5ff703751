import { describe, expect, it } from 'vitest';
import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { contacts, keepContacts, pathOf, straightness } from '../../../train/data/contacts.ts';
import { PROTOCOL } from '../../lab/recorders/protocol.ts';

type Place = readonly [t: number, x: number, y: number];

const contact = (places: readonly Place[]): BehaviourEvent[] => {
  const [first = [0, 0, 0], ...rest] = places;
  const last = rest.at(-1) ?? first;
  return [
    { kind: 'down', t: first[0], x: first[1], y: first[2], button: 0 },
    ...rest.map(([t, x, y]) => ({ kind: 'move', t, x, y }) as const),
    { kind: 'up', t: last[0], x: last[1], y: last[2], button: 0 },
  ];
};
const line = contact([
  [0, 0, 0],
  [10, 30, 40],
  [20, 60, 80],
]);
const corner = contact([
  [120, 0, 0],
  [130, 100, 0],
  [140, 100, 100],
]);
const tap = contact([[240, 5, 5]]);
const visit = [...line, ...corner, ...tap];

describe('contacts of a finger', () => {
  it('go from each press to its release', () => {
    expect(contacts(visit)).toEqual([line, corner, tap]);
  });

  it('have a path, and a straightness that is 1 on a line', () => {
    expect(pathOf(line)).toBe(100);
    expect(straightness(line)).toBeCloseTo(1);
    expect(straightness(corner)).toBeCloseTo(Math.SQRT1_2);
    expect(pathOf(tap)).toBe(0);
  });

  it('that are left out take their time with them, and the pause before the next stays', () => {
    const kept = keepContacts(visit, (contact) => contact[0]?.t !== 120);
    expect(contacts(kept).map(([first]) => first?.t)).toEqual([0, 120]);
    expect(kept.map(({ t }) => t)).toEqual([...kept.map(({ t }) => t)].sort((a, b) => a - b));
  });
});

describe('the protocol of recorders and tasks', () => {
  it('names every row once', () => {
    const names = PROTOCOL.map(({ recorder, task }) => `${recorder}, ${task}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('reports people of fitted recorders from the test half alone', () => {
    for (const { fit, files } of PROTOCOL)
      if (fit === 'held out') expect(files.every((file) => file.startsWith('test/'))).toBe(true);
  });
});
