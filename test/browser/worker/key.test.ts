import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTabs } from '../../setup/tabs.ts';
import {
  ask,
  assess,
  databases,
  INSECURE_HOST,
  keyOf,
  launch,
  openStage,
  type Stage,
  startWorker,
} from './page.ts';

const tab = openTabs(launch);

async function onStage(prelude: string, act: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage({ prelude });
  try {
    await act(stage);
  } finally {
    await stage.stop();
  }
}

describe('the device key in a browser', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.stop());

  it('survives a reload and signs what the backend accepts', async () => {
    const keys = [];
    for (const _ of ['first visit', 'after reload']) {
      expect(await startWorker(tab.page, stage.origin)).toEqual({ ok: true, value: { key: 'persistent' } });
      const verdict = await assess(tab.page);
      expect(verdict.degraded).toEqual([]);
      expect(
        await stage.verifier.verify(verdict.token, { action: 'checkout', sid: stage.sid }),
      ).toMatchObject({
        ok: true,
        score: verdict.score,
      });
      keys.push(keyOf(verdict));
    }
    expect(keys[1]).toBe(keys[0]);
  });

  it('lies in storage where no script can export it', async () => {
    await startWorker(tab.page, stage.origin);
    const stored = await tab.page.evaluate(async () => {
      const opened = indexedDB.open('tellsign');
      await new Promise((resolve) => opened.addEventListener('success', resolve));
      const read = opened.result.transaction('keys').objectStore('keys').get('device');
      await new Promise((resolve) => read.addEventListener('success', resolve));
      const { privateKey } = read.result as { privateKey: CryptoKey };
      const exported = await crypto.subtle.exportKey('jwk', privateKey).catch((error: Error) => error.name);
      return { exported, extractable: privateKey.extractable, usages: privateKey.usages };
    });
    expect(stored).toEqual({ exported: 'InvalidAccessError', extractable: false, usages: ['sign'] });
  });

  it('is one key for two tabs that open at once', async () => {
    const other = await tab.page.context().newPage();
    await Promise.all([startWorker(tab.page, stage.origin), startWorker(other, stage.origin)]);
    const [mine, theirs] = await Promise.all([assess(tab.page), assess(other)]);
    expect(keyOf(theirs)).toBe(keyOf(mine));
  });

  it('is gone after forget', async () => {
    await startWorker(tab.page, stage.origin);
    const before = keyOf(await assess(tab.page));
    await ask(tab.page, 'forget');
    expect(await assess(tab.page)).toMatchObject({
      events: 0,
      level: 'unknown',
      reasons: [{ code: 'baseline' }],
    });
    await ask(tab.page, 'forget');
    await startWorker(tab.page, stage.origin);
    expect(keyOf(await assess(tab.page))).not.toBe(before);
  });

  it('waits for the first assessment under standard consent', async () => {
    await startWorker(tab.page, stage.origin, { privacy: 'standard' });
    expect(await databases(tab.page)).toEqual([]);
    expect((await assess(tab.page)).degraded).toEqual([]);
    expect(await databases(tab.page)).toEqual(['tellsign']);
  });

  it('never reaches storage under minimal consent', async () => {
    await startWorker(tab.page, stage.origin, { privacy: 'minimal' });
    const verdict = await assess(tab.page);
    expect(verdict.degraded).toEqual(['key_ephemeral']);
    expect(await databases(tab.page)).toEqual([]);
    expect(await stage.verifier.verify(verdict.token, { action: 'checkout', sid: stage.sid })).toMatchObject({
      ok: true,
      flags: expect.arrayContaining(['ephemeral_key', 'reduced_consent']),
    });
  });

  it('cannot be made outside a secure context: a score, no token, no throw', async () => {
    const { port } = new URL(stage.origin);
    const started = await startWorker(tab.page, `http://${INSECURE_HOST}:${port}`);
    expect(started).toEqual({ ok: true, value: { key: 'none' } });
    const verdict = await assess(tab.page);
    expect(verdict).toMatchObject({ token: null, degraded: ['insecure_context'] });
    expect(verdict.score).not.toBeNull();
  });

  it('is of no use offline: the score stays, the token waits', async () => {
    await startWorker(tab.page, stage.origin);
    await tab.page.context().setOffline(true);
    const verdict = await assess(tab.page);
    expect(verdict).toMatchObject({ token: null, degraded: ['offline'] });
    expect(verdict.score).not.toBeNull();
  });
});

describe('a browser that refuses storage', () => {
  it.each([
    [
      'by an exception',
      `Object.defineProperty(self, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });`,
    ],
    ['by a request that fails', `Object.defineProperty(self, 'indexedDB', { value: undefined });`],
    ['by never answering', `IDBFactory.prototype.open = () => new EventTarget();`],
    [
      'by not cloning a key',
      `IDBObjectStore.prototype.put = () => { throw new DOMException('wrapping failed', 'DataCloneError'); };`,
    ],
    [
      'by reading the key back as null',
      `const { put } = IDBObjectStore.prototype;
       IDBObjectStore.prototype.put = function (value, key) { return put.call(this, { ...value, privateKey: null }, key); };`,
    ],
  ])('%s gets a key for this visit, and says so', async (_, prelude) => {
    await onStage(prelude, async (stage) => {
      expect(await startWorker(tab.page, stage.origin)).toEqual({ ok: true, value: { key: 'ephemeral' } });
      const verdict = await assess(tab.page);
      expect(verdict.degraded).toEqual(['key_ephemeral']);
      const result = await stage.verifier.verify(verdict.token, { action: 'checkout', sid: stage.sid });
      expect(result).toMatchObject({ ok: true, flags: expect.arrayContaining(['ephemeral_key']) });
      await startWorker(tab.page, stage.origin);
      expect(keyOf(await assess(tab.page))).not.toBe(keyOf(verdict));
    });
  });
});
