import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../../src/contract/protocol.ts';
import { type Metric, routes } from '../../../src/server/index.ts';
import { createMetrics } from '../../../src/server/metrics/index.ts';
import { guard } from '../../../src/server/middleware/next.ts';
import { parsePrometheus } from './prometheus.ts';
import { setup } from './setup.ts';

const { forge, request, create } = await setup();
const seconds = expect.any(Number);

/** A verifier and what its hook was told. */
function observed(options = {}) {
  const told: Metric[] = [];
  const onMetrics = (metric: Metric) => void told.push(metric);
  return { told, verifier: create({ onMetrics, ...options }) };
}

describe('onMetrics', () => {
  it('is told of every verdict, with its code, level and flags', async () => {
    const { told, verifier } = observed();
    await verifier.verify(await forge.token(), request);
    await verifier.verify('junk', request);
    await verifier.verify(undefined, { ...request, hint: 'worker_unavailable' });
    const action = 'checkout';
    const none = { kind: 'verdict', action, level: 'unknown', flags: [], degraded: [], seconds };
    expect(told.filter(({ kind }) => kind === 'verdict')).toEqual([
      { ...none, code: 'ok', flags: ['not_rescored'], degraded: ['not_rescored'], hint: null },
      { ...none, code: 'malformed', hint: null },
      { ...none, code: 'missing', hint: 'worker_unavailable' },
    ]);
  });

  it.each(['Worker', 'a'.repeat(33), 'a\nb', 7, {}])('is told no hint %j', async (hint) => {
    const { told, verifier } = observed();
    await verifier.verify(undefined, { ...request, hint: hint as string });
    expect(told[0]).toMatchObject({ code: 'missing', hint: null });
  });

  it('is told of nonces, but not of those that a health check drops', async () => {
    const { told, verifier } = observed({
      keys: undefined,
      secret: crypto.getRandomValues(new Uint8Array(32)),
    });
    const answer = routes({ verifier, actions: ['checkout'] });
    const ask = (path: string, init?: RequestInit) =>
      answer(new Request(`https://shop.example/t/${path}`, init));
    await ask('health');
    expect(told).toEqual([]);
    const headers = { 'content-type': 'application/json' };
    await ask('nonce', { method: 'POST', body: '{"op":"checkout"}', headers });
    await ask('enrol', { method: 'POST', body: 'junk', headers: { 'content-type': 'application/jwt' } });
    expect(told).toEqual([
      { kind: 'nonce', action: 'checkout' },
      { kind: 'enrolment', code: 'malformed' },
    ]);
  });

  it('changes nothing where it throws', async () => {
    const verifier = create({ onMetrics: () => Promise.reject(new Error('down')) });
    expect(await verifier.verify(await forge.token(), request)).toMatchObject({ ok: true });
    const throwing = create({
      onMetrics: () => {
        throw new Error('down');
      },
    });
    expect(await throwing.verify(await forge.token(), request)).toMatchObject({ ok: true });
    expect(() => create({ onMetrics: 'x' as never })).toThrow('onMetrics must be a function');
  });
});

describe('createMetrics', () => {
  it('counts what happened, for Prometheus to read', async () => {
    const metrics = createMetrics();
    const verifier = create({ onMetrics: metrics.record });
    const checkout = guard({ verifier, noVerdict: 'challenge', expect: () => request });
    const handle = checkout(async () => new Response('paid'));
    const pay = (fields: Record<string, string>) =>
      handle(new Request('https://shop.example/pay', { method: 'POST', body: new URLSearchParams(fields) }));
    await pay({ 'tellsign-token': await forge.token() });
    await pay({ 'tellsign-token': '', 'tellsign-hint': 'worker_unavailable' });
    await pay({ 'tellsign-token': '', 'tellsign-hint': 'worker_unavailable' });
    await pay({ 'tellsign-token': '', 'tellsign-hint': 'whatever_it_is' });
    await pay({});
    const samples = parsePrometheus(metrics.text());
    const valuesOf = (wanted: string) =>
      Object.fromEntries(
        samples
          .filter(({ name }) => name === wanted)
          .map(({ labels, value }) => [Object.values(labels).join(' '), value]),
      );
    expect(valuesOf('tellsign_verdicts_total')).toEqual({
      'checkout unknown ok': 1,
      'checkout unknown missing': 4,
    });
    expect(valuesOf('tellsign_verdict_flags_total')).toEqual({ 'checkout not_rescored': 1 });
    expect(valuesOf('tellsign_missing_total')).toEqual({
      'checkout worker_unavailable': 2,
      'checkout other': 1,
      'checkout script_blocked': 1,
    });
    expect(valuesOf('tellsign_verify_duration_seconds_count')).toEqual({ checkout: 5 });
    expect(valuesOf('tellsign_nonces_total')).toEqual({ checkout: 4 });
  });

  it('is an empty page before anything happened', () => {
    expect(createMetrics().text()).toBe('');
  });

  it('puts seconds into every bucket that is at least as high', () => {
    const metrics = createMetrics();
    const verdict = {
      kind: 'verdict',
      action: 'a',
      level: 'low',
      code: 'ok',
      flags: [],
      degraded: [],
      hint: null,
    } as const;
    for (const taken of [0, 0.001, 0.0011, 3, 100, Number.NaN, -1, Infinity])
      metrics.record({ ...verdict, seconds: taken });
    const buckets = parsePrometheus(metrics.text()).filter(({ name }) => name.endsWith('_bucket'));
    const at = (le: string) => buckets.find(({ labels }) => labels.le === le)?.value;
    expect(['0.001', '0.0025', '2.5', '5', '10', '+Inf'].map(at)).toEqual([2, 3, 3, 4, 4, 5]);
  });

  it('stays readable and small whatever names and hints come', () => {
    const name = fc.string({ unit: 'binary' });
    const metric = fc.record({
      kind: fc.constant('verdict' as const),
      action: name,
      level: fc.constantFrom('low', 'medium', 'high', 'unknown'),
      code: fc.constantFrom('ok', ...CODES),
      flags: fc.constant([]),
      degraded: fc.constant([]),
      hint: fc.option(name),
      seconds: fc.double(),
    });
    fc.assert(
      fc.property(fc.array(metric, { maxLength: 50 }), (list) => {
        const metrics = createMetrics();
        for (const one of list) metrics.record(one as Metric);
        parsePrometheus(metrics.text());
      }),
    );
    const metrics = createMetrics();
    for (let n = 0; n < 5000; n++) {
      const sample = { level: 'unknown', code: 'missing', flags: [], degraded: [], seconds: 0 } as const;
      metrics.record({ kind: 'verdict', action: `a${n}`, hint: `h${n}`, ...sample });
      metrics.record({ kind: 'nonce', action: `a${n}` });
    }
    expect(parsePrometheus(metrics.text()).length).toBe(101 * (3 + 16));
  });
});

describe('routes().metrics', () => {
  it('is no route by itself, and answers where the site mounts it', async () => {
    const metrics = createMetrics();
    const verifier = create({ onMetrics: metrics.record });
    const answer = routes({ verifier, actions: ['checkout'], sid: () => 's', metrics });
    await verifier.verify(undefined, request);
    const ask = new Request('https://shop.example/tellsign/metrics');
    expect((await answer(ask)).status).toBe(404);
    const page = await answer.metrics(ask);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect(parsePrometheus(await page.text())).toContainEqual({
      name: 'tellsign_verdicts_total',
      labels: { action: 'checkout', level: 'unknown', code: 'missing' },
      value: 1,
    });
    const without = routes({ verifier, actions: ['checkout'], sid: () => 's' });
    expect((await without.metrics(ask)).status).toBe(404);
  });
});
