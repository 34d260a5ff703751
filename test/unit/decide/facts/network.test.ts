import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress, readRange } from '../../../../src/decide/facts/address.ts';
import { createNetworks } from '../../../../src/decide/facts/network.ts';
import { createRanges } from '../../../../src/decide/facts/ranges.ts';

const hexOf = (text: string) => readAddress(text)?.hex ?? '';

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.200'],
    ['::ffff:192.0.2.7', '192.0.2.1'],
    ['2001:db8:1:2::1', '2001:db8:1:ffff::9'],
  ])('%s shares its network with %s', (a, b) => {
    expect(readAddress(a)?.net).toBe(readAddress(b)?.net);
    expect(readAddress(a)?.hex).not.toBe(readAddress(b)?.hex);
  });

  it.each([
    ['192.0.2.7', '192.0.3.7'],
    ['2001:db8:1::1', '2001:db8:2::1'],
  ])('%s does not share its network with %s', (a, b) => {
    expect(readAddress(a)?.net).not.toBe(readAddress(b)?.net);
  });

  it.each([
    '',
    '10.1',
    '0x7f.0.0.1',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    'fe80::1%eth0',
    '1.2.3.4/32',
    null,
    7,
    {},
    'localhost',
  ])('is not %o', (text) => {
    expect(readAddress(text)).toBeNull();
  });
});

describe('a list of ranges', () => {
  const LIST =
    '# exits\n\n192.0.2.0/25 # half\r\n198.51.100.7\n2001:db8::/32\n192.0.2.64/26\n::ffff:203.0.113.0/120\n';
  const isIn = createRanges('networks.vpn', LIST);

  it.each([
    '192.0.2.0',
    '192.0.2.127',
    '198.51.100.7',
    '2001:db8:ffff::1',
    '::ffff:192.0.2.1',
    '203.0.113.9',
  ])('holds %s', (address) => {
    expect(isIn(hexOf(address))).toBe(true);
  });
  it.each(['192.0.1.255', '192.0.2.128', '198.51.100.6', '198.51.100.8', '2001:db9::', '::1', '0.0.0.0'])(
    'does not hold %s',
    (address) => {
      expect(isIn(hexOf(address))).toBe(false);
    },
  );

  it.each([
    'foo',
    '1.2.3',
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/8/8',
    '1.2.3.4/-1',
    '2001:db8::/129',
    '1.2.3.4 5.6.7.8',
  ])('with %s is refused, with its line', (line) => {
    const list = `10.0.0.0/8\n\n${line}\n`;
    expect(() => createRanges('networks.vpn', list)).toThrow(`networks.vpn, line 3: ${JSON.stringify(line)}`);
  });

  it('finds what a search one by one finds', () => {
    const v4 = fc
      .tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 0, max: 3 })))
      .map((parts) => parts.join('.'));
    const range = fc
      .tuple(v4, fc.integer({ min: 0, max: 32 }))
      .map(([address, bits]) => `${address}/${bits}`);
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), v4, (list, address) => {
        const hex = hexOf(address);
        const plain = list.map(readRange).some((one) => one !== null && one[0] <= hex && hex <= one[1]);
        expect(createRanges('networks.vpn', list)(hex)).toBe(plain);
      }),
    );
  });
});

describe('a network', () => {
  const networks = createNetworks({ vpn: ['192.0.2.0/24'], hosting: '192.0.2.0/24\n198.51.100.0/24' });

  it('is what the site’s lists say', () => {
    expect(networks(hexOf('192.0.2.9'), {})).toEqual({
      kind: 'vpn',
      vpn: true,
      hosting: true,
      relay: false,
      satellite: false,
      asn: 0,
    });
    expect(networks(hexOf('198.51.100.9'), { network: 'residential' })).toMatchObject({
      kind: 'hosting',
      vpn: false,
    });
  });

  it('is otherwise what its source says', () => {
    expect(networks(hexOf('203.0.113.9'), { network: 'satellite', asn: 64_500 })).toMatchObject({
      kind: 'satellite',
      satellite: true,
      asn: 64_500,
    });
    expect(networks(null, { network: 'residential' })).toMatchObject({ kind: 'residential', vpn: false });
    expect(networks(null, {}).kind).toBe('unknown');
    expect(networks(null, { network: 'moon' as never, asn: Number.NaN })).toMatchObject({
      kind: 'unknown',
      asn: 0,
    });
  });

  it('knows no other list', () => {
    expect(() => createNetworks({ tor: [] } as never)).toThrow('networks.tor');
  });
});
