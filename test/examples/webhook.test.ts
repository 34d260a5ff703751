import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createReceiver, type Event } from '../../examples/webhook/receiver.ts';
import { createWebhookSecret, createWebhooks, memoryRecords } from '../../src/decide/index.ts';

const EVENT = { type: 'case.opened', atMs: 1_700_000_000_000, data: { id: 'c' } } as const;

/** The sample with one secret, and a sender that signs with `secrets`. */
async function open(known: readonly string[], secrets: readonly string[]) {
  const events = new Map<string, Event>();
  const keep = vi.fn(async (id: string, event: Event) => void (events.has(id) || events.set(id, event)));
  const receiver = createReceiver({ secrets: known, keep });
  const server = createServer(receiver);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const failures: string[] = [];
  const { outbox } = memoryRecords();
  const clock = { ms: Date.now() };
  const webhooks = createWebhooks(outbox, {
    endpoints: [{ name: 'sample', url, secrets, allowPrivate: true }],
    now: () => clock.ms,
    onFailure: ({ error }) => failures.push(error),
  });
  return { ...webhooks, clock, url, events, failures, keep };
}

describe('the sample of a receiver', () => {
  const [old, fresh] = [createWebhookSecret(), createWebhookSecret()];

  it.each([
    ['with its secret', [old], [old]],
    ['with the old secret of two', [old], [fresh, old]],
    ['with the new secret of two', [fresh], [fresh, old]],
    ['with both', [fresh, old], [old]],
  ])('takes an event %s', async (_, known, secrets) => {
    const { tell, send, events } = await open(known, secrets);
    await tell(EVENT);
    expect(await send()).toBe(1);
    expect([...events.values()]).toEqual([
      { type: 'case.opened', timestamp: '2023-11-14T22:13:20.000Z', data: { id: 'c' } },
    ]);
  });

  it('takes it once, however often it is sent', async () => {
    const { tell, send, replay, events, keep } = await open([old], [old]);
    await tell(EVENT);
    await send();
    await replay({ id: [...events.keys()][0] ?? '' });
    expect(await send()).toBe(1);
    expect(keep).toHaveBeenCalledTimes(2);
    expect(events.size).toBe(1);
  });

  it('takes nothing that another secret signed', async () => {
    const { tell, send, events, failures } = await open([fresh], [old]);
    await tell(EVENT);
    expect(await send()).toBe(0);
    expect([events.size, failures]).toEqual([0, ['status 401']]);
  });

  it('is sent it again where it could not keep it', async () => {
    const { tell, send, failures, events, keep, clock } = await open([old], [old]);
    keep.mockRejectedValueOnce(new Error('the database is down'));
    await tell(EVENT);
    expect(await send()).toBe(0);
    expect([events.size, failures]).toEqual([0, ['status 500']]);
    clock.ms += 10_000;
    expect(await send()).toBe(1);
    expect(events.size).toBe(1);
  });

  it.each([
    ['GET', {}, 405],
    ['POST', { body: '{}' }, 401],
    ['POST', { body: 'x'.repeat(1_000_000) }, 413],
  ])('answers a stranger’s %s %#', async (method, init, status) => {
    const { url, events } = await open([old], [old]);
    expect((await fetch(url, { method, ...init })).status).toBe(status);
    expect(events.size).toBe(0);
  });
});
