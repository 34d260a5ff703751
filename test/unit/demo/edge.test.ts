import { describe, expect, it } from 'vitest';
import { locate } from '../../../demo/edge.ts';

const at = (headers: Record<string, string>, address: string | null = null) =>
  locate({ headers: new Headers(headers), address });

describe('the headers that stand for an edge', () => {
  it('say where a request comes from, and by which network', () => {
    expect(at({ 'X-Demo-Place': ' 52.52, 13.4', 'X-Demo-Network': ' VPN ' })).toEqual({
      address: null,
      place: { lat: 52.52, lon: 13.4 },
      network: 'vpn',
    });
  });

  it.each(['', 'Berlin', '52.52', '52.52,13.40,7', '1e1,2', 'NaN,NaN', '52.52;13.40'])(
    'name no place with %j',
    (place) => {
      expect(at({ 'X-Demo-Place': place }).place).toBeNull();
    },
  );

  it('need not be there', () => {
    expect(at({})).toEqual({ address: null, place: null, network: undefined });
  });
});

describe('the address of a connection', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8::1', '2001:db8::1'],
    ['127.0.0.1', null],
    ['::1', null],
    ['::ffff:127.0.0.1', null],
    [null, null],
  ])('%s is told as %s', (address, told) => {
    expect(at({}, address).address).toBe(told);
  });
});
