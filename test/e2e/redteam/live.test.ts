import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ground, openGround } from '../../lab/bots/ground.ts';
import { visitLive } from '../../lab/redteam/live/visit.ts';

const JOB = { seed: 'e2e', session: 0, points: {} };

describe('a live visit of the red team', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await openGround();
  });
  afterAll(() => ground?.stop());

  it.each([false, true])('is judged by the backend, its process starved: %s', async (starved) => {
    const job = { ...JOB, actor: 'two-fields-one-typed', page: 'login' };
    const { level, error, setting } = await visitLive(ground, job, { starved });
    expect(error).toBeNull();
    expect(['low', 'unknown', 'medium', 'high']).toContain(level);
    expect(setting?.width).toBeGreaterThan(0);
  });

  it('says so where there is no such attacker, and counts as nothing', async () => {
    const job = { ...JOB, actor: 'nobody', page: 'checkout' };
    const { level, error } = await visitLive(ground, job, { starved: false });
    expect(level).toBe('missing');
    expect(error).toBe('no nobody on checkout');
  });
});
