import { describe, expect, it } from 'vitest';
import { createCalibrations } from '../../../../src/decide/learn/calibrations.ts';
import { PRIOR } from '../../../../src/decide/triage/context.ts';
import { proposal } from './proposal.ts';
import { NOW } from './visits.ts';

const [MINUTE, DAY] = [60_000, 86_400_000];

/** Curves in force by a clock that a test moves, and how often a new one was looked at. */
function watched() {
  const clock = { ms: NOW };
  const applied = { ms: NOW };
  let looks = 0;
  const inForce = async () => [proposal('one', PRIOR, { state: 'applied', appliedMs: applied.ms })];
  const watch = async () => void looks++;
  const { refresh } = createCalibrations({ inForce }, { now: () => clock.ms, watch });
  return { clock, applied, refresh, looks: () => looks };
}

describe('a new curve', () => {
  it('is looked at every five minutes of its first day', async () => {
    const { clock, refresh, looks } = watched();
    for (let minute = 0; minute < 10; minute++) {
      await refresh();
      clock.ms += MINUTE;
    }
    expect(looks()).toBe(2);
    clock.ms += DAY;
    await refresh();
    expect(looks()).toBe(2);
  });

  it('is looked at where the clock was ahead, and is right again', async () => {
    const { clock, applied, refresh, looks } = watched();
    clock.ms += 30 * DAY;
    applied.ms = clock.ms;
    await refresh();
    clock.ms -= 30 * DAY;
    applied.ms = clock.ms;
    await refresh();
    await refresh();
    expect(looks()).toBe(2);
  });
});
