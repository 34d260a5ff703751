import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGrant, requestGrant } from '../../../../worker/sign/nonce.ts';
import { ENDPOINT, fakeFetch, grant, never, type Routes } from '../fakes.ts';

const ask = (nonce: Routes['nonce'] | undefined, change: { online?: boolean; timeoutMs?: number } = {}) =>
  requestGrant(ENDPOINT, 'checkout', {
    fetch: fakeFetch(nonce ? { nonce } : {}),
    isOnline: () => change.online ?? true,
    timeoutMs: change.timeoutMs ?? 1_000,
  });

describe('asking for a nonce', () => {
  it('posts the operation as JSON and returns the grant', async () => {
    let seen: { body: unknown; init: RequestInit } | undefined;
    const result = await ask((body, init) => {
      seen = { body, init };
      return Response.json({ ...grant, more: 'ignored' });
    });
    expect(result).toEqual({ ok: true, value: grant });
    expect(seen?.body).toEqual({ op: 'checkout' });
    expect(seen?.init).toMatchObject({ method: 'POST', credentials: 'same-origin', redirect: 'error' });
  });

  const junk = (body: string) => () => new Response(body);
  it.each<[string, Routes['nonce'], string]>([
    ['an error of the server', () => new Response('oops', { status: 500 }), 'nonce_unavailable'],
    ['no such route', undefined, 'nonce_unavailable'],
    ['a refused connection', () => Promise.reject(new TypeError('Failed to fetch')), 'nonce_unavailable'],
    ['HTML in place of JSON', junk('<!doctype html><title>Sign in</title>'), 'nonce_malformed'],
    ['an empty answer', junk(''), 'nonce_malformed'],
    ['JSON of another shape', junk('[1,2,3]'), 'nonce_malformed'],
    ['null', junk('null'), 'nonce_malformed'],
    ['an endless answer', junk('{"nonce":"'.padEnd(1_000_000, 'a')), 'nonce_malformed'],
  ])('%s gives a code', async (_, nonce, code) => {
    expect(await ask(nonce)).toMatchObject({ ok: false, code });
  });

  it('says offline when the browser is sure', async () => {
    const result = await ask(() => Promise.reject(new TypeError('Failed to fetch')), { online: false });
    expect(result).toMatchObject({ ok: false, code: 'offline' });
  });

  it.each([
    ['never answers', () => never<Response>()],
    [
      'never ends its answer',
      () => new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(3)) })),
    ],
  ])('gives up and aborts when the server %s', async (_, answer) => {
    let signal: AbortSignal | null | undefined;
    const result = await ask(
      (_body, init) => {
        signal = init.signal;
        return answer();
      },
      { timeoutMs: 20 },
    );
    expect(result).toEqual({ ok: false, code: 'nonce_timeout' });
    expect(signal?.aborted).toBe(true);
  });
});

describe('a grant', () => {
  it.each<[string, object]>([
    ['short nonce', { nonce: 'abc' }],
    ['nonce outside the alphabet', { nonce: '+'.repeat(51) }],
    ['times that are not whole', { now: 1.5 }],
    ['times as text', { exp: '1800000300' }],
    ['times before the epoch', { now: -5 }],
    ['audience with a quotation mark', { aud: 'https://shop".example' }],
    ['audience with a backslash', { aud: 'a\\b' }],
    ['audience beyond ASCII', { aud: 'https://shöp.example' }],
    ['audience that fills the token', { aud: 'a'.repeat(256) }],
    ['audience that is a list', { aud: ['https://shop.example'] }],
  ])('with a %s is refused', (_, change) => {
    expect(checkGrant(grant)).toEqual(grant);
    expect(checkGrant({ ...grant, ...change })).toBeNull();
  });

  it('is never made of anything else', () => {
    fc.assert(fc.property(fc.anything(), (value) => checkGrant(value) === null));
  });
});
