import { describe, expect, it, vi } from 'vitest';
import { type Alert, type Enrolled, memoryLedger, type Verifier } from '../../../src/server/index.ts';
import { issueBinding, readBinding } from '../../../src/server/mac/binding.ts';
import { createMacKeys } from '../../../src/server/mac/keys.ts';
import { checkNonce, issueNonce } from '../../../src/server/mac/nonce.ts';
import { cookieIn, createSigner, message, type Signer, setupEnrolment } from './enrolment.ts';

const { forge, request, bindingKeys, binding, proof, handover, verdict } = await setupEnrolment();
const [device, stranger] = [forge.device, forge.stranger];
const DAY = 86_400;
const sid = 'session-1';
const ask = { action: 'checkout', sid, txh: request.txh };
const nonceOf = (verifier: Verifier, cookie?: string) =>
  verifier.issueNonce({ action: 'checkout', sid, binding: cookie });

/** Enrols and gives what was answered. */
async function enrolled(verifier: Verifier, signer: Signer, cookie?: string): Promise<Enrolled> {
  const result = await verifier.enrol(await proof(await nonceOf(verifier, cookie), signer), {
    sid,
    binding: cookie,
  });
  if (!result.ok) throw new Error(result.code);
  return result;
}
const cookieOf = async (verifier: Verifier, signer: Signer, cookie?: string) =>
  cookieIn((await enrolled(verifier, signer, cookie)).setCookie);

describe('enrolment', () => {
  const verifier = binding();

  it('sets a cookie that no script reads and no other host sets', async () => {
    const { setCookie, jkt, ageSeconds, replaced } = await enrolled(verifier, device);
    expect(setCookie).toMatch(
      /^__Host-vrd=[\w-]{99}; HttpOnly; Secure; SameSite=Lax; Path=\/; Max-Age=2592000$/,
    );
    expect({ jkt, ageSeconds, replaced }).toEqual({ jkt: device.jkt, ageSeconds: 0, replaced: null });
  });

  it('binds the key: its verdicts are bound, with an age, and fresh for a day', async () => {
    const cookie = await cookieOf(verifier, device);
    const at = async (after: number) => {
      const later = binding({}, after);
      const token = await verdict(await nonceOf(later), device);
      return later.verify(token, { ...ask, binding: cookie });
    };
    expect(await at(5)).toMatchObject({ ok: true, key: { bound: true, ageSeconds: 5 } });
    expect(await at(5)).toMatchObject({ flags: expect.arrayContaining(['fresh_key']) });
    const old = await at(2 * DAY);
    expect(old).toMatchObject({ ok: true, key: { bound: true, ageSeconds: 2 * DAY } });
    expect(old.ok && old.flags).not.toContain('fresh_key');
    expect(old.ok && old.flags).not.toContain('unbound');
  });

  it('tells the page which key is bound, and offers a nonce of its own', async () => {
    const before = await nonceOf(verifier);
    expect(before.enrol).toMatch(/^[\w-]{51}$/);
    expect(before.enrol).not.toBe(before.nonce);
    expect(before).not.toHaveProperty('jkt');
    expect(await nonceOf(verifier, await cookieOf(verifier, device))).toMatchObject({ jkt: device.jkt });
    expect(
      await binding({ keys: { nonce: bindingKeys, binding: null } }).issueNonce({ action: 'checkout', sid }),
    ).not.toHaveProperty('enrol');
  });

  it('knows visitors without a session by the id in their cookie', async () => {
    const { sid: id, setCookie } = await verifier.visit(null);
    const anonymous = cookieIn(setCookie ?? '');
    expect(await verifier.visit(`a=b; __Host-vrd=${anonymous}`)).toEqual({ sid: id, setCookie: null });
    const nonceResponse = await verifier.issueNonce({ action: 'checkout', binding: anonymous });
    const result = await verifier.enrol(await proof(nonceResponse, device), { binding: anonymous });
    const bound = result.ok ? cookieIn(result.setCookie) : '';
    const token = await verdict(nonceResponse, device);
    expect(
      await verifier.verify(token, { action: 'checkout', txh: request.txh, binding: bound }),
    ).toMatchObject({
      ok: true,
      key: { bound: true },
    });
    expect((await verifier.visit(bound)).sid).toBe(id);
  });

  it.each([
    [
      'a nonce for a verdict',
      (nonceResponse: { nonce: string }) => ({ nonce: nonceResponse.nonce }),
      'nonce_invalid',
    ],
    ['no nonce', () => ({ nonce: undefined }), 'claim_missing'],
    ['another site', () => ({ aud: 'https://other.example' }), 'aud_mismatch'],
    ['a claim of a verdict', () => ({ q: 1 }), 'claim_unknown'],
    ['no version', () => ({ v: undefined }), 'claim_missing'],
    ['another version', () => ({ v: 2 }), 'version_unsupported'],
    ['a lifetime of an hour', () => ({ exp: forge.setting.now + 3600 }), 'claim_invalid'],
    ['a life in the past', () => ({ iat: 1000, exp: 1100 }), 'expired'],
    ['a number as handover', () => ({ prev: 7 }), 'claim_invalid'],
  ])('is refused with %s', async (_name, change, code) => {
    const nonceResponse = await nonceOf(verifier);
    const result = await verifier.enrol(await proof(nonceResponse, device, change(nonceResponse)), { sid });
    expect(result).toMatchObject({ ok: false, code });
    expect(result).not.toHaveProperty('setCookie');
  });

  it('is for one session, and once', async () => {
    const nonceResponse = await nonceOf(verifier);
    const sent = await proof(nonceResponse, device);
    expect(await verifier.enrol(sent, { sid: 'session-2' })).toMatchObject({ code: 'nonce_invalid' });
    expect(await verifier.enrol(sent, { sid })).toMatchObject({ ok: true });
    expect(await verifier.enrol(sent, { sid })).toMatchObject({ code: 'replayed' });
    expect(await verifier.enrol(await proof(nonceResponse, stranger), { sid })).toMatchObject({
      code: 'nonce_reused',
    });
  });

  it('fails closed when the store is down', async () => {
    const down = binding({ replay: { consume: () => Promise.reject(new Error('down')) } });
    expect(await down.enrol(await proof(await nonceOf(down), device), { sid })).toMatchObject({
      code: 'replay_store_unavailable',
    });
  });

  it.each([undefined, null, 7, {}, [[]], '', 'x', 'a.b.c', Symbol('s')])(
    'never throws because of a proof: %s',
    async (junk) => {
      expect(await verifier.enrol(junk, { sid })).toMatchObject({ ok: false });
      expect(await verifier.enrol(junk, undefined as never)).toMatchObject({ ok: false });
    },
  );

  it('needs a key of its own, and says so', async () => {
    const plain = binding({ keys: { nonce: bindingKeys, binding: null } });
    await expect(plain.enrol('x', { sid })).rejects.toThrow(/keys\.binding/);
    await expect(plain.visit(null)).rejects.toThrow(/keys\.binding/);
    await expect(plain.revoke('x')).rejects.toThrow(/ledger/);
  });

  it('caps trust in a fresh key only where a binding is required', async () => {
    const actions = { checkout: { requireBinding: true, nonceInPage: null } };
    const strict = binding({ actions });
    const cookie = await cookieOf(strict, device);
    const unbound = await strict.verify(await verdict(await nonceOf(strict), device), ask);
    expect(unbound).toMatchObject({
      code: 'unbound',
      retry: 'enrol',
      nextNonce: { enrol: expect.any(String) },
    });
    const bound = await strict.verify(await verdict(await nonceOf(strict), device), {
      ...ask,
      binding: cookie,
    });
    expect(bound).toMatchObject({ ok: true, flags: expect.arrayContaining(['fresh_key']) });
  });
});

describe('§4, row 113: an invalid signature on a victim’s nonce', () => {
  it('does not consume it', async () => {
    const verifier = binding();
    const nonceResponse = await nonceOf(verifier);
    const good = await verdict(nonceResponse, device);
    const forged = `${good.slice(0, -86)}${(await verdict(nonceResponse, device)).slice(-86)}`;
    expect(await verifier.verify(forged, ask)).toMatchObject({ code: 'signature_invalid' });
    const enrolment = await proof(nonceResponse, device);
    const bad = `${enrolment.slice(0, -86)}${good.slice(-86)}`;
    expect(await verifier.enrol(bad, { sid })).toMatchObject({ code: 'signature_invalid' });
    expect(await verifier.verify(good, ask)).toMatchObject({ ok: true });
    expect(await verifier.enrol(enrolment, { sid })).toMatchObject({ ok: true });
  });
});

describe('§4, row 114: a valid signature on impossible evidence', () => {
  it('consumes the nonce', async () => {
    const verifier = binding();
    const nonceResponse = await nonceOf(verifier);
    const impossible = await verdict(nonceResponse, device, { ev: 'AQEAAA' });
    expect(await verifier.verify(impossible, ask)).toMatchObject({ code: 'evidence_invalid' });
    expect(await verifier.verify(impossible, ask)).toMatchObject({ code: 'replayed' });
    expect(await verifier.verify(await verdict(nonceResponse, device), ask)).toMatchObject({
      code: 'nonce_reused',
    });
  });
});

describe('§4, row 115: a valid signature for another site', () => {
  it('does not consume the nonce', async () => {
    const verifier = binding();
    const nonceResponse = await nonceOf(verifier);
    const astray = await verdict(nonceResponse, device, { aud: 'https://other.example' });
    expect(await verifier.verify(astray, ask)).toMatchObject({ code: 'aud_mismatch' });
    expect(await verifier.verify(await verdict(nonceResponse, device), ask)).toMatchObject({ ok: true });
  });
});

describe('§4, row 123: MACs of another use', () => {
  it('are no nonces: an older label, or a binding cut to the length', async () => {
    const verifier = binding();
    const old = await forge.nonce({ label: 'vrd-nonce-v0' });
    const nonceResponse = await nonceOf(verifier);
    for (const nonce of [old, await forge.nonce({ label: 'vrd-bind-v1' })])
      expect(await verifier.verify(await verdict({ ...nonceResponse, nonce }, device), ask)).toMatchObject({
        code: 'nonce_invalid',
      });
  });

  it('tell a cookie from a nonce even under one key, which no verifier takes', async () => {
    expect(() => binding({ keys: { nonce: bindingKeys, binding: bindingKeys } })).toThrow(/keys\.binding/);
    const keys = createMacKeys('keys', bindingKeys);
    const [aud, iat] = ['https://shop.example', forge.setting.now];
    const bound = await issueBinding(keys, aud, { visitor: 'A'.repeat(22), jkt: device.jkt, iat, born: iat });
    const context = { aud, op: 'checkout', sid };
    for (const nonce of [bound, bound.slice(0, 51), bound.slice(-51)])
      expect(await checkNonce(keys, nonce, { ...context, now: iat, skew: 60 })).toMatchObject({ ok: false });
    const nonce = await issueNonce(keys, context, { iat, exp: iat + 300 });
    expect(await readBinding(keys, bound, { aud, now: iat })).toMatchObject({ jkt: device.jkt });
    expect(await readBinding(keys, nonce, { aud, now: iat })).toBeNull();
  });
});

describe('§4, row 125: one message in the place of another', () => {
  it('is wrong_type', async () => {
    const verifier = binding();
    const nonceResponse = await nonceOf(verifier);
    const messages = {
      verdict: await verdict(nonceResponse, device),
      enrolment: await proof(nonceResponse, device),
      rotation: await handover(nonceResponse, device, stranger),
    };
    const asVerdict = async (token: string) => verifier.verify(token, ask);
    const asEnrolment = async (token: string) => verifier.enrol(token, { sid });
    const wrong = { code: 'wrong_type' };
    expect(await asVerdict(messages.enrolment)).toMatchObject(wrong);
    expect(await asVerdict(messages.rotation)).toMatchObject(wrong);
    expect(await asEnrolment(messages.verdict)).toMatchObject(wrong);
    expect(await asEnrolment(messages.rotation)).toMatchObject(wrong);
    const cookie = await cookieOf(verifier, device);
    for (const prev of [messages.verdict, messages.enrolment])
      expect(
        await verifier.enrol(await proof(nonceResponse, stranger, { prev }), { sid, binding: cookie }),
      ).toMatchObject(wrong);
  });
});

describe('§4, row 127: a binding cookie that is not ours', () => {
  const verifier = binding();
  const good = cookieOf(verifier, device);
  const use = async (cookie: unknown, other = verifier) =>
    other.verify(await verdict(await nonceOf(other), device), { ...ask, binding: cookie as string });

  it('is none: bound only as it was written', async () => {
    expect(await use(await good)).toMatchObject({ key: { bound: true } });
    expect(await use(`x=1; __Host-vrd=${await good}; y=2`)).toMatchObject({ key: { bound: true } });
    expect(await use(`x=1;\t __Host-vrd=${await good} \t;y=2`)).toMatchObject({ key: { bound: true } });
  });

  it('stays bound beside a cookie that a subdomain set under a name that looks like ours', async () => {
    for (const space of ['\xA0', '\u3000', '\uFEFF', '\n', '\v', '\f']) {
      const cookie = `${space}__Host-vrd=${'A'.repeat(99)}; __Host-vrd=${await good}`;
      expect(await use(cookie), JSON.stringify(space)).toMatchObject({ key: { bound: true } });
    }
  });

  it.each([
    ['absent', () => undefined],
    ['null', () => null],
    ['empty', () => ''],
    ['a number', () => 7],
    ['truncated', (value: string) => value.slice(0, -1)],
    ['one longer', (value: string) => `${value}A`],
    ['of 8 KB', (value: string) => value.repeat(88)],
    ['a header of 20 KB', (value: string) => `${'a=b; '.repeat(4000)}__Host-vrd=${value}`],
    ['sent twice', (value: string) => `__Host-vrd=${value}; __Host-vrd=${value}`],
    ['after a no-break space', (value: string) => `\xA0__Host-vrd=${value}`],
    ['before a no-break space', (value: string) => `__Host-vrd=${value}\xA0`],
    ['under another name', (value: string) => `Host-vrd=${value}`],
  ])('%s', async (_name, change) => {
    expect(await use(change(await good))).toMatchObject({ ok: true, key: { bound: false } });
  });

  it('with any bit flipped, so also with another visitor, key or date', async () => {
    const bytes = Buffer.from(await good, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect(await use(flipped.toString('base64url')), `byte ${at}`).toMatchObject({ key: { bound: false } });
    }
  });

  it('of another site, or of a key that left the table', async () => {
    const other = binding({ audience: 'https://other.example' });
    expect(await use(await cookieOf(other, device))).toMatchObject({ key: { bound: false } });
    const fresh = { kid: 2, secret: crypto.getRandomValues(new Uint8Array(32)) };
    const nonce = Object.entries(forge.setting.nonceKeys).map(([kid, hex]) => ({
      kid: Number(kid),
      secret: Uint8Array.from(Buffer.from(hex, 'hex')),
    }));
    const rotating = binding({ keys: { nonce, binding: [fresh, ...bindingKeys] } });
    expect(await use(await good, rotating)).toMatchObject({ key: { bound: true } });
    const bumped = binding({ keys: { nonce, binding: [fresh] } });
    expect(await use(await good, bumped)).toMatchObject({ key: { bound: false } });
  });

  it('older than its Max-Age', async () => {
    const at = async (seconds: number) => {
      const verifier = binding({}, seconds);
      return verifier.verify(await verdict(await nonceOf(verifier), device), { ...ask, binding: await good });
    };
    expect(await at(30 * DAY)).toMatchObject({ key: { bound: true } });
    expect(await at(30 * DAY + 1)).toMatchObject({ key: { bound: false } });
  });
});

describe('§4, row 128: the cookie of A with the key of B', () => {
  it('is key_mismatch, and the hook is told', async () => {
    const onAlert = vi.fn<(alert: Alert) => void>();
    const verifier = binding({ onAlert });
    const stolen = await cookieOf(verifier, device);
    const token = await verdict(await nonceOf(verifier), stranger);
    expect(await verifier.verify(token, { ...ask, binding: stolen })).toMatchObject({
      code: 'key_mismatch',
      retry: 'none',
    });
    expect(onAlert.mock.calls).toEqual([
      [
        {
          kind: 'key_mismatch',
          action: 'checkout',
          sid,
          jkt: stranger.jkt,
          bound: device.jkt,
          ageSeconds: 0,
        },
      ],
    ]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('pager is down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('pager is down'))],
  ])('is the same code when the hook %s', async (_name, onAlert) => {
    const verifier = binding({ onAlert });
    const stolen = await cookieOf(verifier, device);
    const token = await verdict(await nonceOf(verifier), stranger);
    expect(await verifier.verify(token, { ...ask, binding: stolen })).toMatchObject({ code: 'key_mismatch' });
  });

  it('tells too when a thief enrols a key of its own, whose age starts anew', async () => {
    const onAlert = vi.fn<(alert: Alert) => void>();
    const verifier = binding({ onAlert }, 9 * DAY);
    const stolen = await cookieOf(binding(), device);
    const taken = await enrolled(verifier, stranger, stolen);
    expect(taken).toMatchObject({ replaced: device.jkt, ageSeconds: 0 });
    expect(onAlert.mock.calls[0]?.[0]).toMatchObject({
      kind: 'key_replaced',
      bound: device.jkt,
      ageSeconds: 9 * DAY,
    });
  });
});

describe('§4, row 129: two tabs that enrol at once', () => {
  it('end on one key, whichever answer comes last', async () => {
    const verifier = binding();
    const nonceResponses = await Promise.all([nonceOf(verifier), nonceOf(verifier)]);
    const answers = await Promise.all(
      nonceResponses.map(async (nonceResponse) =>
        verifier.enrol(await proof(nonceResponse, device), { sid }),
      ),
    );
    for (const answer of answers) {
      expect(answer).toMatchObject({ ok: true, jkt: device.jkt, replaced: null });
      const cookie = answer.ok ? cookieIn(answer.setCookie) : '';
      const token = await verdict(await nonceOf(verifier, cookie), device);
      expect(await verifier.verify(token, { ...ask, binding: cookie })).toMatchObject({
        key: { bound: true, jkt: device.jkt },
      });
    }
  });
});

describe('§4, row 130: rotation', () => {
  const rotate = async (
    verifier: Verifier,
    {
      from = device,
      to = stranger,
      ...more
    }: { from?: Signer; to?: Signer; cookie?: string; claims?: object; by?: Signer },
  ) => {
    const nonceResponse = await nonceOf(verifier);
    const prev = await handover(nonceResponse, from, to, { ...more.claims });
    const sent = await proof(nonceResponse, more.by ?? to, { prev });
    return { sent, result: await verifier.enrol(sent, { sid, binding: more.cookie }) };
  };

  it('moves the binding, keeps half the age, and raises no alarm', async () => {
    const onAlert = vi.fn();
    const verifier = binding({ onAlert, ledger: memoryLedger() }, 10 * DAY);
    const cookie = await cookieOf(binding(), device);
    const { result } = await rotate(verifier, { cookie });
    expect(result).toMatchObject({ ok: true, jkt: stranger.jkt, replaced: device.jkt, ageSeconds: 5 * DAY });
    expect(onAlert).not.toHaveBeenCalled();
  });

  it('honours the old key for ten minutes more, then denies it', async () => {
    let after = 0;
    const now = () => (forge.setting.now + after) * 1000;
    const ledger = memoryLedger({ now });
    const verifier = binding({ ledger, now });
    const cookie = await cookieOf(verifier, device);
    const { result } = await rotate(verifier, { cookie });
    const rotated = result.ok ? cookieIn(result.setCookie) : '';
    const old = async () =>
      verifier.verify(await verdict(await nonceOf(verifier), device), { ...ask, binding: rotated });
    expect(await old()).toMatchObject({ ok: true });
    after = 599;
    expect(await old()).toMatchObject({ ok: true });
    after = 600;
    expect(await old()).toMatchObject({ code: 'key_mismatch' });
    const loose = await verifier.verify(await verdict(await nonceOf(verifier), device), ask);
    expect(loose).toMatchObject({ code: 'key_revoked' });
    const fresh = await verifier.verify(await verdict(await nonceOf(verifier), stranger), {
      ...ask,
      binding: rotated,
    });
    expect(fresh).toMatchObject({ ok: true });
  });

  it('is rejected when the old key signed for a different new key', async () => {
    const verifier = binding();
    const cookie = await cookieOf(verifier, device);
    const third = await createSigner();
    expect((await rotate(verifier, { cookie, by: third })).result).toMatchObject({ code: 'key_mismatch' });
  });

  it('is rejected when it is replayed', async () => {
    const verifier = binding();
    const cookie = await cookieOf(verifier, device);
    const { sent, result } = await rotate(verifier, { cookie });
    expect(result).toMatchObject({ ok: true });
    expect(await verifier.enrol(sent, { sid, binding: cookie })).toMatchObject({ code: 'replayed' });
    const nonceResponse = await nonceOf(verifier);
    const earlier = await handover(await nonceOf(verifier), device, stranger);
    const again = await proof(nonceResponse, stranger, { prev: earlier });
    expect(await verifier.enrol(again, { sid, binding: cookie })).toMatchObject({ code: 'nonce_invalid' });
  });

  it('is rejected after revocation, of the old key and of the new one', async () => {
    const now = () => forge.setting.now * 1000;
    const verifier = binding({ ledger: memoryLedger({ now }) });
    const cookie = await cookieOf(verifier, device);
    await verifier.revoke(device.jkt);
    expect((await rotate(verifier, { cookie })).result).toMatchObject({ code: 'key_revoked' });
    const strangers = await cookieOf(verifier, stranger);
    const back = { from: stranger, to: device, cookie: strangers };
    expect((await rotate(verifier, back)).result).toMatchObject({ code: 'key_revoked' });
    expect((await verifier.enrol(await proof(await nonceOf(verifier), device), { sid })).ok).toBe(false);
  });

  it.each([
    ['by a key that is not bound', { from: 'third' }, 'key_mismatch'],
    ['to itself', { to: 'device' }, 'key_mismatch'],
    ['without a binding', { cookie: 'none' }, 'unbound'],
    ['with a claim too many', { claims: { aud: 'x' } }, 'claim_unknown'],
    ['with a claim too few', { claims: { jkt_new: undefined } }, 'claim_missing'],
  ] as const)('is rejected %s', async (_name, how, code) => {
    const verifier = binding();
    const cookie = await cookieOf(verifier, device);
    const third = await createSigner();
    const { result } = await rotate(verifier, {
      ...('cookie' in how ? {} : { cookie }),
      ...('from' in how && { from: third }),
      ...('to' in how && { to: device }),
      ...('claims' in how && { claims: how.claims }),
    });
    expect(result).toMatchObject({ ok: false, code });
  });

  it('is rejected when the old key did not sign it', async () => {
    const verifier = binding();
    const cookie = await cookieOf(verifier, device);
    const nonceResponse = await nonceOf(verifier);
    const prev = await message(
      'vrd-rot+jwt',
      { jkt_new: stranger.jkt, nonce: nonceResponse.enrol },
      { ...stranger, jwk: device.jwk },
    );
    const sent = await proof(nonceResponse, stranger, { prev });
    expect(await verifier.enrol(sent, { sid, binding: cookie })).toMatchObject({ code: 'signature_invalid' });
  });

  it('fails closed when the ledger does not take it', async () => {
    const ledger = { ...memoryLedger(), retire: () => Promise.reject(new Error('down')) };
    const verifier = binding({ ledger });
    const cookie = await cookieOf(verifier, device);
    expect((await rotate(verifier, { cookie })).result).toMatchObject({ code: 'replay_store_unavailable' });
  });
});

describe('a ledger that lies or is down', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['never answers', () => new Promise<null>(() => undefined)],
    ['answers nonsense', () => Promise.resolve('fine' as never)],
    ['answers undefined', () => Promise.resolve(undefined as never)],
    ['answers without a date', () => Promise.resolve({ from: 'now' } as never)],
  ])('fails closed when it %s', async (_name, find) => {
    const verifier = binding({ ledger: { ...memoryLedger(), find }, storeTimeoutMs: 20 });
    const token = await verdict(await nonceOf(verifier), device);
    expect(await verifier.verify(token, ask)).toMatchObject({ code: 'replay_store_unavailable' });
  });
});

describe('§4, row 131: the counter', () => {
  const TOP = 2 ** 32 - 1;
  it.each([
    ['rising', [1, 2, 9, TOP], false],
    ['equal', [5, 5], true],
    ['lower', [5, 4], true],
    ['at its maximum and again', [TOP, TOP], true],
    ['missing after present', [5, undefined], true],
    ['never there', [undefined, undefined], false],
  ])('%s', async (_name, counters, isFlagged) => {
    const verifier = binding({ ledger: memoryLedger() });
    let flags: readonly string[] = [];
    for (const ctr of counters) {
      const result = await verifier.verify(await verdict(await nonceOf(verifier), device, { ctr }), ask);
      if (!result.ok) throw new Error(result.code);
      flags = result.flags;
    }
    expect(flags.includes('counter_regress')).toBe(isFlagged);
  });

  it('says nothing when the ledger does not answer', async () => {
    const ledger = { ...memoryLedger(), advance: () => Promise.reject(new Error('down')) };
    const verifier = binding({ ledger });
    const result = await verifier.verify(await verdict(await nonceOf(verifier), device, { ctr: 1 }), ask);
    expect(result.ok && result.flags).not.toContain('counter_regress');
  });
});

describe('§4, row 132: login rotates the session id', () => {
  it('is verified with the old one, and nonce_invalid with the new one', async () => {
    const verifier = binding();
    const cookie = await cookieOf(verifier, device);
    const before = await verdict(await nonceOf(verifier), device);
    expect(await verifier.verify(before, { ...ask, sid: 'session-after', binding: cookie })).toMatchObject({
      code: 'nonce_invalid',
    });
    expect(await verifier.verify(before, { ...ask, binding: cookie })).toMatchObject({
      ok: true,
      key: { bound: true },
    });
  });
});
