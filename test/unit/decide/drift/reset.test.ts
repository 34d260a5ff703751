import { describe, expect, it } from 'vitest';
import {
  createDriftMonitor,
  type DriftMonitor,
  memoryRecords,
  type Role,
} from '../../../../src/decide/index.ts';
import { openSite } from '../../console/site.ts';
import { decider } from '../setup.ts';

/** A monitor that counts how often it was told to begin anew. */
function counted() {
  const own = createDriftMonitor();
  let resets = 0;
  const monitor: DriftMonitor = { ...own, reset: () => void resets++ };
  return { monitor, resets: () => resets };
}

const reviewer = (...roles: Role[]) => ({ id: 'mara', roles });

describe('a new reference of drift', () => {
  it('begins for who may publish, and the audit says so', async () => {
    const { monitor, resets } = counted();
    const own = await decider({ drift: { checkout: monitor } });
    const reset = await own.learning({ reviewer: reviewer('read', 'publish') }).resetDrift('checkout');
    expect([reset.ok, resets()]).toEqual([true, 1]);
    expect(await own.records.lastAudit()).toMatchObject({ by: 'mara', what: 'reset_drift' });
  });

  it.each([
    ['role_missing', 'checkout', ['read']],
    ['action_unknown', 'login', ['read', 'publish']],
    ['action_unknown', 'constructor', ['read', 'publish']],
  ] as const)('is refused with %s for %s, and the audit says who tried', async (code, action, roles) => {
    const { monitor, resets } = counted();
    const own = await decider({ drift: { checkout: monitor } });
    expect(await own.learning({ reviewer: reviewer(...roles) }).resetDrift(action)).toMatchObject({ code });
    expect(resets()).toBe(0);
    expect(await own.records.lastAudit()).toMatchObject({ by: 'mara', what: 'refused' });
  });

  it('does not begin where the audit cannot be written', async () => {
    const { monitor, resets } = counted();
    const log = () => Promise.reject(new Error('the disk is full'));
    const own = await decider({ drift: { checkout: monitor }, records: { ...memoryRecords(), log } });
    const reset = await own.learning({ reviewer: reviewer('read', 'publish') }).resetDrift('checkout');
    expect(reset).toEqual({ ok: false, code: 'unavailable' });
    expect(resets()).toBe(0);
  });

  it('begins by a form of the console, which who may only read does not see', async () => {
    const { monitor, resets } = counted();
    const { get, post } = await openSite({ decider: { drift: { checkout: monitor } } });
    const page = async (who?: string) => (await get('/health', who)).text();
    expect(await page()).toContain('Forget the reference of checkout');
    expect(await page('guest')).not.toContain('Forget the reference');
    const send = async (action: string, who?: string) => {
      const answer = await post('/health/drift', { action }, who);
      return answer.status === 303 ? answer.headers.get('location') : answer.status;
    };
    expect(await send('checkout', 'guest')).toBe(403);
    expect(await send('login')).toBe('/health?said=drift_unknown');
    expect(resets()).toBe(0);
    expect(await send('checkout')).toBe('/health?said=drift_reset');
    expect(resets()).toBe(1);
    expect(await (await get('/health?said=drift_reset')).text()).toContain('A new reference begins');
  });
});
