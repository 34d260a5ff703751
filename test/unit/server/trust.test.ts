import { describe, expect, it, vi } from 'vitest';
import {
  type Accepted,
  type Alert,
  memoryLedger,
  memoryNearDuplicates,
  memoryReplay,
  type Verifier,
  type VerifyRequest,
} from '../../../src/server/index.ts';
import { counting } from './counting.ts';
import { cookieIn, createSigner, type Signer, setupEnrolment } from './enrolment.ts';

/** The second round's rules (protocol, Amendments): each was a way in. */
const { forge, request, binding, proof, handover, verdict } = await setupEnrolment();
const [device, stranger] = [forge.device, forge.stranger];
const DAY = 86_400;
const sid = 'session-1';
const wanted: VerifyRequest = { action: 'checkout', sid, txh: request.txh };
const nonceOf = (verifier: Verifier, cookie?: string) =>
  verifier.issueNonce({ action: 'checkout', sid, binding: cookie });
const signed = async (verifier: Verifier, signer: Signer, claims?: Record<string, unknown>) =>
  verdict(await nonceOf(verifier), signer, claims);

async function cookieOf(verifier: Verifier, signer: Signer, cookie?: string): Promise<string> {
  const sent = await proof(await nonceOf(verifier, cookie), signer);
  const result = await verifier.enrol(sent, { sid, binding: cookie });
  if (!result.ok) throw new Error(result.code);
  return cookieIn(result.setCookie);
}

async function rotated(
  verifier: Verifier,
  { from, to, cookie }: { from: Signer; to: Signer; cookie: string },
) {
  const nonceResponse = await nonceOf(verifier);
  const prev = await handover(nonceResponse, from, to);
  return verifier.enrol(await proof(nonceResponse, to, { prev }), { sid, binding: cookie });
}

async function accepted(
  verifier: Verifier,
  signer: Signer,
  more: Partial<VerifyRequest> = {},
): Promise<Accepted> {
  const result = await verifier.verify(await signed(verifier, signer), { ...wanted, ...more });
  if (!result.ok) throw new Error(result.code);
  return result;
}

describe('the order of checks (A1)', () => {
  it('asks no store and tells nobody for a thousand junk tokens with a stolen cookie', async () => {
    const { asked, stores } = counting(() => forge.setting.now * 1000);
    const onAlert = vi.fn();
    const verifier = binding({ ...stores, onAlert });
    const cookie = await cookieOf(binding(), device);
    const good = await signed(verifier, stranger);
    const junk = [
      `${good.slice(0, -86)}${(await signed(verifier, stranger)).slice(-86)}`,
      await signed(verifier, stranger, { nonce: await forge.nonce({ sid: 'another' }) }),
      await signed(verifier, stranger, { aud: 'https://other.example' }),
      await signed(verifier, stranger, { unknown: 1 }),
    ];
    asked.clear();
    for (let at = 0; at < 1000; at++) {
      const result = await verifier.verify(junk[at % junk.length], { ...wanted, binding: cookie });
      expect(result).toMatchObject({
        code: ['signature_invalid', 'nonce_invalid', 'aud_mismatch', 'claim_unknown'][at % junk.length],
      });
    }
    for (const token of junk) await verifier.enrol(token, { sid, binding: cookie });
    expect([...asked]).toEqual([]);
    expect(onAlert).not.toHaveBeenCalled();
  });

  it('refuses a key before the nonce is spent: key_mismatch, then unbound, then key_revoked', async () => {
    const ledger = memoryLedger();
    const strict = binding({ ledger, actions: { checkout: { requireBinding: true, nonceInPage: null } } });
    const cookie = await cookieOf(strict, device);
    await strict.revoke(stranger.jkt);
    const token = await signed(strict, stranger);
    expect(await strict.verify(token, { ...wanted, binding: cookie })).toMatchObject({
      code: 'key_mismatch',
    });
    expect(await strict.verify(token, wanted)).toMatchObject({ code: 'unbound' });
    const loose = binding({ ledger });
    expect(await loose.verify(token, wanted)).toMatchObject({ code: 'key_revoked' });
    // Still not spent.
    expect(await loose.verify(token, wanted)).toMatchObject({ code: 'key_revoked' });
  });
});

describe('a session remembers its key (A3)', () => {
  it('flags a copied session cookie without the binding, tells, and is never low', async () => {
    const onAlert = vi.fn<(alert: Alert) => void>();
    const verifier = binding({ ledger: memoryLedger(), onAlert });
    const cookie = await cookieOf(verifier, device);
    expect((await accepted(verifier, device, { binding: cookie })).flags).not.toContain('binding_absent');
    const stolen = await accepted(verifier, stranger);
    expect(stolen.flags).toContain('binding_absent');
    expect(stolen.level).not.toBe('low');
    expect(onAlert).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ kind: 'binding_absent', jkt: stranger.jkt, bound: device.jkt, sid }),
    );
  });

  it('flags a session without its binding, even if the key that was bound has signed', async () => {
    const onAlert = vi.fn<(alert: Alert) => void>();
    const verifier = binding({ ledger: memoryLedger(), onAlert });
    const cookie = await cookieOf(verifier, device);
    await nonceOf(verifier, cookie);
    expect((await accepted(verifier, device)).flags).toEqual(
      expect.arrayContaining(['unbound', 'binding_absent']),
    );
    expect(onAlert).toHaveBeenCalledWith(expect.objectContaining({ kind: 'binding_absent' }));
    expect((await accepted(verifier, device, { binding: cookie })).flags).not.toContain('binding_absent');
  });

  it('waits for the cookie of an enrolment to come back once, but for no other key', async () => {
    const onAlert = vi.fn<(alert: Alert) => void>();
    const verifier = binding({ ledger: memoryLedger(), onAlert });
    await cookieOf(verifier, device);
    expect((await accepted(verifier, device)).flags).not.toContain('binding_absent');
    expect(onAlert).not.toHaveBeenCalled();
    expect((await accepted(verifier, stranger)).flags).toContain('binding_absent');
  });

  it('counts a confirmed key as one that came back', async () => {
    const verifier = binding({ ledger: memoryLedger() });
    await verifier.confirm(sid, device.jkt);
    expect((await accepted(verifier, device)).flags).toContain('binding_absent');
  });

  it('knows the key from the first page on, before any verdict', async () => {
    const ledger = memoryLedger();
    const cookie = await cookieOf(binding({ ledger: memoryLedger() }), device);
    const verifier = binding({ ledger });
    await nonceOf(verifier, cookie);
    expect((await accepted(verifier, stranger)).flags).toContain('binding_absent');
  });

  it('goes on when the thief enrols a key of his own, until the site confirms it', async () => {
    const onAlert = vi.fn<(alert: Alert) => void>();
    const verifier = binding({ ledger: memoryLedger(), onAlert });
    await cookieOf(verifier, device);
    const thiefs = await cookieOf(verifier, stranger);
    expect(onAlert).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'key_replaced', jkt: stranger.jkt, bound: device.jkt }),
    );
    expect((await accepted(verifier, stranger, { binding: thiefs })).flags).toContain('binding_absent');
    await verifier.confirm(sid, stranger.jkt);
    expect((await accepted(verifier, stranger, { binding: thiefs })).flags).not.toContain('binding_absent');
  });

  it('is unbound where a binding is required', async () => {
    const verifier = binding({
      ledger: memoryLedger(),
      actions: { checkout: { requireBinding: true, nonceInPage: null } },
    });
    await cookieOf(verifier, device);
    const thiefs = await cookieOf(verifier, stranger);
    const token = await signed(verifier, stranger);
    expect(await verifier.verify(token, { ...wanted, binding: thiefs })).toMatchObject({
      code: 'unbound',
      retry: 'enrol',
    });
  });

  it('follows a rotation, and ends with the session', async () => {
    const verifier = binding({ ledger: memoryLedger() });
    const cookie = await cookieOf(verifier, device);
    const result = await rotated(verifier, { from: device, to: stranger, cookie });
    const next = result.ok ? cookieIn(result.setCookie) : '';
    expect((await accepted(verifier, stranger, { binding: next })).flags).not.toContain('binding_absent');
    const other = await verifier.issueNonce({ action: 'checkout', sid: 'session-2' });
    const fresh = await verifier.verify(await verdict(other, await createSigner()), {
      ...wanted,
      sid: 'session-2',
    });
    expect(fresh.ok && fresh.flags).not.toContain('binding_absent');
  });

  it('gives the ledger no session id', async () => {
    const ledger = memoryLedger();
    const [bind, boundTo] = [vi.spyOn(ledger, 'bind'), vi.spyOn(ledger, 'boundTo')];
    const verifier = binding({ ledger });
    await cookieOf(verifier, device);
    await accepted(verifier, stranger);
    const given = [...bind.mock.calls, ...boundTo.mock.calls].map(([session]) => session);
    expect(given.length).toBeGreaterThan(1);
    expect(given.every((session) => !session.includes(sid))).toBe(true);
  });

  it.each([['bind'], ['boundTo']] as const)(
    'fails closed when the ledger does not answer %s',
    async (name) => {
      const ledger = memoryLedger();
      const cookie = await cookieOf(binding({ ledger }), device);
      const down = binding({ ledger: { ...ledger, [name]: () => Promise.reject(new Error('down')) } });
      const asked = name === 'bind' ? { ...wanted, binding: cookie } : wanted;
      expect(await down.verify(await signed(down, device), asked)).toMatchObject({
        code: 'replay_store_unavailable',
      });
    },
  );
});

describe('one successor (A4)', () => {
  it('takes one of two hundred, and tells of every other', async () => {
    const onAlert = vi.fn<(alert: Alert) => void>();
    const verifier = binding({ ledger: memoryLedger(), onAlert }, 40 * DAY);
    const cookie = await cookieOf(binding({}, 11 * DAY), device);
    const heirs = await Promise.all(Array.from({ length: 20 }, createSigner));
    const results = await Promise.all(heirs.map((to) => rotated(verifier, { from: device, to, cookie })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.code === 'key_revoked')).toHaveLength(19);
    expect(onAlert.mock.calls.map(([{ kind }]) => kind)).toEqual(Array(19).fill('second_successor'));
  });

  it('starts a rotated key’s age at nothing without a ledger', async () => {
    const cookie = await cookieOf(binding(), device);
    const later = binding({}, 10 * DAY);
    expect(await rotated(later, { from: device, to: stranger, cookie })).toMatchObject({
      ok: true,
      ageSeconds: 0,
    });
  });

  it('revokes with a key what it was rotated into', async () => {
    const verifier = binding({ ledger: memoryLedger() });
    let cookie = await cookieOf(verifier, device);
    const chain = [device, ...(await Promise.all(Array.from({ length: 3 }, createSigner)))];
    for (let at = 1; at < chain.length; at++) {
      const result = await rotated(verifier, { from: chain[at - 1]!, to: chain[at]!, cookie });
      cookie = result.ok ? cookieIn(result.setCookie) : '';
    }
    await verifier.revoke(device.jkt);
    for (const signer of chain)
      expect(await verifier.verify(await signed(verifier, signer), wanted)).toMatchObject({
        code: 'key_revoked',
      });
    const heir = await createSigner();
    expect(await rotated(verifier, { from: chain.at(-1)!, to: heir, cookie })).toMatchObject({
      code: 'key_revoked',
    });
  });

  it('revokes the successor of a key that was rotated four months ago, as after a disputed payment', async () => {
    const NOW = forge.setting.now * 1000;
    let after = 0;
    const now = () => NOW + after * 1000;
    const ledger = memoryLedger({ now });
    const verifier = binding({ ledger, now, replay: memoryReplay({ allowSingleProcess: true, now }) });
    const heir = await createSigner();
    const cookie = await cookieOf(verifier, device);
    const result = await rotated(verifier, { from: device, to: heir, cookie });
    expect(result).toMatchObject({ ok: true });
    after = 120 * DAY;
    await verifier.revoke(device.jkt);
    expect(await verifier.verify(await signed(verifier, heir), wanted)).toMatchObject({
      code: 'key_revoked',
    });
  });

  it('binds no key again that was rotated, even within its ten minutes', async () => {
    const verifier = binding({ ledger: memoryLedger() });
    const cookie = await cookieOf(verifier, device);
    await rotated(verifier, { from: device, to: stranger, cookie });
    const back = await verifier.enrol(await proof(await nonceOf(verifier), device), { sid, binding: cookie });
    expect(back).toMatchObject({ code: 'key_revoked' });
  });

  it('keeps a loyal key’s age past day 31: the page is asked to enrol it again', async () => {
    let cookie = await cookieOf(binding(), device);
    for (const day of [20, 40, 60, 90]) {
      const verifier = binding({}, day * DAY);
      expect(await nonceOf(verifier, cookie)).not.toHaveProperty('jkt');
      cookie = await cookieOf(verifier, device, cookie);
      expect(await nonceOf(verifier, cookie)).toMatchObject({ jkt: device.jkt });
      expect((await accepted(verifier, device, { binding: cookie })).key).toMatchObject({
        bound: true,
        ageSeconds: day * DAY,
      });
    }
  });
});

describe('repetitions (A5)', () => {
  it('counts the verdicts of a key', async () => {
    const verifier = binding({ ledger: memoryLedger() });
    for (const count of [1, 2, 3])
      expect((await accepted(verifier, device)).key).toMatchObject({ verdictsLastHour: count });
    expect((await accepted(verifier, stranger)).key).toMatchObject({ verdictsLastHour: 1 });
    expect((await accepted(binding(), device)).key).not.toHaveProperty('verdictsLastHour');
  });

  it('flags one recording with one key in other sessions, and not a retry in its own', async () => {
    const verifier = binding({ nearDuplicates: memoryNearDuplicates() });
    const flagged = async (session: string) => {
      const nonceResponse = await verifier.issueNonce({ action: 'checkout', sid: session });
      const result = await verifier.verify(await verdict(nonceResponse, device), { ...wanted, sid: session });
      return result.ok && result.flags.includes('near_duplicate');
    };
    expect(await flagged('first')).toBe(false);
    expect(await flagged('first')).toBe(false);
    for (let at = 0; at < 100; at++) expect(await flagged(`session-${at}`)).toBe(true);
  });
});

describe('a retry is not a second order (A7)', () => {
  const NOW = forge.setting.now * 1000;

  it('is known by its idempotency key across nonces, for a day', async () => {
    let after = 0;
    const now = () => NOW + after * 1000;
    const verifier = binding({ replay: memoryReplay({ allowSingleProcess: true, now }), now });
    const retry = async (idempotencyKey: string) =>
      verifier.verify(await signed(verifier, device), { ...wanted, idempotencyKey });
    expect(await retry('a')).toMatchObject({ ok: true });
    for (const seconds of [1, 600, DAY - 1]) {
      after = seconds;
      const result = await retry('a');
      expect(result).toMatchObject({ code: 'replayed', replayed: 'same', retry: 'none' });
      expect(result).not.toHaveProperty('nextNonce');
    }
    expect(await retry('b')).toMatchObject({ ok: true });
    after = DAY;
    expect(await retry('a')).toMatchObject({ ok: true });
  });

  it('is known after the first attempt has emptied the cart', async () => {
    const verifier = binding();
    const emptied = 'E'.repeat(43);
    const retry = async (txh: string) =>
      verifier.verify(await signed(verifier, device), { ...wanted, txh, idempotencyKey: 'emptied' });
    expect(await retry(wanted.txh ?? '')).toMatchObject({ ok: true });
    expect(await retry(emptied)).toMatchObject({ code: 'replayed', replayed: 'same', retry: 'none' });
  });

  it('is one per site, action and session', async () => {
    const replay = memoryReplay({ allowSingleProcess: true, now: () => NOW });
    const ask = async (aud: string, action: string, session: string) => {
      const verifier = binding({ replay, audience: aud });
      const nonceResponse = await verifier.issueNonce({ action, sid: session });
      const token = await verdict(nonceResponse, device, { aud, op: action });
      return verifier.verify(token, { ...wanted, action, sid: session, idempotencyKey: 'k' });
    };
    for (const [aud, action, session] of [
      ['https://a.example', 'checkout', 's'],
      ['https://b.example', 'checkout', 's'],
      ['https://a.example', 'login', 's'],
      ['https://a.example', 'checkout', 't'],
    ] as const)
      expect(await ask(aud, action, session)).toMatchObject({ ok: true });
  });

  it('lets one of many raced requests through', async () => {
    const verifier = binding();
    const results = await Promise.all(
      Array.from({ length: 50 }, async () =>
        verifier.verify(await signed(verifier, device), { ...wanted, idempotencyKey: 'raced' }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.replayed === 'same')).toHaveLength(49);
  });

  it('is no repetition with another transaction, nor after an attempt that was refused', async () => {
    const verifier = binding();
    const keyed = { ...wanted, idempotencyKey: 'k' };
    const other = 'B'.repeat(43);
    const astray = await signed(verifier, device);
    expect(await verifier.verify(astray, { ...keyed, txh: other })).toMatchObject({ code: 'tx_mismatch' });
    expect(await verifier.verify(await signed(verifier, device), keyed)).toMatchObject({ ok: true });
    const changed = await verifier.verify(await signed(verifier, device, { txh: other }), {
      ...keyed,
      txh: other,
    });
    expect(changed).toMatchObject({ code: 'replayed' });
    expect(changed).not.toHaveProperty('replayed');
  });
});

describe('an outage that is accepted (A8)', () => {
  const actions = { checkout: { onStoreError: 'accept-degraded', nonceInPage: null } } as const;
  const replay = { consume: () => Promise.reject(new Error('down')) };

  it('accepts a token once in one process', async () => {
    const verifier = binding({ replay, actions });
    const token = await signed(verifier, device);
    const results = await Promise.all(Array.from({ length: 200 }, () => verifier.verify(token, wanted)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.code === 'replayed')).toHaveLength(199);
  });

  it('accepts no token that was accepted before the outage', async () => {
    let isDown = false;
    const store = memoryReplay({ allowSingleProcess: true, now: () => forge.setting.now * 1000 });
    const verifier = binding({
      actions,
      replay: { consume: (...use) => (isDown ? replay.consume() : store.consume(...use)) },
    });
    const token = await signed(verifier, device);
    expect(await verifier.verify(token, wanted)).toMatchObject({ ok: true });
    isDown = true;
    expect(await verifier.verify(token, wanted)).toMatchObject({ code: 'replayed' });
  });

  it('is refused at start-up with a store that is part of the order’s transaction', () => {
    expect(() => binding({ actions, replay: { ...replay, isTransactional: true } })).toThrow(
      /accept-degraded/,
    );
  });
});

describe('a nonce from the future (A10)', () => {
  it('is none beyond the skew', async () => {
    const at = async (seconds: number) => {
      const ahead = binding({}, seconds);
      const nonceResponse = await nonceOf(ahead);
      const claims = { iat: forge.setting.now, exp: forge.setting.now + 60 };
      return binding().verify(await verdict(nonceResponse, device, claims), wanted);
    };
    expect(await at(60)).toMatchObject({ ok: true });
    expect(await at(61)).toMatchObject({ code: 'nonce_invalid' });
  });
});

describe('the hook for alerts', () => {
  it('may answer any thenable, whatever becomes of it', async () => {
    const then = vi.fn((_resolve: unknown, reject: (reason: Error) => void) => reject(new Error('pager')));
    const verifier = binding({ onAlert: () => ({ then }) });
    const cookie = await cookieOf(verifier, device);
    expect(
      await verifier.verify(await signed(verifier, stranger), { ...wanted, binding: cookie }),
    ).toMatchObject({ code: 'key_mismatch' });
    await vi.waitFor(() => expect(then).toHaveBeenCalled());
  });
});

describe('codes (A13)', () => {
  const verifier = binding();
  const codeOf = async (change: (parts: readonly string[]) => readonly string[]) => {
    const result = await verifier.verify(
      change((await signed(verifier, device)).split('.')).join('.'),
      wanted,
    );
    return result.ok ? 'ok' : result.code;
  };
  const withHeader = (change: object) => (parts: readonly string[]) => {
    const header = { ...JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString()), ...change };
    const sortedText = JSON.stringify(Object.fromEntries(Object.entries(header).sort()));
    return [Buffer.from(sortedText).toString('base64url'), ...parts.slice(1)];
  };

  it('looks at the algorithm before the signature', async () => {
    for (const alg of ['none', 'HS256', 'RS256', 'ES384'])
      for (const signature of ['', '!!', 'A', 'A'.repeat(700)])
        expect(await codeOf((parts) => [...withHeader({ alg })(parts).slice(0, 2), signature])).toBe(
          'alg_not_allowed',
        );
  });

  it('calls a signature malformed for its base64url alone, and invalid for its bytes', async () => {
    const der = Buffer.concat([Buffer.from('3044022000', 'hex'), Buffer.alloc(67, 1)]).toString('base64url');
    for (const [signature, code] of [
      ['!!', 'malformed'],
      ['', 'signature_invalid'],
      ['AAAA', 'signature_invalid'],
      [der, 'signature_invalid'],
    ] as const)
      expect(await codeOf(([header = '', payload = '']) => [header, payload, signature])).toBe(code);
  });

  it('is missing for an empty text, and malformed for a long one whatever it holds', async () => {
    expect(await verifier.verify('', wanted)).toMatchObject({ code: 'missing' });
    expect(await verifier.verify('!'.repeat(5000), wanted)).toMatchObject({ code: 'malformed' });
    expect(await codeOf(withHeader({ typ: undefined }))).toBe('wrong_type');
  });
});
