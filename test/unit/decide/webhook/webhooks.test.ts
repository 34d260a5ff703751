import { Webhook } from 'standardwebhooks';
import { describe, expect, it, vi } from 'vitest';
import {
  createWebhookSecret,
  createWebhooks,
  memoryRecords,
  type WebhookEvent,
  type WebhookFailure,
  type WebhooksOptions,
} from '../../../../src/decide/index.ts';
import { ATTEMPTS } from '../../../../src/decide/webhook/schedule.ts';
import { openReceiver } from './receiver.ts';

const SECRET = createWebhookSecret();
const HOUR = 3_600_000;
const PATIENCE = { timeout: 20_000 };
const event: WebhookEvent = { type: 'case.closed', atMs: 1_700_000_000_000, data: { id: 'c' } };

/** Webhooks to one endpoint, from an outbox in memory, by a clock that the test moves. */
function open(url: string, change: Partial<WebhooksOptions> = {}) {
  const { outbox } = memoryRecords();
  const clock = { ms: Date.now() };
  const failures: WebhookFailure[] = [];
  const webhooks = createWebhooks(outbox, {
    endpoints: [{ name: 'crm', url, secrets: [SECRET], allowPrivate: true }],
    onFailure: (failure) => failures.push(failure),
    now: () => clock.ms,
    ...change,
  });
  return { ...webhooks, outbox, clock, failures };
}

describe('an event', () => {
  it('is sent as the standard has it', async () => {
    const { url, received } = await openReceiver();
    const { tell, send, state, clock } = open(url);
    await tell({ ...event, atMs: clock.ms });
    expect(await state()).toEqual({ waiting: 1, oldestMs: clock.ms, givenUp: 0 });
    expect(await send()).toBe(1);
    expect(received).toHaveLength(1);
    const { headers, body } = received[0]!;
    expect(headers['content-type']).toBe('application/json');
    expect(headers['webhook-id']).toMatch(/^msg_[\w-]{36}$/);
    const verified = new Webhook(SECRET).verify(body, headers as Record<string, string>);
    expect(verified).toEqual({
      type: 'case.closed',
      timestamp: new Date(clock.ms).toISOString(),
      data: { id: 'c' },
    });
    expect(await state()).toEqual({ waiting: 0, oldestMs: null, givenUp: 0 });
    expect(await send()).toBe(0);
  });

  it('goes to those who want it, under one id', async () => {
    const secrets = [SECRET];
    const { url, received } = await openReceiver();
    const endpoint = (name: string, events?: readonly string[]) => ({
      name,
      url: `${url}/${name}`,
      secrets,
      allowPrivate: true,
      ...(events && { events }),
    });
    const { tell, send } = open(url, {
      endpoints: [
        endpoint('all'),
        endpoint('cases', ['case.*']),
        endpoint('closed', ['case.closed']),
        endpoint('labels', ['label.created']),
        endpoint('alarms', ['alarm.*']),
        endpoint('nothing', []),
      ],
    });
    await tell(event);
    await send();
    expect(received.map(({ path }) => path).toSorted()).toEqual(['/hook/all', '/hook/cases', '/hook/closed']);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    received.length = 0;
    await tell({ ...event, type: 'alarm.replay_store_unavailable' });
    await send();
    expect(received.map(({ path }) => path).toSorted()).toEqual(['/hook/alarms', '/hook/all']);
  });
});

describe('a receiver', () => {
  it('that answers 500 is tried again with the same id and another time, and given up after three days', async () => {
    let status = 500;
    const { url, received } = await openReceiver((_, response) => response.writeHead(status).end());
    const { tell, send, state, replay, clock, failures } = open(url);
    await tell(event);
    for (let tries = 1; tries <= ATTEMPTS; tries++) {
      expect(await send()).toBe(0);
      clock.ms += 27 * HOUR;
    }
    expect(failures.map(({ error, tries, isGivenUp }) => [error, tries, isGivenUp])).toEqual(
      Array.from({ length: ATTEMPTS }, (_, index) => ['status 500', index + 1, index + 1 === ATTEMPTS]),
    );
    expect(await send()).toBe(0);
    expect(received).toHaveLength(ATTEMPTS);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(ATTEMPTS);
    expect(await state()).toEqual({ waiting: 0, oldestMs: null, givenUp: 1 });

    status = 200;
    expect(await replay({ target: 'erp', sinceMs: 0 })).toBe(0);
    expect(await replay({ target: 'crm', sinceMs: event.atMs + 1 })).toBe(0);
    expect(await replay({ target: 'crm', sinceMs: event.atMs })).toBe(1);
    expect(await send()).toBe(1);
    expect(await replay({ target: 'crm', sinceMs: 0 })).toBe(0);
  });

  it('that got a message gets it again by its id', async () => {
    const { url, received } = await openReceiver();
    const { tell, send, replay } = open(url);
    await tell(event);
    await send();
    const id = String(received[0]?.headers['webhook-id']);
    expect(await replay({ id })).toBe(1);
    expect(await replay({ id: 'msg_other' })).toBe(0);
    expect(await send()).toBe(1);
    expect(received.map(({ headers, body }) => [headers['webhook-id'], body])).toEqual([
      [id, received[0]?.body],
      [id, received[0]?.body],
    ]);
  });

  it('that is gone is given up at once', async () => {
    const { url } = await openReceiver((_, response) => response.writeHead(410).end());
    const { tell, send, failures } = open(url);
    await tell(event);
    await send();
    expect(failures).toMatchObject([{ error: 'status 410', isGivenUp: true }]);
  });

  it.each([
    ['seconds', '60', 60_000],
    ['a date', new Date(Date.now() + 600_000).toUTCString(), 590_000],
  ])('that is busy says for how long in %s', async (_, retryAfter, pauseMs) => {
    const { url, received } = await openReceiver((_, response) =>
      response.writeHead(429, { 'retry-after': retryAfter }).end(),
    );
    const { tell, send, clock } = open(url);
    await tell(event);
    await send();
    clock.ms += pauseMs - 1000;
    await send();
    expect(received).toHaveLength(1);
    clock.ms += 20_000;
    await send();
    expect(received).toHaveLength(2);
  });

  it('that redirects has failed', async () => {
    const { url, received } = await openReceiver((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    );
    const { tell, send, failures } = open(url);
    await tell(event);
    await send();
    expect(failures).toMatchObject([{ error: 'status 302', isGivenUp: false }]);
    expect(received).toHaveLength(1);
  });

  it('that hangs is left after its time, and others get theirs', async () => {
    const good = await openReceiver();
    const hanging = await openReceiver(() => undefined);
    const endpoints = [hanging.url, good.url].map((url, index) => ({
      name: `e${index}`,
      url,
      secrets: [SECRET],
      allowPrivate: true,
    }));
    const { tell, send, failures } = open('', { endpoints, timeoutMs: 1500 });
    await tell(event);
    expect(await send()).toBe(1);
    expect(failures).toMatchObject([{ target: 'e0', error: 'no answer within 1500 ms' }]);
  });

  it('in a private network is refused unless it is allowed', async () => {
    const { port, received } = await openReceiver();
    const url = `https://127.0.0.1:${port}/`;
    const { tell, send, failures } = open(url, { endpoints: [{ name: 'crm', url, secrets: [SECRET] }] });
    await tell(event);
    await send();
    expect(failures).toMatchObject([{ error: '127.0.0.1 is no public address', isGivenUp: false }]);
    expect(received).toEqual([]);
  });

  it('that this process does not know keeps its messages', async () => {
    const { url } = await openReceiver();
    const { outbox, send, failures } = open(url);
    const message = { id: 'm', target: 'elsewhere', event: 'case.closed', payload: '{}' };
    await outbox.add([{ ...message, decisionId: null, createdMs: event.atMs }]);
    await send();
    expect(failures).toMatchObject([{ error: 'no such endpoint', isGivenUp: false }]);
  });
});

describe('sending by itself', () => {
  it('goes on after the outbox failed, until it is stopped', async () => {
    const { url, received } = await openReceiver();
    const { tell, start, stop, outbox } = open(url);
    const claim = vi.spyOn(outbox, 'claim').mockRejectedValueOnce(new Error('down'));
    await tell(event);
    start();
    start();
    await vi.waitFor(() => expect(received).toHaveLength(1), PATIENCE);
    await stop();
    const asked = claim.mock.calls.length;
    await stop();
    expect(claim).toHaveBeenCalledTimes(asked);
  });
});

describe('a receiver that hangs', () => {
  it('keeps nobody else from getting what comes later', async () => {
    const hanging = await openReceiver(() => undefined);
    const good = await openReceiver();
    const endpoints = [hanging, good].map(({ url }, index) => ({
      name: `e${index}`,
      url,
      secrets: [SECRET],
      allowPrivate: true,
    }));
    const { tell, start, stop, outbox } = open('', { endpoints, timeoutMs: 5000 });
    await tell(event);
    start();
    await vi.waitFor(() => expect([hanging.received.length, good.received.length]).toEqual([1, 1]), PATIENCE);
    await tell({ ...event, data: { id: 'later' } });
    await vi.waitFor(() => expect(good.received).toHaveLength(2), PATIENCE);
    // Its own messages wait for their turn.
    expect(hanging.received).toHaveLength(1);
    await vi.waitFor(async () => expect((await outbox.state()).waiting).toBe(2), PATIENCE);
    await stop();
  });
});

describe('wrong options', () => {
  const endpoint = { name: 'crm', url: 'https://crm.example/', secrets: [SECRET] };
  it.each([
    [{ endpoints: [{ ...endpoint, name: 'a b' }] }, /name/],
    [{ endpoints: [{ ...endpoint, url: 'http://crm.example/' }] }, /crm: url/],
    [{ endpoints: [{ ...endpoint, url: 'https://user:pass@crm.example/' }] }, /url/],
    [{ endpoints: [{ ...endpoint, url: 'ftp://crm.example/', allowPrivate: true }] }, /url/],
    [{ endpoints: [{ ...endpoint, secrets: [] }] }, /secrets/],
    [{ endpoints: [{ ...endpoint, secrets: ['secret'] }] }, /secrets/],
    [{ endpoints: [{ ...endpoint, events: ['case.shut'] }] }, /no event case.shut/],
    [{ endpoints: [endpoint, endpoint] }, /same name/],
    [{ endpoints: [{ ...endpoint, secret: SECRET }] }, /no option secret/],
    [{ timeoutMs: 1 }, /timeoutMs/],
    [{ retries: 3 }, /no option retries/],
  ])('%o are refused', (change, message) => {
    const wrong = () => open('https://crm.example/', change as Partial<WebhooksOptions>);
    expect(wrong).toThrow(message);
    expect(wrong).toThrow(TypeError);
  });
});
