import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { createStore, get, keys, set } from 'idb-keyval';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createDeviceKey,
  type DeviceKey,
  forgetDeviceKey,
  loadDeviceKey,
} from '../../../../worker/sign/device-key.ts';

const load = (timeoutMs = 1_000) => loadDeviceKey(crypto, { timeoutMs });
const publicJwk = async (key: DeviceKey) => {
  const { x, y } = await crypto.subtle.exportKey('jwk', key.publicKey);
  return `${x}.${y}`;
};
const belongTogether = async ({ privateKey, publicKey }: DeviceKey) => {
  const [algorithm, data] = [{ name: 'ECDSA', hash: 'SHA-256' }, new Uint8Array(4)];
  const signature = await crypto.subtle.sign(algorithm, privateKey, data);
  return crypto.subtle.verify(algorithm, publicKey, signature, data);
};
const inStore = () => get<unknown>('device', createStore('tellsign', 'keys'));

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the device key', () => {
  it('is the same on the next visit', async () => {
    const [first, second] = [await load(), await load()];
    expect(first.persistent && second.persistent).toBe(true);
    expect(await publicJwk(second)).toBe(await publicJwk(first));
  });

  it('cannot be exported, in memory or from storage', async () => {
    const { privateKey } = await load();
    const stored = (await inStore()) as { privateKey: CryptoKey };
    for (const key of [privateKey, stored.privateKey]) {
      expect(key.extractable).toBe(false);
      expect(key.usages).toEqual(['sign']);
      await expect(crypto.subtle.exportKey('jwk', key)).rejects.toThrow();
    }
  });

  it('is one key for tabs that open at once', async () => {
    const keys = await Promise.all(Array.from({ length: 6 }, () => load()));
    expect(new Set(await Promise.all(keys.map(publicJwk))).size).toBe(1);
    expect(keys.every(({ persistent }) => persistent)).toBe(true);
  });

  it('is another one after it was forgotten', async () => {
    const before = await publicJwk(await load());
    await set('floors', new Map([['somebody stable', 3]]), createStore('tellsign', 'keys'));
    expect(await forgetDeviceKey({ timeoutMs: 1_000 })).toBe(true);
    expect(await inStore()).toBeUndefined();
    expect(await keys(createStore('tellsign', 'keys'))).toEqual([]);
    expect(await publicJwk(await load())).not.toBe(before);
  });

  it('made for one visit touches no storage', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new Error('storage was touched');
      },
    });
    expect((await createDeviceKey(crypto)).persistent).toBe(false);
  });
});

describe('a stored record that is no key', () => {
  const ecdh = () => crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  const mixed = async () => {
    const [a, b] = [await createDeviceKey(crypto), await createDeviceKey(crypto)];
    return { id: 'mixed', privateKey: a.privateKey, publicKey: b.publicKey };
  };
  const extractable = async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    return { id: 'open', privateKey: pair.privateKey, publicKey: pair.publicKey };
  };
  it.each<[string, () => unknown]>([
    ['text', () => 'key'],
    ['null', () => null],
    ['a key read back as null', () => ({ id: 'a', privateKey: null, publicKey: null })],
    ['a key of another algorithm', async () => ({ id: 'a', ...(await ecdh()) })],
    ['halves that do not belong together', mixed],
    ['a key that can be exported', extractable],
  ])('is replaced: %s', async (_, make) => {
    await set('device', await make(), createStore('tellsign', 'keys'));
    const repaired = await load();
    expect(repaired.persistent).toBe(true);
    expect(await belongTogether(repaired)).toBe(true);
    expect(await publicJwk(await load())).toBe(await publicJwk(repaired));
  });

  it('is repaired to one key by two tabs', async () => {
    await set('device', await mixed(), createStore('tellsign', 'keys'));
    const keys = await Promise.all([load(), load()]);
    expect(await publicJwk(keys[0])).toBe(await publicJwk(keys[1]));
  });
});

describe('storage that refuses', () => {
  const refusals: [string, () => void][] = [
    ['is absent', () => vi.stubGlobal('indexedDB', undefined)],
    [
      'is blocked',
      () =>
        vi.stubGlobal('indexedDB', {
          open: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        }),
    ],
    [
      'cannot clone a key',
      () =>
        vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
          throw new DOMException('wrapping failed', 'DataCloneError');
        }),
    ],
    [
      'reads the key back as null',
      () => {
        const { put } = IDBObjectStore.prototype;
        vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
          this: IDBObjectStore,
          value,
          key,
        ) {
          return put.call(this, { ...value, privateKey: null }, key);
        });
      },
    ],
  ];
  it.each(refusals)('and %s gives an ephemeral key that signs', async (_, refuse) => {
    refuse();
    const key = await load();
    expect(key.persistent).toBe(false);
    const signature = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      key.privateKey,
      new Uint8Array(4),
    );
    expect(signature.byteLength).toBe(64);
  });

  it('and hangs gives an ephemeral key in time', async () => {
    vi.stubGlobal('indexedDB', { open: () => ({}) });
    expect((await load(20)).persistent).toBe(false);
    expect(await forgetDeviceKey({ timeoutMs: 20 })).toBe(false);
  });

  it('never holds a JWK', async () => {
    await load();
    expect(JSON.stringify(await inStore())).not.toMatch(/"(d|kty|crv)"/);
  });
});

describe('a page without WebCrypto', () => {
  it('has no key at all', async () => {
    const bare = { ...crypto, subtle: undefined } as unknown as Crypto;
    await expect(loadDeviceKey(bare, { timeoutMs: 50 })).rejects.toThrow();
    await expect(createDeviceKey(bare)).rejects.toThrow();
  });
});
