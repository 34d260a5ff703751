import { type NonceResponse, OP_ENROL } from '../contract/protocol.ts';
import { isTransaction, transactionHash } from '../wire/transaction.ts';
import { callHook } from './call-hook.ts';
import { checkKnown } from './known-options.ts';
import { cookieOf, createVisitor, issueBinding } from './mac/binding.ts';
import type { MacKeys } from './mac/keys.ts';
import { canIssueFor, issueNonce, type NonceTimes } from './mac/nonce.ts';
import { readOptions, type Settings, type VerifierOptions } from './options.ts';
import { refuse } from './refusal.ts';
import type { NonceRequest, VerifyRequest, Visit } from './request.ts';
import type { Enrolment, Verification } from './result.ts';
import type { VerificationContext } from './steps/context.ts';
import { type EnrolRequest, enrolKey } from './steps/enrol.ts';
import { metricOf } from './steps/measure.ts';
import { revokeKey } from './steps/revoke.ts';
import { confirmSessionKey, noteBrought, recallSessionKey } from './steps/session-key.ts';
import { verifyToken } from './steps/verify.ts';
import { bindingOf } from './steps/visitor.ts';
import { judgeAs } from './test-mode.ts';

/**
 * Age at which a binding cookie is written anew. Chosen: once a day at most, so that whoever returns within
 * 29 days keeps the age of the key.
 */
const RENEW_SECONDS = 86_400;

export interface Verifier {
  /**
   * A nonce and what the page needs with it; put it in the page, a header, or answer `POST {endpoint}/nonce`
   * with it.
   */
  issueNonce(request: NonceRequest): Promise<NonceResponse>;
  /**
   * Checks a token of any type or shape, once. Never throws because of the token.
   *
   * @throws TypeError when the request itself is wrong: an unknown `action`, a transaction that is required
   * and absent or not all strings
   */
  verify(token: unknown, request: VerifyRequest): Promise<Verification>;
  /**
   * Binds a visitor's key (§1.10): the body of `POST {endpoint}/enrol`, of any type or shape. Answer with
   * `setCookie`, or alike for every refusal; the page does not wait for it and shows nothing. Never throws
   * because of the proof.
   *
   * @throws TypeError without `keys.binding`
   */
  enrol(proof: unknown, request: EnrolRequest): Promise<Enrolment>;
  /**
   * The id in the binding cookie as session id for visitors without one, or a new one. @throws TypeError
   * without `keys.binding`
   */
  visit(binding: string | null | undefined): Promise<Visit>;
  /** Whether the action exists. Nonces are issued and verdicts verified only for actions that do. */
  knows(action: string): boolean;
  /**
   * Makes a key the session's own, after the visitor has passed a challenge: the session is no longer flagged
   * `binding_absent`. `jkt` is the `key.jkt` of the verdict that led to the challenge.
   *
   * @throws TypeError without a `ledger`, and whatever that throws
   */
  confirm(sid: string, jkt: string): Promise<void>;
  /**
   * Denies a key from now on, and every key it was rotated into within the last 180 days, for as long as a
   * cookie may name them.
   *
   * @throws TypeError without a `ledger`, and whatever that throws
   */
  revoke(jkt: string): Promise<void>;
  /**
   * Forgets what the stores remember of a key, as far as they can find it: counts, sessions, sketches. That
   * it is denied stays. What is left expires: docs/privacy.md.
   *
   * @throws TypeError for what is no thumbprint, and whatever the stores throw: try again
   */
  erase(jkt: string): Promise<void>;
}

/**
 * The backend's half of tellsign: issues nonces, verifies verdicts, and computes the score again from what
 * was signed.
 *
 * @throws TypeError naming the option that is wrong
 * @example
 * const actions = { checkout: { requireTx: true, nonceInPage: true } };
 * const stores = { replay, ledger, nearDuplicates };
 * const tellsign = createVerifier({ audience, secret, models: [model], actions, ...stores });
 * const result = await tellsign.verify(form.get('tellsign-token'), { action: 'checkout', sid, tx });
 * if (!result.ok || result.level !== 'low') return challenge();
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const settings = readOptions(options);
  for (const model of settings.models.values()) settings.modelWatch.used(model, settings.now());

  function timesFromNow(): NonceTimes {
    const iat = settings.now();
    return { iat, exp: iat + settings.nonceTtlSeconds };
  }

  async function makeNonceResponse(
    { action, sid, binding, isRefusal, isHealthCheck }: NonceRequest,
    times = timesFromNow(),
  ): Promise<NonceResponse | null> {
    const { nonceKeys, bindingKeys, audience: aud } = settings;
    const known = await bindingOf(binding, settings, times.iat);
    const id = (isText(sid) ? sid : known?.visitor) ?? '';
    if (id === '') return null;
    const bound = known?.jkt ? { jkt: known.jkt } : undefined;
    // A session is known by its key from the first page on, not only from the first verdict. A refusal asks
    // no store.
    if (bound && !isRefusal)
      await Promise.all([
        recallSessionKey({ sid: id, bound }, settings),
        noteBrought({ sid: id, bound }, settings),
      ]);
    const nonce = await issueNonce(nonceKeys, { aud, op: action, sid: id }, times);
    const enrol = bindingKeys && (await issueNonce(nonceKeys, { aud, op: OP_ENROL, sid: id }, times));
    // Not told of its binding, a page enrols the key it has: that writes a new cookie, and the key keeps its
    // age.
    const isRenewalDue = known !== null && times.iat - known.iat > RENEW_SECONDS;
    const offered = enrol && { enrol, ...(bound && !isRenewalDue && { jkt: bound.jkt }) };
    if (!isHealthCheck) callHook(settings.onMetrics, { kind: 'nonce', action });
    return { nonce, now: times.iat, exp: times.exp, aud, ...offered };
  }

  function needBinding(): MacKeys {
    if (!settings.bindingKeys) throw new TypeError('keys.binding is needed to bind keys');
    return settings.bindingKeys;
  }

  return {
    async issueNonce(request) {
      checkKnown(request ?? {}, NONCE_REQUEST);
      if (!settings.policyOf(request?.action))
        throw new TypeError('action must name an action of this verifier');
      const response = await makeNonceResponse(request);
      if (!response)
        throw new TypeError('sid must be a string that is not empty, or binding the cookie of `visit`');
      return response;
    },

    knows: (action) => settings.policyOf(action) !== undefined,

    async verify(token, request) {
      const { test, onMetrics } = settings;
      const startedMs = performance.now();
      const given = test === 'missing' ? undefined : token;
      const outcome = await verifyToken(given, await readRequest(request, settings));
      const judged = outcome.ok && test ? judgeAs(test, outcome) : outcome;
      callHook(onMetrics, metricOf(judged, request, startedMs));
      if (judged.ok) return judged;
      const refused = refuse(judged.code, test);
      if (judged.replayed) return { ...refused, retry: 'none', replayed: judged.replayed };
      const times = timesFromNow();
      // After 2106 issuing ends but verifying goes on: no token may make this throw (§4, row 121).
      if (refused.retry === 'none' || !canIssueFor(times)) return refused;
      const { action, sid, binding } = request;
      const nextNonce = await makeNonceResponse({ action, sid, binding, isRefusal: true }, times);
      return nextNonce ? { ...refused, nextNonce } : refused;
    },

    async enrol(proof, request) {
      const bindingKeys = needBinding();
      checkKnown(request ?? {}, { sid: true, binding: true });
      const outcome = await enrolKey(proof, request ?? {}, { ...settings, bindingKeys });
      const { test, onMetrics } = settings;
      callHook(onMetrics, { kind: 'enrolment', code: outcome.ok ? 'ok' : outcome.code });
      if (!outcome.ok) return refuse(outcome.code, test);
      return test ? { ...outcome, test: true } : outcome;
    },

    async visit(cookie) {
      const bindingKeys = needBinding();
      const iat = settings.now();
      const known = await bindingOf(cookie, settings, iat);
      if (known) return { sid: known.visitor, setCookie: null };
      const visitor = createVisitor();
      const value = await issueBinding(bindingKeys, settings.audience, {
        visitor,
        jkt: null,
        iat,
        born: iat,
      });
      return { sid: visitor, setCookie: cookieOf(value) };
    },

    async confirm(sid, jkt) {
      if (!settings.ledger) throw new TypeError('a ledger is needed to confirm keys');
      if (!isText(sid) || !isText(jkt)) throw new TypeError('sid and jkt must be strings that are not empty');
      await confirmSessionKey(settings.ledger, settings.audience, { sid, jkt });
    },

    async revoke(jkt) {
      if (!settings.ledger) throw new TypeError('a ledger is needed to revoke keys');
      await revokeKey(settings.ledger, jkt, settings.now());
    },

    async erase(jkt) {
      if (!isText(jkt)) throw new TypeError('jkt must be a string that is not empty');
      const { ledger, nearDuplicates } = settings;
      await Promise.all([ledger?.erase?.(jkt), nearDuplicates?.erase?.(jkt)]);
    },
  };
}

const NONCE_REQUEST: Readonly<Record<keyof NonceRequest, true>> = {
  action: true,
  sid: true,
  binding: true,
  isRefusal: true,
  isHealthCheck: true,
};
const VERIFY_REQUEST: Readonly<Record<keyof VerifyRequest, true>> = {
  action: true,
  sid: true,
  binding: true,
  jkt: true,
  keyAgeSeconds: true,
  tx: true,
  txh: true,
  idempotencyKey: true,
  servedAt: true,
  hint: true,
  explain: true,
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

async function readRequest(request: VerifyRequest, settings: Settings): Promise<VerificationContext> {
  const given: VerifyRequest = request ?? { action: '' };
  checkKnown(given, VERIFY_REQUEST);
  const { action, sid, binding, jkt, tx, keyAgeSeconds, idempotencyKey, servedAt } = given;
  const { explain = settings.explain } = given;
  const policy = settings.policyOf(action);
  if (!policy) throw new TypeError('action must name an action of this verifier');
  // Copied before anything is awaited, so that the result has exactly what was hashed. What is no transaction
  // stays as it is, and `transactionHash` names the fault.
  const executed = isTransaction(tx) ? Object.freeze({ ...tx }) : tx;
  const txh = executed === undefined ? given.txh : await transactionHash(executed);
  // An empty transaction binds a verdict to nothing.
  if (policy.requireTx && (executed ? Object.keys(executed).length === 0 : txh === undefined))
    throw new TypeError(`tx is required for ${action}`);
  const now = settings.now();
  return {
    settings,
    now,
    action,
    sid: isText(sid) ? sid : undefined,
    policy,
    tx: executed,
    txh,
    binding,
    bound: isText(jkt) ? { jkt, ageSeconds: keyAgeSeconds } : undefined,
    idempotencyKey,
    servedAt,
    explain,
  };
}
