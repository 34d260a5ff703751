import { MISCONFIGURATIONS } from '../../contract/misconfiguration.ts';
import { callHook } from '../call-hook.ts';
import { readEnvironment } from '../environment.ts';
import { checkKnown } from '../known-options.ts';
import type { VerifyRequest } from '../request.ts';
import type { Accepted, Refused, Verification } from '../result.ts';
import type { Verifier } from '../verifier.ts';
import { withDefaults } from '../with-defaults.ts';
import { type Answer, signAgain } from './answer.ts';
import { readHint } from './hint.ts';
import type { Reading } from './reading.ts';
import { describeTxDifference } from './tx-difference.ts';

/**
 * What happens to a request without an acceptable verdict: it has none or a bad one, or a store is down. -
 * `refuse`: it is answered with 401, `use_nonce` and a fresh nonce, and never reaches the handler. -
 * `challenge`: the handler runs, sees `ok: false`, and asks for more (a code, a passkey, a person).
 *
 * There is no third option. If a request without a verdict passed, forging one would be needless.
 */
export type NoVerdict = 'refuse' | 'challenge';

/**
 * A request that was answered before (equal `idempotencyKey`). Answer it with what you stored; execute
 * nothing.
 */
export type Repeated = Refused & { readonly replayed: 'same' };

/** The verdict that a handler behind the guard reads. */
export type VerdictOf<P extends NoVerdict> = P extends 'refuse' ? Accepted | Repeated : Verification;

/** What else a guard knows of a request. For logs and metrics, never for a decision. */
export interface Circumstances {
  /**
   * Why the verdict is `missing`, else null: a degraded code of the page, `body_unparsed`, or
   * `script_blocked` where the request has neither token nor hint. At most 32 of `[a-z_]`, and no evidence:
   * anybody can write it.
   */
  readonly hint: string | null;
}

export interface GuardOptions<R, P extends NoVerdict = NoVerdict> {
  readonly verifier: Pick<Verifier, 'verify' | 'issueNonce'>;
  /** Required: the site must choose. */
  readonly noVerdict: P;
  /**
   * Says what the backend is about to do, and for whom: from its session and its own records, never from the
   * request's other fields. It is called after the token was read. `binding` defaults to the `Cookie` header.
   *
   * The handler executes `verdict.tx`, which is what this function returned, and nothing that it reads later:
   * another request may have changed the records since. This function refuses requests that name nothing to
   * do.
   */
  readonly expect: (request: R) => VerifyRequest | Promise<VerifyRequest>;
  /**
   * Called with every outcome before the handler is, for log, metrics and alerts. Nothing of it is sent to
   * the browser. Nobody waits for it, and one that fails changes nothing: by then the nonce is used, and an
   * order must not depend on a log. Whatever the order depends on belongs in the handler.
   */
  readonly onVerdict?:
    | ((verification: Verification, request: R, circumstances: Circumstances) => unknown)
    | undefined;
  /**
   * Writes to the console how the transactions differ at each `tx_mismatch`, amounts and all. @default false
   */
  readonly debug?: boolean | undefined;
  /** Field of the form or member of the JSON that has the token. @default 'tellsign-token' */
  readonly field?: string | undefined;
  /** Header that has the token. It overrides the field unless it is empty. @default 'Verdict' */
  readonly header?: string | undefined;
}

/** Options for frameworks whose bodies the guard reads itself: Hono, Next and other `fetch` handlers. */
export interface WebGuardOptions<R, P extends NoVerdict = NoVerdict> extends GuardOptions<R, P> {
  /**
   * Longest body that is searched for the token, bytes; with a longer one the token is `missing`. Multipart
   * bodies are not read at all: send the header, or parse the form before the guard. @default 65_536
   */
  readonly maxBodyBytes?: number | undefined;
}

/** The part that all frameworks share. */
export interface Guard<R, P extends NoVerdict> {
  /** Verifies the request's verdict. Null lets the handler run; otherwise the answer to send. */
  check(request: R, reading: Reading): Promise<Answer | null>;
  /** The verdict on this request. @throws Error in a handler that is not behind this guard */
  verdict(request: R): VerdictOf<P>;
}

/**
 * Chosen: a checkout form with a full token is under 4 KB; Express and Fastify allow 100 KB and 1 MB by
 * default.
 */
const MAX_BODY_BYTES = 65_536;

/** @throws TypeError without a policy for requests that have no verdict, and for options that are wrong */
export function createGuard<R extends object, P extends NoVerdict>(
  options: WebGuardOptions<R, P>,
): Guard<R, P> {
  const { verifier, noVerdict, expect, onVerdict, field, header, maxBodyBytes, debug } = readOptions(options);
  const found = new WeakMap<R, Verification>();
  let isWarned = readEnvironment('NODE_ENV') === 'production';

  function warnOfBody(): void {
    if (isWarned) return;
    isWarned = true;
    const { sign, advice } = MISCONFIGURATIONS.body_unparsed;
    console.warn(`tellsign body_unparsed: ${sign}. ${advice}`);
  }

  async function refuse(verification: Verification, context: VerifyRequest): Promise<Answer> {
    if (!verification.ok && verification.nextNonce) return signAgain(verification.nextNonce);
    // Codes that no retry helps get a nonce too, because its absence would reveal them. A request without a
    // session gets none.
    const { action, sid, binding } = context;
    return signAgain(await verifier.issueNonce({ action, sid, binding, isRefusal: true }).catch(() => null));
  }

  return {
    async check(request, reading) {
      // The body is read first. It may take minutes to arrive, and what `expect` reads must not be older than
      // the token.
      const token = reading.header(header) ?? (await reading.field(field, maxBodyBytes));
      const hint = token === undefined || token === '' ? await readHint(reading, maxBodyBytes) : null;
      if (hint === 'body_unparsed') warnOfBody();
      const context = { binding: reading.header('cookie'), ...(await expect(request)), hint };
      const verification = await verifier.verify(token, context);
      if (debug && !verification.ok && verification.code === 'tx_mismatch')
        callHook(warnOfTx, token, context.tx);
      callHook(onVerdict, verification, request, { hint });
      found.set(request, verification);
      const isForHandler = noVerdict === 'challenge' || verification.ok || isRepeated(verification);
      return isForHandler ? null : refuse(verification, context);
    },
    verdict(request) {
      const verification = found.get(request);
      if (!verification || (noVerdict === 'refuse' && !verification.ok && !isRepeated(verification)))
        throw new Error('the guard has not let this request through');
      // With `refuse` only accepted ones and repetitions get here, which is what VerdictOf says.
      return verification as VerdictOf<P>;
    },
  };
}

async function warnOfTx(token: unknown, executed: unknown): Promise<void> {
  console.warn(`tellsign tx_mismatch: ${await describeTxDifference(token, executed)}`);
}

const OPTIONS: Readonly<Record<keyof WebGuardOptions<unknown>, true>> = {
  verifier: true,
  noVerdict: true,
  expect: true,
  onVerdict: true,
  debug: true,
  field: true,
  header: true,
  maxBodyBytes: true,
};

const isRepeated = (refused: Refused): refused is Repeated => refused.replayed === 'same';

function readOptions<R, P extends NoVerdict>(options: WebGuardOptions<R, P>) {
  const defaults = { field: 'tellsign-token', header: 'Verdict', maxBodyBytes: MAX_BODY_BYTES, debug: false };
  const read = withDefaults(defaults, options);
  const { verifier, noVerdict, expect, maxBodyBytes } = read;
  if (noVerdict !== 'refuse' && noVerdict !== 'challenge')
    throw new TypeError("noVerdict must be 'refuse' or 'challenge': a missing verdict is never low risk");
  if (typeof verifier?.verify !== 'function' || typeof verifier.issueNonce !== 'function')
    throw new TypeError('verifier must come from createVerifier');
  checkKnown(options, OPTIONS);
  if (typeof expect !== 'function') throw new TypeError('expect must be a function');
  if (!Number.isSafeInteger(maxBodyBytes) || maxBodyBytes < 1)
    throw new TypeError('maxBodyBytes must be a positive integer');
  return read;
}
