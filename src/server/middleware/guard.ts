import type { Accepted, Verification } from '../result.ts';
import type { Verifier, VerifyRequest } from '../verifier.ts';
import { type Answer, signAgain } from './answer.ts';
import type { Reading } from './reading.ts';

/**
 * What happens to a request without an acceptable verdict – none, a bad one, or no store to ask:
 * - `refuse`: it is answered with 401, `use_nonce` and a fresh nonce, and never reaches the handler;
 * - `challenge`: the handler runs, sees `ok: false`, and asks for more (a code, a passkey, a person).
 *
 * There is no third: to let it through would make leaving out the verdict the best forgery of all.
 */
export type NoVerdict = 'refuse' | 'challenge';

/** What a handler behind the guard is given. */
export type VerdictOf<P extends NoVerdict> = P extends 'refuse' ? Accepted : Verification;

export interface GuardOptions<R, P extends NoVerdict = NoVerdict> {
  readonly verifier: Pick<Verifier, 'verify' | 'issueNonce'>;
  /** Has no default on purpose. */
  readonly noVerdict: P;
  /**
   * What the backend is about to do, and for whom: from its session and its own records, never from beside the token. A request that
   * names nothing to do is this function's to refuse. `binding` is the `Cookie` header unless it is given.
   */
  readonly expect: (request: R) => VerifyRequest | Promise<VerifyRequest>;
  /** Sees every outcome first, for log, metrics and alerts: the browser is told none of it. */
  readonly onVerdict?: (verification: Verification, request: R) => void | Promise<void>;
  /** Field of the form or member of the JSON that has the token. @default 'tellsign-token' */
  readonly field?: string;
  /** Header that has the token; goes before the field. @default 'Verdict' */
  readonly header?: string;
}

/** The part that all frameworks share. */
export interface Guard<R, P extends NoVerdict> {
  /** Null: on to the handler. */
  judge(request: R, reading: Reading): Promise<Answer | null>;
  /** What was found. @throws Error in a handler that is not behind this guard */
  verdict(request: R): VerdictOf<P>;
}

/** @throws TypeError without a policy for requests that have no verdict, and for options that are wrong */
export function createGuard<R extends object, P extends NoVerdict>(options: GuardOptions<R, P>): Guard<R, P> {
  const {
    verifier,
    noVerdict,
    expect,
    onVerdict,
    field = 'tellsign-token',
    header = 'Verdict',
  } = options ?? {};
  if (noVerdict !== 'refuse' && noVerdict !== 'challenge')
    throw new TypeError("noVerdict must be 'refuse' or 'challenge': a missing verdict is never low risk");
  if (typeof verifier?.verify !== 'function' || typeof verifier.issueNonce !== 'function')
    throw new TypeError('verifier must come from createVerifier');
  if (typeof expect !== 'function') throw new TypeError('expect must be a function');
  const found = new WeakMap<R, Verification>();

  async function refuse(verification: Verification, expected: VerifyRequest): Promise<Answer> {
    if (!verification.ok && verification.nextNonce) return signAgain(verification.nextNonce);
    // The codes that no retry mends get one too, or its absence would name them; nobody without a session does.
    const { action, sid, binding } = expected;
    return signAgain(await verifier.issueNonce({ action, sid, binding }).catch(() => null));
  }

  return {
    async judge(request, reading) {
      const expected = { binding: reading.header('cookie'), ...(await expect(request)) };
      const token = reading.header(header) ?? (await reading.field(field));
      const verification = await verifier.verify(token, expected);
      await onVerdict?.(verification, request);
      found.set(request, verification);
      return verification.ok || noVerdict === 'challenge' ? null : refuse(verification, expected);
    },
    verdict(request) {
      const verification = found.get(request);
      if (!verification || (noVerdict === 'refuse' && !verification.ok))
        throw new Error('the guard has not let this request through');
      // With `refuse` only accepted ones get here, which is what VerdictOf says.
      return verification as VerdictOf<P>;
    },
  };
}
