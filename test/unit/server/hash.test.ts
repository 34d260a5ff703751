import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHmac, sha256 } from '../../../src/server/jws/hash.ts';

const bytes = new TextEncoder().encode('abc');
const secret = new Uint8Array(32).fill(0x0b).slice(0, 20);
const toHex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

/** FIPS 180-4, appendix B.1; RFC 4231, test case 1. */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const HI_THERE = 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7';

afterEach(() => vi.unstubAllGlobals());

describe.each(['Node’s module', 'WebCrypto'])('through %s', (by) => {
  const use = () => {
    const asked = vi.spyOn(crypto.subtle, by === 'WebCrypto' ? 'sign' : 'importKey').mockClear();
    if (by === 'WebCrypto') vi.stubGlobal('process', { env: {} });
    return asked;
  };

  it('hashes as the standard does', async () => {
    use();
    expect(toHex(await sha256(bytes))).toBe(ABC);
  });

  it('computes a MAC as the standard does, with the same key again', async () => {
    const asked = use();
    const mac = createHmac(secret);
    const text = new TextEncoder().encode('Hi There');
    expect(toHex(await mac(text))).toBe(HI_THERE);
    expect(toHex(await mac(text))).toBe(HI_THERE);
    expect(asked).toHaveBeenCalledTimes(by === 'WebCrypto' ? 2 : 0);
  });
});

it('goes without Node’s module where asking for it throws, as at the edge of Next', async () => {
  const getBuiltinModule = () => {
    throw new Error('A Node.js API is used (process.getBuiltinModule)');
  };
  vi.stubGlobal('process', { env: {}, getBuiltinModule });
  const found = await sha256(bytes);
  vi.unstubAllGlobals();
  expect(toHex(found)).toBe(ABC);
});
