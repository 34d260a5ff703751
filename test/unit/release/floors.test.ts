import { IDBFactory } from 'fake-indexeddb';
import { createStore, get, set } from 'idb-keyval';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signKeyList } from '../../../src/cli/model/sign-key-list.ts';
import { signRelease } from '../../../src/cli/model/sign-release.ts';
import { fetchOwn } from '../../../worker/score/own/fetch-own.ts';
import { createAdmission } from '../../../worker/score/own/floors.ts';
import { DATABASE, FLOORS_RECORD, STORE } from '../../../worker/stored.ts';
import { NOW } from './attack.ts';
import { createSigningKey, DAY, ISSUED, type Served, serveVersion, TREES } from './kit.ts';

const key = createSigningKey();
const next = createSigningKey();
const root = createSigningKey();
const otherRoot = createSigningKey();
const [older, newer] = [serveVersion(17, { key }), serveVersion(18, { key })];
const store = () => createStore(DATABASE, STORE);
const stored = () => get<unknown>(FLOORS_RECORD, store());

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => vi.unstubAllGlobals());

/** What a page load answers to what lies at the address: the model is fetched, and then admitted. */
async function load({ text, files }: Pick<Served, 'text' | 'files'>, pins = `key=${key.id}`) {
  const own = await open({ text, files }, pins);
  if (!own.ok) return own.code;
  const admitted = await own.value.admit?.();
  return admitted?.ok ? 'accepted' : admitted?.code;
}

const open = ({ text, files }: Pick<Served, 'text' | 'files'>, pins = `key=${key.id}`) =>
  fetchOwn(`https://shop.example/models/stable.jws#${pins}`, {
    now: NOW,
    trees: TREES,
    fetch: async (input) => {
      const name = new URL(String(input)).pathname.split('/').pop() ?? '';
      const bytes = name === 'stable.jws' ? text : files.get(name);
      return bytes === undefined
        ? new Response('', { status: 404 })
        : new Response(typeof bytes === 'string' ? bytes : Uint8Array.from(bytes));
    },
  });

const withList = (served: Served, version: number, keys: readonly string[], signer = root): Served => {
  const list = { v: 1, version, iat: ISSUED, exp: ISSUED + DAY * 180, keys } as const;
  const text = new TextEncoder().encode(signKeyList(list, signer.privateKey));
  return { ...served, files: new Map([...served.files, ['keys.jws', text]]) };
};

describe('a browser that has seen a release', () => {
  it('refuses an older one on the next page, whatever the page pins', async () => {
    expect(await load(newer)).toBe('accepted');
    expect(await load(older)).toBe('model_rollback');
    expect(await load(newer)).toBe('accepted');
  });

  it('takes an older one that the newer does not forbid: two servers of a deploy under way', async () => {
    const mild = serveVersion(18, { key, change: { minVersion: 17 } });
    expect(await load(mild)).toBe('accepted');
    expect(await load(older)).toBe('accepted');
    expect(await load(mild)).toBe('accepted');
    expect(await load(serveVersion(16, { key }))).toBe('model_rollback');
  });

  it('of a thief who signed the highest version takes what the next key signs', async () => {
    expect(await load(serveVersion(2 ** 53 - 1, { key }))).toBe('accepted');
    expect(await load(newer)).toBe('model_rollback');
    expect(await load(serveVersion(19, { key: next }), `key=${next.id}`)).toBe('accepted');
  });

  it('of two signers holds each of them to it, whichever signs alone or first', async () => {
    const together = (version: number): Served => {
      const served = serveVersion(version, { key });
      return { ...served, text: `${served.text}\n${signRelease(served.release, next.privateKey)}` };
    };
    const pins = `key=${key.id}&key=${next.id}`;
    expect(await load(together(18), `${pins}&signers=2`)).toBe('accepted');
    expect(await load(together(17), `${pins}&signers=2`)).toBe('model_rollback');
    expect(await load(older, pins)).toBe('model_rollback');
    expect(await load(serveVersion(17, { key: next }), pins)).toBe('model_rollback');
  });

  it('of two keys of which one is enough forbids with either what the other has signed', async () => {
    const pins = `key=${key.id}&key=${next.id}`;
    expect(await load(newer, pins)).toBe('accepted');
    expect(await load(serveVersion(17, { key: next }), pins)).toBe('model_rollback');
    // Once the thief's key is pinned no more, what he forbade is forgotten.
    expect(await load(serveVersion(17, { key: next }), `key=${next.id}`)).toBe('accepted');
  });

  it.each<[string, Served]>([
    ['a release alone', serveVersion(17, { key: next })],
    ['a list of both', withList(serveVersion(17, { key: next }), 5, [key.id, next.id])],
  ])('holds a key that signs beside another one to what that one has forbidden: %s', async (_, old) => {
    expect(await load(newer)).toBe('accepted');
    const pins = old.files.has('keys.jws') ? `root=${root.id}` : `key=${key.id}&key=${next.id}`;
    expect(await load(old, pins)).toBe('model_rollback');
  });

  it('counts each channel by itself', async () => {
    const canary = serveVersion(40, { key, change: { channel: 'canary' } });
    expect(await load(canary, `key=${key.id}&channel=canary`)).toBe('accepted');
    expect(await load(older)).toBe('accepted');
  });

  it('refuses in the tab with the older one, once the newer was loaded in another', async () => {
    const [first, second] = [await open(older), await open(newer)];
    if (!first.ok || !second.ok) throw new Error('no model');
    expect(await first.value.admit?.()).toMatchObject({ ok: true });
    expect(await second.value.admit?.()).toMatchObject({ ok: true });
    expect(await first.value.admit?.()).toEqual({ ok: false, code: 'model_rollback' });
  });

  it('keeps the highest floor of tabs that ask at once', async () => {
    const versions = [19, 17, 21, 18, 20];
    const tabs = await Promise.all(versions.map((version) => open(serveVersion(version, { key }))));
    await Promise.all(tabs.map((tab) => tab.ok && tab.value.admit?.()));
    expect(await stored()).toEqual(new Map([[`${key.id} stable`, 21]]));
  });
});

describe('a browser that has seen a list of keys', () => {
  const pins = `root=${root.id}`;

  it('refuses an older list: the thief’s key stays out', async () => {
    const thiefs = serveVersion(99, { key });
    expect(await load(withList(thiefs, 1, [key.id]), pins)).toBe('accepted');
    expect(await load(withList(serveVersion(18, { key: next }), 2, [next.id]), pins)).toBe('accepted');
    expect(await load(withList(thiefs, 2, [next.id]), pins)).toBe('model_key');
    expect(await load(withList(thiefs, 1, [key.id]), pins)).toBe('keys_rollback');
  });

  it('refuses an older list of another root that is pinned beside it', async () => {
    const roots = `root=${root.id}&root=${otherRoot.id}`;
    const thiefs = serveVersion(99, { key });
    expect(await load(withList(thiefs, 1, [key.id]), roots)).toBe('accepted');
    expect(await load(withList(serveVersion(18, { key: next }), 2, [next.id], otherRoot), roots)).toBe(
      'accepted',
    );
    expect(await load(withList(thiefs, 1, [key.id]), roots)).toBe('keys_rollback');
    // The one root was pinned alone before, and its list is the higher one.
    const high = withList(serveVersion(100, { key }), 4, [key.id]);
    expect(await load(high, pins)).toBe('accepted');
    const old = withList(serveVersion(18, { key: next }), 3, [next.id], otherRoot);
    expect(await load(old, roots)).toBe('keys_rollback');
  });

  it.each<[string, Served, string]>([
    ['the release is signed by a key that was taken off', serveVersion(99, { key }), 'model_key'],
    ['there is no release', { ...newer, text: '' }, 'model_malformed'],
    [
      'a file of the release is missing',
      { ...serveVersion(18, { key: next }), files: new Map() },
      'model_unavailable',
    ],
  ])('remembers it where %s', async (_, served, code) => {
    const list = withList(served, 2, [next.id]);
    const opened = await open(list, pins);
    expect(opened).toMatchObject({ ok: false, code });
    expect(await (opened.ok ? undefined : opened.admit?.())).toEqual({ ok: true, value: null });
    expect(await load(withList(serveVersion(99, { key }), 1, [key.id]), pins)).toBe('keys_rollback');
  });

  it('remembers it where an older release lies beside it, such as one of a cache', async () => {
    expect(await load(withList(serveVersion(18, { key: next }), 1, [key.id, next.id]), pins)).toBe(
      'accepted',
    );
    expect(await load(withList(serveVersion(17, { key: next }), 2, [next.id]), pins)).toBe('model_rollback');
    expect(await load(withList(serveVersion(99, { key }), 1, [key.id, next.id]), pins)).toBe('keys_rollback');
  });

  it('remembers nothing of what it refuses', async () => {
    await load(withList(serveVersion(18, { key: next }), 2, [next.id]), pins);
    const before = await stored();
    await load(withList(serveVersion(99, { key }), 1, [key.id]), pins);
    expect(await stored()).toEqual(before);
  });
});

describe('what is remembered', () => {
  const names = { signers: ['a stable'], trusted: ['a stable'] };
  const message = { ...names, version: 3, floor: 3, code: 'model_rollback' } as const;

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a word', 'floors'],
    ['an object with a prototype', { __proto__: { 'a stable': 9 } }],
    ['a list', [['a stable', 9]]],
    ['infinity', new Map([['a stable', Number.POSITIVE_INFINITY]])],
    ['text', new Map([['a stable', '9']])],
    ['no number', new Map([['a stable', Number.NaN]])],
    ['a cycle', cycle()],
  ])('as %s by somebody else is no floor', async (_, record) => {
    await set(FLOORS_RECORD, record, store());
    expect(await createAdmission([message])()).toEqual({ ok: true, value: null });
    expect(await stored()).toEqual(new Map([['a stable', 3]]));
  });

  it.each<[string, () => unknown]>([
    ['is missing', () => undefined],
    [
      'is blocked',
      () => ({
        open: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      }),
    ],
  ])('is nothing where storage %s: the model scores', async (_, storage) => {
    vi.stubGlobal('indexedDB', storage());
    expect(await createAdmission([message])()).toEqual({ ok: true, value: null });
  });

  it('is asked once where storage hangs', async () => {
    vi.useFakeTimers();
    let asked = 0;
    vi.stubGlobal('indexedDB', {
      open: () => {
        asked += 1;
        return {};
      },
    });
    const admit = createAdmission([message]);
    const first = admit();
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
    expect(await first).toEqual({ ok: true, value: null });
    expect(await admit()).toEqual({ ok: true, value: null });
    expect(asked).toBe(1);
  });
});

function cycle(): Map<string, unknown> {
  const map = new Map<string, unknown>();
  return map.set('a stable', map);
}
