import { describe, expect, it } from 'vitest';
import { createVerifier } from '../../../src/server/index.ts';
import { setup } from './setup.ts';

const { create, request } = await setup();

describe('createVerifier', () => {
  it.each([
    ['audience', ''],
    ['audience', 'https://shöp.example'],
    ['audience', ['https://shop.example']],
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

  it('refuses to start without options', () => {
    expect(() => createVerifier(undefined as never)).toThrow(/options/);
  });

  it('knows only the operations it was given', async () => {
    const verifier = create({ actions: { checkout: {} } });
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
