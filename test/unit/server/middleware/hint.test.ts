import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Circumstances } from '../../../../src/server/middleware/guard.ts';
import { createGuard } from '../../../../src/server/middleware/guard.ts';
import { readParsed } from '../../../../src/server/middleware/read-parsed.ts';
import { readWeb } from '../../../../src/server/middleware/read-web.ts';
import type { Reading } from '../../../../src/server/middleware/reading.ts';
import type { Verification } from '../../../../src/server/result.ts';
import { setup } from '../setup.ts';

const { forge, request, create } = await setup();

const web = (init: RequestInit) =>
  readWeb(new Request('https://shop.example/pay', { method: 'POST', ...init }));
const form = (fields: Record<string, string>) => web({ body: new URLSearchParams(fields) });
const parsed = (body: unknown, headers = {}) =>
  readParsed({ headers: { 'content-length': '40', ...headers }, body });

/** What the site's hook is told about one request. */
async function told(reading: Reading, options = {}): Promise<Circumstances & { code: string }> {
  const calls: [Verification, Circumstances][] = [];
  const onVerdict = (verification: Verification, _request: object, circumstances: Circumstances) =>
    calls.push([verification, circumstances]);
  const guard = createGuard({
    verifier: create(),
    noVerdict: 'challenge',
    expect: () => request,
    onVerdict,
    ...options,
  });
  await guard.check({}, reading);
  const [[verification, circumstances] = []] = calls;
  if (!verification || !circumstances) throw new Error('the hook was not called');
  return { ...circumstances, code: verification.ok ? 'ok' : verification.code };
}

describe('why a verdict is missing', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it.each([
    ['a form', () => form({ 'tellsign-token': '', 'tellsign-hint': 'worker_unavailable' })],
    [
      'JSON',
      () =>
        web({
          body: '{"tellsign-hint":"worker_unavailable"}',
          headers: { 'content-type': 'application/json' },
        }),
    ],
    ['a header', () => web({ headers: { 'Verdict-Hint': 'worker_unavailable' } })],
    ['a parsed form', () => parsed({ 'tellsign-hint': 'worker_unavailable' })],
  ])('is what the page says, in %s', async (_name, reading) => {
    expect(await told(reading())).toEqual({ code: 'missing', hint: 'worker_unavailable' });
  });

  it.each(['Worker', 'worker unavailable', 'a'.repeat(33), 'x<script>', 'new\nline', 'näme', '{}'])(
    'is never %j',
    async (hint) => {
      expect(await told(form({ 'tellsign-hint': hint }))).toEqual({
        code: 'missing',
        hint: 'script_blocked',
      });
      expect(await told(parsed({ 'tellsign-hint': [hint] }))).toMatchObject({ hint: 'script_blocked' });
    },
  );

  it.each([
    ['an empty field and no word', () => form({ 'tellsign-token': '' })],
    ['other fields alone', () => parsed({ name: 'Ada' })],
    ['no body', () => web({})],
    ['an empty body', () => readParsed({ headers: { 'content-length': '0' } })],
    ['an empty object', () => readParsed({ headers: { 'content-length': '2' }, body: {} })],
  ])('is script_blocked with %s', async (_name, reading) => {
    expect(await told(reading())).toEqual({ code: 'missing', hint: 'script_blocked' });
  });

  const multipart = () => {
    const body = new FormData();
    body.set('tellsign-token', 'a.b.c');
    return web({ body });
  };
  it.each([
    ['no parser ran', () => parsed(undefined)],
    ['a parser passed over the type', () => parsed({})],
    ['the body is streamed', () => readParsed({ headers: { 'transfer-encoding': 'chunked' } })],
    ['the body is multipart', multipart],
    ['the body is longer than allowed', () => form({ note: 'x'.repeat(70_000) })],
  ])('is body_unparsed where %s', async (_name, reading) => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
    expect(await told(reading())).toEqual({ code: 'missing', hint: 'body_unparsed' });
  });
  it('is not asked for where there is a token', async () => {
    const token = await forge.token();
    const fields = { 'tellsign-token': token, 'tellsign-hint': 'offline' };
    expect(await told(form(fields))).toEqual({ code: 'ok', hint: null });
    expect(await told(form({ ...fields, 'tellsign-token': 'junk' }))).toEqual({
      code: 'malformed',
      hint: null,
    });
  });

  it('is told to the developer once where no parser ran, and never in production', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const guardOf = () => createGuard({ verifier: create(), noVerdict: 'challenge', expect: () => request });
    const guard = guardOf();
    for (let n = 0; n < 3; n++) await guard.check({}, parsed(undefined));
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^tellsign body_unparsed: .* parser/)]]);
    vi.stubEnv('NODE_ENV', 'production');
    await guardOf().check({}, parsed(undefined));
    expect(warn).toHaveBeenCalledTimes(1);
  });
});
