import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AnalystConfig } from '../../../src/contract/analyst.ts';
import type { WorkerLike } from '../../../src/page/start-worker.ts';
import { type Call, createRemote } from '../../../src/page/worker-client.ts';
import { encodeRows } from '../../../src/wire/encode-rows.ts';
import { FakeAnalyst, FakeWorker } from './fake-worker.ts';

const assess: Call<string | null> = async (analyst) =>
  (await analyst.assess({ action: 'pay', timeoutMs: 9, nonce: { ok: false, code: 'offline' } })).token;

function setUp(spawns: (() => Promise<WorkerLike>)[]) {
  const troubles: string[] = [];
  let spawned = 0;
  const remote = createRemote({
    spawn: () => spawns[spawned++]?.() ?? Promise.reject(new Error('one too many')),
    config: () => ({ endpoint: 'https://shop.example/tellsign' }) as AnalystConfig,
    onTrouble: (code) => troubles.push(code),
  });
  return { remote, troubles, spawned: () => spawned };
}
const given = (worker: WorkerLike) => async () => worker;
const row = (t: number) => encodeRows([{ t, kind: 'hide' }]);

describe('remote', () => {
  afterEach(() => vi.useRealTimers());

  it('starts the worker at the first call and gives its answer', async () => {
    const worker = new FakeWorker();
    const { remote, spawned } = setUp([given(worker)]);
    expect(spawned()).toBe(0);
    expect(await remote.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
    expect(await remote.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
    expect(worker.analyst.configs).toEqual([{ endpoint: 'https://shop.example/tellsign' }]);
    expect(spawned()).toBe(1);
  });

  it('holds batches until the worker has started, then sends them in order', async () => {
    const worker = new FakeWorker();
    const { remote } = setUp([given(worker)]);
    remote.push(row(1));
    remote.push(row(2));
    await remote.call(assess, 1000);
    remote.push(row(3));
    await remote.call(assess, 1000);
    expect(worker.analyst.events.map(({ t }) => t)).toEqual([1, 2, 3]);
  });

  it('holds a bounded number of batches', async () => {
    const worker = new FakeWorker();
    const { remote } = setUp([given(worker)]);
    for (let t = 0; t < 1000; t++) remote.push(row(t));
    await remote.call(assess, 1000);
    await remote.call(assess, 1000);
    expect(worker.analyst.events).toHaveLength(64);
    expect(worker.analyst.events.at(-1)?.t).toBe(999);
  });

  it('says so when the browser refuses a worker, and tries once more', async () => {
    const refuse = () => Promise.reject(new Error('CSP'));
    const { remote, troubles, spawned } = setUp([refuse, refuse]);
    for (let asked = 0; asked < 4; asked++) {
      expect(await remote.call(assess, 1000)).toEqual({ ok: false, code: 'worker_unavailable' });
    }
    expect(troubles).toEqual(['worker_unavailable', 'worker_unavailable']);
    expect(spawned()).toBe(2);
  });

  it('says so when the file does not load', async () => {
    const worker = new FakeWorker(Object.assign(new FakeAnalyst(), { deaf: new Set(['start', 'assess']) }));
    const { remote } = setUp([given(worker)]);
    const answer = remote.call(assess, 60_000);
    await vi.waitFor(() => expect(worker.analyst.configs).toHaveLength(1));
    worker.die();
    expect(await answer).toEqual({ ok: false, code: 'worker_unavailable' });
    expect(worker.terminated).toBe(true);
  });

  it('answers at the deadline while the worker never starts', async () => {
    const { remote } = setUp([() => new Promise(() => {})]);
    expect(await remote.call(assess, 20)).toEqual({ ok: false, code: 'worker_timeout' });
    expect(remote.trouble).toBeNull();
  });

  it('answers calls under way when the worker dies, and starts a fresh one', async () => {
    const mute = new FakeWorker(Object.assign(new FakeAnalyst(), { deaf: new Set(['assess']) }));
    const fresh = new FakeWorker();
    const { remote, troubles } = setUp([given(mute), given(fresh)]);
    const answer = remote.call(assess, 60_000);
    await vi.waitFor(() => expect(mute.analyst.requests).toHaveLength(1));
    mute.die();
    expect(await answer).toEqual({ ok: false, code: 'worker_died' });
    expect(await remote.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
    expect(remote.trouble).toBe('worker_died');
    expect(troubles).toEqual(['worker_died']);
  });

  it('starts no third worker', async () => {
    const workers = [new FakeWorker(), new FakeWorker()];
    const { remote, spawned } = setUp(workers.map(given));
    for (const worker of workers) {
      expect(await remote.call(assess, 1000)).toMatchObject({ ok: true });
      worker.die();
    }
    expect(await remote.call(assess, 1000)).toEqual({ ok: false, code: 'worker_died' });
    expect(spawned()).toBe(2);
  });

  it('replaces a worker that hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const hung = new FakeWorker(Object.assign(new FakeAnalyst(), { deaf: new Set(['assess']) }));
    const fresh = new FakeWorker();
    const { remote } = setUp([given(hung), given(fresh)]);
    const answer = remote.call(assess, 100);
    await vi.waitFor(() => expect(hung.analyst.requests).toHaveLength(1));
    vi.advanceTimersByTime(100);
    expect(await answer).toEqual({ ok: false, code: 'worker_timeout' });
    expect(hung.terminated).toBe(false);
    vi.advanceTimersByTime(5000);
    expect(hung.terminated).toBe(true);
    expect(await remote.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
  });

  it('asks without waiting for the answer to the start', async () => {
    const worker = new FakeWorker(Object.assign(new FakeAnalyst(), { deaf: new Set(['start']) }));
    const { remote } = setUp([given(worker)]);
    remote.push(row(1));
    expect(await remote.call(assess, 1000)).toEqual({ ok: true, value: 'a.b.c' });
    expect(worker.analyst.events.map(({ t }) => t)).toEqual([1]);
    expect(remote.isUp).toBe(false);
  });

  it('does not take a worker that is slow to load for one that hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const slow = new FakeWorker(Object.assign(new FakeAnalyst(), { deaf: new Set(['start', 'assess']) }));
    const { remote, troubles } = setUp([given(slow)]);
    const answer = remote.call(assess, 100);
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
    const { remote, troubles } = setUp([given(worker)]);
    await remote.call(assess, 1000);
    remote.destroy();
    expect(worker.terminated).toBe(true);
    expect(await remote.call(assess, 1000)).toMatchObject({ ok: false });
    expect(troubles).toEqual([]);
  });
});
