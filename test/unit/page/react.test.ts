import { act, createElement, StrictMode, useEffect } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Verdict } from '../../../src/contract/verdict.ts';
import { type UseTellsign, useTellsign } from '../../../src/react.ts';

let root: Root;
let seen: UseTellsign[];
const early: Verdict[] = [];

function Child({ assess }: Pick<UseTellsign, 'assess'>) {
  useEffect(() => {
    void assess({ action: 'early' }).then((verdict) => early.push(verdict));
  }, [assess]);
  return null;
}
function Checkout({ hasty = false }: { readonly hasty?: boolean }) {
  const used = useTellsign({ timeoutMs: 50 });
  seen.push(used);
  return hasty ? createElement(Child, used) : null;
}
const render = (element: Parameters<Root['render']>[0]) => act(async () => root.render(element));
const last = () => seen.at(-1) as UseTellsign;

describe('useTellsign', () => {
  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    document.body.innerHTML = '<div></div>';
    seen = [];
    root = createRoot(document.querySelector('div') as Element);
  });
  afterEach(() => {
    act(() => root.unmount());
    vi.unstubAllGlobals();
  });

  it('gives the same functions on every render and the client once mounted', async () => {
    await render(createElement(Checkout));
    await render(createElement(Checkout));
    expect(seen[0]?.client).toBeNull();
    expect(last().client).not.toBeNull();
    expect(new Set(seen.map(({ assess }) => assess)).size).toBe(1);
    expect(new Set(seen.map(({ signedFetch }) => signedFetch)).size).toBe(1);
    expect(new Set(seen.slice(1).map(({ client }) => client)).size).toBe(1);
  });

  it('signs a request with its own client', async () => {
    const sent = vi.fn(async (_: Request) => new Response('paid'));
    vi.stubGlobal('fetch', sent);
    await render(createElement(Checkout));
    await act(async () => {
      const request = { action: 'pay', method: 'POST', body: 'order' };
      expect(await (await last().signedFetch('https://shop.example/pay', request)).text()).toBe('paid');
    });
    expect(last().verdict).toMatchObject({ action: 'pay' });
    expect(sent.mock.calls.filter(([request]) => request.url?.endsWith('/pay'))).toHaveLength(1);
  });

  it('renders again with each verdict', async () => {
    await render(createElement(Checkout));
    expect(last().verdict).toBeNull();
    // happy-dom has no Worker: a verdict without one is a verdict.
    await act(async () => {
      await last().assess({ action: 'pay' });
    });
    expect(last().verdict).toMatchObject({
      action: 'pay',
      level: 'unknown',
      degraded: ['worker_unavailable'],
    });
  });

  it('ends with its component', async () => {
    await render(createElement(Checkout));
    const { assess } = last();
    await render(null);
    expect(await assess({ action: 'pay' })).toMatchObject({ degraded: ['destroyed'] });
  });

  it('outlives the second mount of strict mode', async () => {
    await render(createElement(StrictMode, null, createElement(Checkout)));
    const verdict = await act(async () => last().client?.assess({ action: 'pay' }));
    expect(verdict).toMatchObject({ degraded: ['worker_unavailable'] });
  });

  it('answers a child whose effect runs first, with the client that then stays', async () => {
    await render(createElement(Checkout, { hasty: true }));
    await vi.waitFor(() => expect(early.map(({ action }) => action)).toEqual(['early']));
    expect(last().client).not.toBeNull();
  });
});
