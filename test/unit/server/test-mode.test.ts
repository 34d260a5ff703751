import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TestOutcome } from '../../../src/server/index.ts';
import { memoryNearDuplicates } from '../../../src/server/index.ts';
import { setupEnrolment } from './enrolment.ts';
import { setup } from './setup.ts';

const { forge, request, create } = await setup();
const signTest = (claims = {}) => forge.token({ header: { typ: 'vrd-test+jwt' }, claims });

describe('test mode', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([
    ['low', 0],
    ['medium', 0.5],
    ['high', 1],
    ['unknown', null],
  ] as const)('judges every test verdict %s', async (test, score) => {
    const verifier = create({ test, nearDuplicates: memoryNearDuplicates() });
    const judged = { ok: true, level: test, score, flags: [], degraded: [], test: true, action: 'checkout' };
    // The same evidence twice, as a browser test that is run twice sends it.
    for (let run = 0; run < 2; run++)
      expect(await verifier.verify(await signTest(), request)).toMatchObject(judged);
  });

  it('has no verdict with missing, and offers a nonce as always', async () => {
    const verifier = create({ test: 'missing' });
    const { action, sid, jkt } = request;
    expect(await verifier.verify(await signTest(), { action, sid, jkt })).toMatchObject({
      ok: false,
      code: 'missing',
      test: true,
      nextNonce: { aud: forge.setting.aud },
    });
  });

  it('still refuses what no page under test sends', async () => {
    const verifier = create({ test: 'low' });
    const verify = async (token: unknown) => verifier.verify(token, request);
    const twice = await signTest();
    await verify(twice);
    expect(await verify(twice)).toMatchObject({ code: 'replayed', test: true });
    expect(await verify(undefined)).toMatchObject({ code: 'missing', test: true });
    expect(await verify(await signTest({ aud: 'https://else.example' }))).toMatchObject({
      code: 'aud_mismatch',
    });
    expect(await verify(await signTest({ txh: 'A'.repeat(43) }))).toMatchObject({ code: 'tx_mismatch' });
    // A page without `data-test` shows itself at once.
    expect(await verify(await forge.token())).toMatchObject({ code: 'wrong_type', test: true });
  });

  it('binds keys as always, and says that it is a test', async () => {
    const { binding, proof, forge: own } = await setupEnrolment();
    const verifier = binding({ test: 'low' });
    const { sid } = own.setting;
    const nonce = await verifier.issueNonce({ action: 'checkout', sid });
    expect(await verifier.enrol(await proof(nonce, own.device), { sid })).toMatchObject({
      ok: true,
      test: true,
    });
    expect(await verifier.enrol('junk', { sid })).toMatchObject({ ok: false, test: true });
  });

  it('is unknown to every other verifier', async () => {
    const result = await create().verify(await signTest(), request);
    expect(result).toMatchObject({ ok: false, code: 'wrong_type' });
    expect(result).not.toHaveProperty('test');
    expect(await create().verify(await forge.token(), request)).not.toHaveProperty('test');
  });

  it.each(['production', 'staging', '', 'Test', undefined])('needs allowTest in %j', (environment) => {
    vi.stubEnv('NODE_ENV', environment);
    expect(() => create({ test: 'low' })).toThrow('NODE_ENV');
    expect(() => create({ test: 'low', allowTest: false })).toThrow('NODE_ENV');
    expect(() => create({ test: 'low', allowTest: true })).not.toThrow();
    expect(() => create({ allowTest: true })).not.toThrow();
  });

  it.each(['test', 'development'])('needs nothing else in %s', (environment) => {
    vi.stubEnv('NODE_ENV', environment);
    expect(() => create({ test: 'high' })).not.toThrow();
  });

  it.each([true, 'Low', 'toString', 1, null])('is no %j', (test) => {
    expect(() => create({ test: test as unknown as TestOutcome })).toThrow('test must be low, medium');
  });
});
