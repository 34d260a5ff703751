import { describe, expect, it, vi } from 'vitest';
import { createTransport } from '../../../../src/decide/webhook/connect.ts';
import { openReceiver } from './receiver.ts';

const request = (url: string, signal = new AbortController().signal) => ({
  url,
  headers: { 'webhook-id': 'msg_1' },
  body: '{"ä":1}',
  signal,
});
const at = (...addresses: readonly string[]) =>
  vi.fn(async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

describe('a private address', () => {
  it.each([
    '127.0.0.1',
    '10.0.0.7',
    '172.16.3.4',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::1',
    '2001::1',
    '2001:db8::1',
    'fe80::1',
    'fec0::1',
    'fd00:ec2::254',
    'ff02::1',
  ])('%s is not connected to, by itself or by a name', async (address) => {
    const resolve = at(address);
    const send = createTransport({ allowPrivate: false, resolve });
    const host = address.includes(':') ? `[${address}]` : address;
    await expect(send(request(`https://${host}/`))).rejects.toThrow('no public address');
    expect(resolve).not.toHaveBeenCalled();
    await expect(send(request('https://receiver.example/'))).rejects.toThrow('no public address');
  });

  it.each([
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::ffff:7f00:1]/',
  ])('written as %s is not, either', async (url) => {
    const resolve = at('192.0.2.1');
    await expect(createTransport({ allowPrivate: false, resolve })(request(url))).rejects.toThrow(
      /^(127\.0\.0\.1|::ffff:7f00:1) is no public address/,
    );
  });

  it('among public ones refuses them all', async () => {
    const send = createTransport({ allowPrivate: false, resolve: at('93.184.215.14', '10.0.0.1') });
    await expect(send(request('https://receiver.example/'))).rejects.toThrow('10.0.0.1 is no public address');
  });

  it('is connected to where the site allows it', async () => {
    const { url, received } = await openReceiver();
    const send = createTransport({ allowPrivate: true });
    expect(await send(request(url))).toEqual({ status: 204, retryAfter: null });
    expect(received).toMatchObject([{ path: '/hook', body: '{"ä":1}', headers: { 'webhook-id': 'msg_1' } }]);
  });
});

describe('a name', () => {
  it('is resolved once, and what was checked is connected to', async () => {
    const { port, received } = await openReceiver();
    // A second look at the name would lead to an address that refuses connections.
    const resolve = at('127.0.0.1').mockResolvedValueOnce([{ address: '127.0.0.1', family: 4 }]);
    resolve.mockResolvedValue([{ address: '127.0.0.2', family: 4 }]);
    const send = createTransport({ allowPrivate: true, resolve });
    expect((await send(request(`http://rebind.example:${port}/`))).status).toBe(204);
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(received[0]?.headers.host).toBe(`rebind.example:${port}`);
  });

  it('without an address is not', async () => {
    const send = createTransport({ allowPrivate: true, resolve: at() });
    await expect(send(request('http://receiver.example/'))).rejects.toThrow('no address');
  });
});

describe('a receiver', () => {
  it('that redirects is not followed', async () => {
    const { url, received } = await openReceiver((_, response) => {
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect((await createTransport({ allowPrivate: true })(request(url))).status).toBe(307);
    expect(received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('that hangs is left when the attempt has taken too long', async () => {
    const abort = new AbortController();
    const { url } = await openReceiver(() => abort.abort());
    await expect(createTransport({ allowPrivate: true })(request(url, abort.signal))).rejects.toThrow(
      /abort/i,
    );
  });

  it('that is not there fails', async () => {
    await expect(createTransport({ allowPrivate: true })(request('http://127.0.0.1:1/'))).rejects.toThrow(
      'ECONNREFUSED',
    );
  });

  it('says when to try again', async () => {
    const { url } = await openReceiver((_, response) =>
      response.writeHead(503, { 'retry-after': '120' }).end(),
    );
    expect(await createTransport({ allowPrivate: true })(request(url))).toEqual({
      status: 503,
      retryAfter: '120',
    });
  });
});
