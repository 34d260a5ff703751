import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MISCONFIGURATIONS } from '../../../src/contract/misconfiguration.ts';
import type { Degraded } from '../../../src/contract/verdict.ts';
import { blankVerdict } from '../../../src/page/blank.ts';
import { countCoverage, describeCoverage } from '../../../src/page/debug/coverage.ts';
import { findNonceFault } from '../../../src/page/debug/find-nonce-fault.ts';
import { findWorkerFault } from '../../../src/page/debug/find-worker-fault.ts';
import { describe as describeFinding } from '../../../src/page/debug/finding.ts';
import { start } from '../../../src/page/debug/start.ts';
import { createEmitter } from '../../../src/page/emitter.ts';
import { type Options, resolveOptions } from '../../../src/page/options.ts';

const settingsOf = (options: Options = {}) =>
  resolveOptions(
    { endpoint: 'https://shop.example/tellsign', ...options },
    { workerUrl: 'https://shop.example/worker.js' },
  );
const none = { find: async () => undefined };
const answerWith = (make: () => Response | Promise<Response>) => vi.stubGlobal('fetch', async () => make());
const json =
  (body: object, status = 200) =>
  () =>
    Response.json(body, { status });
const typed =
  (type: string, status = 200) =>
  () =>
    new Response('x', { status, headers: { 'content-type': type } });
const NONCE = { nonce: 'n'.repeat(51), now: 1000, exp: 1300, aud: 'https://shop.example' };

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('coverage', () => {
  it('counts forms and fields by what is recorded of them', () => {
    document.body.innerHTML = `
      <form data-tellsign="checkout"><input name="a"><textarea></textarea><input type="hidden">
        <input type="password"><input autocomplete="cc-number"><div data-tellsign-ignore><input></div></form>
      <form method="post" id="order"></form><form method="post" action="/x"></form><form></form><input>`;
    const covered = { open: 2, timing: 0, closed: 3 };
    const forms = { guarded: ['checkout'], unguarded: ['form#order', 'form[action="/x"]'] };
    expect(countCoverage(settingsOf())).toMatchObject({ ...forms, fields: covered });
    expect(countCoverage(settingsOf({ sensitive: true })).fields).toEqual({ open: 2, timing: 2, closed: 1 });
  });

  it('is one line', () => {
    const fields = { open: 2, timing: 0, closed: 3 };
    expect(describeCoverage({ guarded: [], unguarded: ['form#order'], fields, foreignFrames: 1 })).toBe(
      'covers 0 guarded forms; fields: 2 watched, 0 for the rhythm of keys alone, 3 not at all; 1 not guarded (form#order); frames of other origins, which are not seen: 1',
    );
  });
});

describe('a nonce route', () => {
  it.each([
    ['nonce_route_missing', '404 text/plain', typed('text/plain', 404)],
    ['nonce_route_missing', '502 text/html', typed('text/html', 502)],
    ['nonce_wrong_type', '200 text/html', typed('text/html; charset=utf-8')],
    ['nonce_wrong_type', '200 application/json', json({ nonce: 'short' })],
    ['nonce_refused', '403 application/json origin_not_allowed', json({ code: 'origin_not_allowed' }, 403)],
    ['nonce_refused', '429 application/json', json({ code: '<b>' }, 429)],
    ['action_unknown', '400 application/json op_unknown', json({ code: 'op_unknown' }, 400)],
    ['nonce_forbidden', 'TypeError: no', () => Promise.reject(new TypeError('no'))],
  ] as const)('is %s with %s', async (name, answer, make) => {
    answerWith(make);
    const asked = { endpoint: 'https://shop.example/tellsign', action: 'pay' };
    const found = { name, answer, url: 'https://shop.example/tellsign/nonce' };
    expect(await findNonceFault(asked, none)).toMatchObject(found);
  });

  it('is right with a nonce', async () => {
    answerWith(json(NONCE));
    expect(await findNonceFault({ endpoint: 'https://shop.example', action: 'pay' }, none)).toBeNull();
  });
});

describe('a worker', () => {
  it.each([
    ['worker_missing', '404 text/plain', typed('text/plain', 404)],
    ['worker_wrong_type', '200 text/html', typed('text/html')],
    ['worker_forbidden', undefined, typed('text/javascript; charset=utf-8')],
    ['worker_forbidden', undefined, typed('application/javascript')],
    ['worker_forbidden', undefined, () => Promise.reject(new TypeError('no'))],
  ] as const)('is %s with %s', async (name, answer, make) => {
    answerWith(make);
    expect(await findWorkerFault(settingsOf(), none)).toMatchObject({ name, answer });
  });

  it('in the script itself can only be forbidden', async () => {
    const violations = { find: async () => 'worker-src' };
    const found = { name: 'worker_forbidden', answer: 'refused by worker-src' };
    expect(await findWorkerFault({ workerText: 'x' }, violations)).toMatchObject(found);
  });
});

describe('explaining', () => {
  beforeEach(() => {
    document.body.innerHTML = '';
    vi.stubGlobal('isSecureContext', true);
    vi.spyOn(console, 'info').mockReturnValue(undefined);
  });

  /** What the console says of verdicts that lack these, one after the other. */
  async function explained(...verdicts: readonly (readonly Degraded[])[]): Promise<string[]> {
    const lines: string[] = [];
    vi.spyOn(console, 'warn').mockImplementation((_, line: string) => void lines.push(line));
    const { on, emit } = createEmitter();
    start({ on, settings: settingsOf() });
    for (const degraded of verdicts) emit('verdict', blankVerdict('pay', degraded));
    const codes = new Set(verdicts.flat());
    await expect.poll(() => lines.length).toBeGreaterThanOrEqual(codes.size);
    return lines;
  }

  it('says each code once', async () => {
    answerWith(typed('text/plain', 404));
    const lines = await explained(
      ['nonce_unavailable'],
      ['nonce_unavailable', 'key_ephemeral'],
      ['key_ephemeral'],
    );
    expect(
      lines.filter((line) => line.startsWith('nonce_unavailable (nonce_route_missing): https://')),
    ).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('key_ephemeral: '))).toHaveLength(1);
  });

  it('looks at what a form needs before anybody presses', async () => {
    document.body.innerHTML = '<form data-tellsign="pay"></form>';
    answerWith(typed('text/html'));
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const { on } = createEmitter();
    start({ on, settings: settingsOf() });
    await expect
      .poll(() => warn.mock.calls.map(([, line]) => String(line).split(':')[0]))
      .toEqual(['worker_unavailable (worker_wrong_type)', 'nonce_malformed (nonce_wrong_type)']);
  });

  it('has advice for every name', () => {
    for (const [name, { advice }] of Object.entries(MISCONFIGURATIONS)) {
      const finding = {
        code: 'nonce_unavailable',
        name: name as keyof typeof MISCONFIGURATIONS,
        answer: '404',
      } as const;
      expect(describeFinding(finding)).toContain(`404 – ${MISCONFIGURATIONS[finding.name].sign}. ${advice}`);
    }
  });
});
