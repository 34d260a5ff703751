import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AnalystConfig } from '../../../src/contract/analyst.ts';
import type { WorkerLike } from '../../../src/page/start-worker.ts';
import { type Call, createWorkerClient } from '../../../src/page/worker-client.ts';
import { encodeRows } from '../../../src/wire/encode-rows.ts';
import { FakeAnalyst, FakeWorker } from './fake-worker.ts';

const assess: Call<string | null> = async (analyst) =>
  (await analyst.assess({ action: 'pay', timeoutMs: 9, nonce: { ok: false, code: 'offline' } })).token;

function setUp(spawns: (() => Promise<WorkerLike>)[]) {
  const troubles: string[] = [];
  const attempts: number[] = [];
  let spawned = 0;
  const client = createWorkerClient({
    startWorker: (attempt) => {
      attempts.push(attempt);
      return spawns[spawned++]?.() ?? Promise.reject(new Error('one too many'));
    },
    config: () => ({ endpoint: 'https://shop.example/tellsign' }) as AnalystConfig,
    onTrouble: (code) => troubles.push(code),
  });
  return { client, troubles, attempts, spawned: () => spawned };
}
const given = (worker: WorkerLike) => async () => worker;
const row = (t: number) => encodeRows([{ t, kind: 'hide' }]);

/** The page's timers stand still; the browser's own timer signals go with them. */
function stopClock() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const timer = new AbortController();
    setTimeout(() => timer.abort(), ms);
    return timer.signal;
  });
}

describe('worker client', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('starts the worker at the first call and gives its answer', async () => {
    const worker = new FakeWorker();
    const { client, spawned } = setUp([given(worker)]);
    expect(spawned()).toBe(0);
    expect(await client.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
    expect(await client.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
    expect(worker.analyst.configs).toEqual([{ endpoint: 'https://shop.example/tellsign' }]);
    expect(spawned()).toBe(1);
  });

  it('holds batches until the worker has started, then sends them in order', async () => {
    const worker = new FakeWorker();
    const { client } = setUp([given(worker)]);
    client.push(row(1));
    client.push(row(2));
    await client.call(assess, 1000);
    client.push(row(3));
    await client.call(assess, 1000);
    expect(worker.analyst.events.map(({ t }) => t)).toEqual([1, 2, 3]);
  });

  it('holds a bounded number of batches', async () => {
    const worker = new FakeWorker();
    const { client } = setUp([given(worker)]);
    for (let t = 0; t < 1000; t++) client.push(row(t));
    await client.call(assess, 1000);
    await client.call(assess, 1000);
    expect(worker.analyst.events).toHaveLength(64);
    expect(worker.analyst.events.at(-1)?.t).toBe(999);
  });

  describe('where the worker cannot be started', () => {
    const refuse = () => Promise.reject(new Error('HTTP 502'));
    const unavailable = { ok: false, code: 'worker_unavailable' };

    it.each([1, 2])('gives all calls under way their answer after %i failures', async (failures) => {
      const spawns = [...Array.from({ length: failures }, () => refuse), given(new FakeWorker())];
      const { client, troubles, spawned } = setUp(spawns);
      const calls = Array.from({ length: 6 }, () => client.call(assess, 60_000));
      expect(await Promise.all(calls)).toEqual(calls.map(() => ({ ok: true, value: 'a.b.c' })));
      expect(troubles).toEqual(Array.from({ length: failures }, () => 'worker_unavailable'));
      expect(spawned()).toBe(failures + 1);
      await vi.waitFor(() => expect(client.trouble).toBeNull());
    });

    it('says what is wrong at the deadline of a call that waits for the next attempt', async () => {
      const { client, spawned } = setUp([refuse, refuse]);
      expect(await client.call(assess, 30)).toEqual(unavailable);
      expect(spawned()).toBe(2);
      client.destroy();
    });

    it('answers at once while a long pause lasts, and pauses longer each time', async () => {
      stopClock();
      const { client, spawned } = setUp(Array.from({ length: 100 }, () => refuse));
      let waitedMs = 0;
      for (let second = 0; second < 240; second++) {
        const [asked, answer] = [performance.now(), client.call(assess, 10_000)];
        void answer.then(() => {
          waitedMs += performance.now() - asked;
        });
        await vi.advanceTimersByTimeAsync(1000);
        expect(await answer).toEqual(unavailable);
      }
      // At 0 s twice, then after 1, 2, 4, 8, 16 and 32 s, then every minute.
      expect(spawned()).toBeGreaterThanOrEqual(9);
      expect(spawned()).toBeLessThanOrEqual(12);
      // A call waits in the last second of a pause only.
      expect(waitedMs).toBeLessThanOrEqual(12_000);
    });

    it('tries again unasked, and not for ever', async () => {
      stopClock();
      const { client, spawned } = setUp(Array.from({ length: 100 }, () => refuse));
      void client.call(assess, 1000);
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(spawned()).toBeGreaterThan(3);
      expect(spawned()).toBeLessThan(10);
    });

    it('starts it as soon as the network is back', async () => {
      stopClock();
      const worker = new FakeWorker();
      const { client } = setUp([refuse, refuse, refuse, given(worker)]);
      client.push(row(1));
      const answer = client.call(assess, 10_000);
      await vi.advanceTimersByTimeAsync(1000);
      expect(await answer).toEqual(unavailable);
      expect(client.isReachable).toBe(false);
      window.dispatchEvent(new Event('online'));
      expect(client.isReachable).toBe(true);
      await vi.waitFor(() => expect(worker.analyst.events.map(({ t }) => t)).toEqual([1]));
    });

    it('tries no more once it was destroyed', async () => {
      stopClock();
      const { client, spawned } = setUp(Array.from({ length: 100 }, () => refuse));
      const answer = client.call(assess, 1000);
      await vi.waitFor(() => expect(spawned()).toBe(2));
      client.destroy();
      expect(await answer).toEqual({ ok: false, code: 'destroyed' });
      window.dispatchEvent(new Event('online'));
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(spawned()).toBe(2);
    });
  });

  describe('where a cache gave the worker of another build', () => {
    const stale = () => new FakeWorker(Object.assign(new FakeAnalyst(), { build: 'tellsign-0.0.9' }));

    it('names it and starts the next worker at once, with all that was queued', async () => {
      const [old, fresh] = [stale(), new FakeWorker()];
      const { client, troubles, attempts } = setUp([given(old), given(fresh)]);
      client.push(row(1));
      expect(await client.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
      expect(troubles).toEqual(['worker_stale']);
      expect(attempts).toEqual([0, 1]);
      expect(old.terminated).toBe(true);
      expect(old.analyst.configs).toEqual([]);
      expect(fresh.analyst.events.map(({ t }) => t)).toEqual([1]);
      expect(client.trouble).toBeNull();
    });

    it('gives the code to the call when the next one is stale too', async () => {
      const workers = [stale(), stale()];
      const { client, attempts } = setUp(workers.map(given));
      expect(await client.call(assess, 1000)).toEqual({ ok: false, code: 'worker_stale' });
      expect(client.trouble).toBe('worker_stale');
      expect(workers.map(({ terminated }) => terminated)).toEqual([true, true]);
      expect(attempts).toEqual([0, 1]);
      client.destroy();
    });

    it('takes a worker that names no build for one', async () => {
      const old = new FakeWorker(Object.assign(new FakeAnalyst(), { build: undefined }));
      const { client, troubles } = setUp([given(old), given(new FakeWorker())]);
      expect(await client.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
      expect(troubles).toEqual(['worker_stale']);
    });
  });

  it('asks past the caches after a failure', async () => {
    const { client, attempts } = setUp([() => Promise.reject(new Error('502')), given(new FakeWorker())]);
    await client.call(assess, 1000);
    expect(attempts).toEqual([0, 1]);
  });

  it('ends a worker whose script has not run yet at destroy', async () => {
    const mute = Object.assign(new FakeWorker(), { postMessage: () => {} });
    const { client } = setUp([given(mute)]);
    const answer = client.call(assess, 60_000);
    await vi.waitFor(() => expect(client.isReachable).toBe(true));
    await Promise.resolve();
    client.destroy();
    expect(await answer).toEqual({ ok: false, code: 'destroyed' });
    await vi.waitFor(() => expect(mute.terminated).toBe(true));
  });

  it('answers at its deadline although the page stopped its timers', async () => {
    const { client } = setUp([() => new Promise(() => {})]);
    const answer = client.call(assess, 30);
    for (let id = Number(setTimeout(() => {}, 0)); id > 0; id--) clearTimeout(id);
    expect(await answer).toEqual({ ok: false, code: 'worker_timeout' });
  });

  it('says so when the file does not load', async () => {
    const worker = new FakeWorker(Object.assign(new FakeAnalyst(), { deaf: new Set(['start', 'assess']) }));
    const { client } = setUp([given(worker)]);
    const answer = client.call(assess, 60_000);
    await vi.waitFor(() => expect(worker.analyst.configs).toHaveLength(1));
    worker.die();
    expect(await answer).toEqual({ ok: false, code: 'worker_unavailable' });
    expect(worker.terminated).toBe(true);
  });

  it('answers at the deadline while the worker never starts', async () => {
    const { client } = setUp([() => new Promise(() => {})]);
    expect(await client.call(assess, 20)).toEqual({ ok: false, code: 'worker_timeout' });
    expect(client.trouble).toBeNull();
  });

  it('answers calls under way when the worker dies, and starts a fresh one', async () => {
    const mute = new FakeWorker(Object.assign(new FakeAnalyst(), { deaf: new Set(['assess']) }));
    const fresh = new FakeWorker();
    const { client, troubles } = setUp([given(mute), given(fresh)]);
    const answer = client.call(assess, 60_000);
    await vi.waitFor(() => expect(mute.analyst.requests).toHaveLength(1));
    mute.die();
    expect(await answer).toEqual({ ok: false, code: 'worker_died' });
    expect(await client.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
    expect(client.trouble).toBe('worker_died');
    expect(troubles).toEqual(['worker_died']);
  });

  it('starts no third worker', async () => {
    const workers = [new FakeWorker(), new FakeWorker()];
    const { client, spawned } = setUp(workers.map(given));
    for (const worker of workers) {
      expect(await client.call(assess, 1000)).toMatchObject({ ok: true });
      worker.die();
    }
    expect(await client.call(assess, 1000)).toEqual({ ok: false, code: 'worker_died' });
    expect(spawned()).toBe(2);
  });

  it('replaces a worker that hangs', async () => {
    stopClock();
    const hung = new FakeWorker(Object.assign(new FakeAnalyst(), { deaf: new Set(['assess']) }));
    const fresh = new FakeWorker();
    const { client } = setUp([given(hung), given(fresh)]);
    const answer = client.call(assess, 100);
    await vi.waitFor(() => expect(hung.analyst.requests).toHaveLength(1));
    vi.advanceTimersByTime(100);
    expect(await answer).toEqual({ ok: false, code: 'worker_timeout' });
    expect(hung.terminated).toBe(false);
    vi.advanceTimersByTime(5000);
    expect(hung.terminated).toBe(true);
    expect(await client.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
  });

  it('asks without waiting for the answer to the start', async () => {
    const worker = new FakeWorker(Object.assign(new FakeAnalyst(), { deaf: new Set(['start']) }));
    const { client } = setUp([given(worker)]);
    client.push(row(1));
    expect(await client.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
    expect(worker.analyst.events.map(({ t }) => t)).toEqual([1]);
  });

  it('does not take a worker that is slow to load for one that hangs', async () => {
    stopClock();
    const slow = new FakeWorker(Object.assign(new FakeAnalyst(), { deaf: new Set(['start', 'assess']) }));
    const { client, troubles } = setUp([given(slow)]);
    const answer = client.call(assess, 100);
    await vi.waitFor(() => expect(slow.analyst.requests).toHaveLength(1));
    vi.advanceTimersByTime(100);
    expect(await answer).toEqual({ ok: false, code: 'worker_timeout' });
    vi.advanceTimersByTime(10_000);
    expect(slow.terminated).toBe(false);
    vi.advanceTimersByTime(10_000);
    expect(slow.terminated).toBe(true);
    expect(troubles).toEqual(['worker_timeout']);
  });

  it('lets nothing live after destroy', async () => {
    const worker = new FakeWorker();
    const { client, troubles } = setUp([given(worker)]);
    await client.call(assess, 1000);
    client.destroy();
    expect(worker.terminated).toBe(true);
    expect(await client.call(assess, 1000)).toMatchObject({ ok: false });
    expect(troubles).toEqual([]);
  });
});
