import { hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  createVerifier,
  memoryLedger,
  memoryNearDuplicates,
  memoryReplay,
} from '../../../src/server/index.ts';
import { deriveSecret } from '../../../src/server/mac/secret.ts';
import { sqlLedger, sqlNearDuplicates, sqlReplay } from '../../../src/server/stores/index.ts';
import { setup } from './setup.ts';

const { create, forge, request } = await setup();

describe('createVerifier', () => {
  it.each([
    ['audience', ''],
    ['audience', 'https://shöp.example'],
    ['audience', ['https://shop.example']],
    ['audience', undefined],
    ['keys', undefined],
    ['models', []],
    ['models', [{ id: 'x' }]],
    ['models', {}],
    ['replay', undefined],
    ['replay', {}],
    ['actions', 'checkout'],
    ['actions', { Checkout: {} }],
    ['actions', { checkout: { onStoreError: 'accept' } }],
    ['actions', { checkout: { requireTx: 'yes' } }],
    ['maxSkewSeconds', -1],
    ['maxSkewSeconds', '60'],
    ['nonceTtlSeconds', 0],
    ['maxTokenChars', 4097],
    ['storeTimeoutMs', 0],
    ['minBuild', 'newest'],
    ['isRevoked', new Set()],
    ['explain', 'yes'],
    ['now', 0],
  ])('names %s when it is %j', (name, value) => {
    expect(() => create({ [name]: value })).toThrow(TypeError);
    expect(() => create({ [name]: value })).toThrow(name);
  });

  it.each([undefined, ''])('says that the audience is missing where it is %j', (audience) => {
    expect(() => create({ audience } as never)).toThrow('audience is missing: the site’s address');
  });

  it.each([
    ['ledger', /session cookie goes unnoticed/],
    ['nearDuplicates', /a thousand times/],
    ['actions', /compared with time/],
  ])('says what is lost without %s, and starts where it is null', (name, lost) => {
    expect(() => create({ [name]: undefined } as never)).toThrow(lost);
    expect(() => create({ [name]: null })).not.toThrow();
  });

  it('says what is lost without keys.binding and an action’s nonceInPage', () => {
    const nonce = [{ kid: 1, secret: crypto.getRandomValues(new Uint8Array(32)) }];
    expect(() => create({ keys: { nonce } as never })).toThrow(/keys\.binding .* null: .*bound to a visitor/);
    expect(() => create({ actions: { pay: {} as never } })).toThrow(/pay\.nonceInPage .*age bounds no visit/);
  });

  it.each([
    ['the verifier', { requireTX: true }],
    ['the keys', { keys: { nonce: [], nonces: [], binding: null } }],
    ['a key', { keys: { nonce: [{ kid: 1, secret: new Uint8Array(32), key: 1 }], binding: null } }],
    ['an action', { actions: { pay: { requireTX: true, nonceInPage: null } } }],
  ])('takes no option of %s that it does not know', (_name, options) => {
    expect(() => create(options as never)).toThrow(/no option (requireTX|nonces|key);/);
  });

  it('takes no request that it does not know', async () => {
    const verifier = create();
    const misspelt = { ...request, idempotencykey: 'a' };
    await expect(verifier.verify('', misspelt)).rejects.toThrow(/no option idempotencykey/);
    const forAction = { action: 'checkout', sid: 's', op: 'checkout' };
    await expect(verifier.issueNonce(forAction)).rejects.toThrow(/no option op/);
  });

  it.each([
    ['all zero', new Uint8Array(32)],
    ['all alike', new Uint8Array(64).fill(7)],
    ['of 31 bytes', crypto.getRandomValues(new Uint8Array(31))],
    ['text', 'x'.repeat(32)],
  ])('takes no secret that is %s', (_name, secret) => {
    const keys = [{ kid: 1, secret }] as never;
    const good = [{ kid: 1, secret: crypto.getRandomValues(new Uint8Array(32)) }];
    expect(() => create({ keys: { nonce: keys, binding: null } })).toThrow(/32 random bytes/);
    expect(() => create({ keys: { nonce: good, binding: keys } })).toThrow(/32 random bytes/);
    expect(() => create({ keys: undefined, secret } as never)).toThrow(/32 random bytes/);
  });

  it('refuses to start without options', () => {
    expect(() => createVerifier(undefined as never)).toThrow(/options/);
  });

  it('knows only the operations it was given', async () => {
    const verifier = create({ actions: { checkout: { nonceInPage: null } } });
    await expect(verifier.issueNonce({ action: 'login', sid: 's' })).rejects.toThrow(/action/);
    await expect(verifier.verify('', { ...request, action: '__proto__' })).rejects.toThrow(/action/);
    expect(await verifier.issueNonce({ action: 'checkout', sid: 's' })).toMatchObject({
      aud: 'https://shop.example',
    });
  });

  it.each([[''], [undefined], [7]])('issues no nonce for the session %j', async (sid) => {
    await expect(create().issueNonce({ action: 'checkout', sid: sid as string })).rejects.toThrow(/sid/);
  });
});

describe('a store', () => {
  const client = { query: async () => ({ rows: [] }) };
  it.each<[string, string, () => unknown]>([
    ['memoryReplay', 'maxEntires', () => memoryReplay({ allowSingleProcess: true, maxEntires: 1 } as never)],
    ['memoryLedger', 'maxEntires', () => memoryLedger({ maxEntires: 1 } as never)],
    ['memoryNearDuplicates', 'maxEntires', () => memoryNearDuplicates({ maxEntires: 1 } as never)],
    ['sqlReplay', 'transactional', () => sqlReplay(client, { transactional: true } as never)],
    ['sqlLedger', 'tabel', () => sqlLedger(client, { tabel: 'a' } as never)],
    ['sqlNearDuplicates', 'tabel', () => sqlNearDuplicates(client, { tabel: 'a' } as never)],
  ])('takes no option that it does not know: %s with %s', (_name, option, open) => {
    expect(open).toThrow(new RegExp(`no option ${option}`));
  });
});

describe('a clock that gives no time', () => {
  it('is refused at the start, and when it breaks later', async () => {
    const { create, forge, request } = await setup();
    expect(() => create({ now: () => Number.NaN })).toThrow(/now/);
    let ms = forge.setting.now * 1000;
    const verifier = create({ now: () => ms });
    ms = Number.NaN;
    await expect(verifier.verify(await forge.token(), request)).rejects.toThrow(/now/);
  });
});

describe('one secret', () => {
  const secret = crypto.getRandomValues(new Uint8Array(32));

  it('makes the keys of nonces and cookies, the same in every process and not each other’s', async () => {
    const [one, other] = [
      create({ keys: undefined, secret } as never),
      create({ keys: undefined, secret } as never),
    ];
    const { nonce } = await one.issueNonce({ action: 'checkout', sid: request.sid });
    expect(await other.verify(await forge.token({ claims: { nonce } }), request)).toMatchObject({ ok: true });
    const { sid, setCookie } = await one.visit(null);
    const cookie = setCookie?.split(';')[0] ?? '';
    expect(await other.visit(cookie)).toEqual({ sid, setCookie: null });
    const binding = await deriveSecret(secret, 'binding');
    expect(await deriveSecret(secret, 'nonce')).not.toEqual(binding);
    const nonceKeys = [{ kid: 1, secret: await deriveSecret(secret, 'nonce') }];
    const byHand = create({ keys: { nonce: nonceKeys, binding: [{ kid: 1, secret: binding }] } });
    expect((await byHand.visit(cookie)).setCookie).toBeNull();
  });

  it('is RFC 5869’s HKDF with the purpose as info', async () => {
    const expected = hkdfSync('sha256', secret, new Uint8Array(32), 'records', 32);
    expect(await deriveSecret(secret, 'records')).toEqual(new Uint8Array(expected));
  });

  it('is given instead of keys, not beside them', () => {
    const nonce = [{ kid: 1, secret: crypto.getRandomValues(new Uint8Array(32)) }];
    expect(() => create({ secret, keys: { nonce, binding: null } })).toThrow(/not both/);
  });
});
