import { describe, expect, it } from 'vitest';
import type { AnalystConfig, AssessRequest } from '../../../src/contract/analyst.ts';
import { createAnalyst } from '../../../worker/analyst.ts';
import { openVerifier } from '../../setup/verifier.ts';
import { config, fakeDeps, handed, MANIFEST, MODEL_BYTES, request, toRows, visit } from './fakes.ts';

const sid = 'session-1';
const transaction = { amount: '12990', currency: 'EUR' };

/** The worker and the backend library, with nothing but a fake network between them. */
async function setup(settings: AnalystConfig = config()) {
  const verifier = await openVerifier(MODEL_BYTES, MANIFEST);
  const analyst = createAnalyst(fakeDeps({ now: () => performance.now() }));
  await analyst.start(settings);
  analyst.push(toRows(visit()));
  /** As a page does: each assessment with a nonce of its own. */
  const assess = async (change: Partial<AssessRequest> = {}) =>
    analyst.assess(
      request({ nonce: handed(await verifier.issueNonce({ action: 'checkout', sid })), ...change }),
    );
  return { verifier, assess };
}

describe('a verdict of the worker at the backend', () => {
  it('is accepted, and recomputed to what the visitor was told', async () => {
    const { verifier, assess } = await setup();
    const verdict = await assess({ transaction });
    const result = await verifier.verify(verdict.token, { action: 'checkout', sid, tx: transaction });
    expect(result).toMatchObject({ ok: true, score: verdict.score, level: verdict.level });
    expect(result).not.toMatchObject({ flags: expect.arrayContaining(['score_mismatch']) });
  });

  it('is refused for another amount, another session, and the second time', async () => {
    const { verifier, assess } = await setup();
    const token = async () => (await assess({ transaction })).token;
    const wanted = { action: 'checkout', sid, tx: transaction };
    const other = { ...wanted, tx: { ...transaction, amount: '1' } };
    expect(await verifier.verify(await token(), other)).toMatchObject({ ok: false, code: 'tx_mismatch' });
    expect(await verifier.verify(await token(), { ...wanted, sid: 'x' })).toMatchObject({
      code: 'nonce_invalid',
    });
    const once = await token();
    expect(await verifier.verify(once, wanted)).toMatchObject({ ok: true });
    expect(await verifier.verify(once, wanted)).toMatchObject({ ok: false, code: 'replayed' });
  });

  it('of a page under test is refused outside test mode (A18)', async () => {
    const { verifier, assess } = await setup(config({ test: true }));
    const { token } = await assess();
    const [header = ''] = token?.split('.') ?? [];
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ typ: 'vrd-test+jwt' });
    expect(await verifier.verify(token, { action: 'checkout', sid })).toMatchObject({
      ok: false,
      code: 'wrong_type',
    });
  });

  it('carries its flags: a key for this visit only, and reduced consent', async () => {
    const { verifier, assess } = await setup(config({ privacy: 'minimal' }));
    const { token } = await assess();
    const result = await verifier.verify(token, { action: 'checkout', sid });
    expect(result).toMatchObject({
      ok: true,
      flags: expect.arrayContaining(['ephemeral_key', 'reduced_consent']),
    });
  });
});
