import { OP_PATTERN } from '../../contract/protocol.ts';
import type { Accepted, Refused, Verification } from '../../server/result.ts';
import type { AmountOptions } from '../options.ts';

/** What the site is about to do, and for whom. Everything here comes from the site. */
export interface DecideRequest {
  readonly action: string;
  /** Name of the account, as the site knows it; stored under another name. */
  readonly account?: string | null | undefined;
  /** What stands for the card at the payment provider, such as its fingerprint; never its number. */
  readonly card?: string | null | undefined;
  /** Major units of `currency`: 129.9 for 129.90 EUR. */
  readonly amount?: number | null | undefined;
  /** ISO 4217 code. @default the site's */
  readonly currency?: string | null | undefined;
  /** Number of the order, by which a chargeback finds the decision; stored under another name. */
  readonly order?: string | null | undefined;
  /** Whatever `locate` and `agents` read. */
  readonly request?: unknown;
  /** The visitor's session: what the idempotency key belongs to, and a declared agent's signature. */
  readonly session?: string | null | undefined;
  /**
   * The same key gives the same decision for a day, per action and session. For another account, card or
   * amount it gives no milder one, and no milder one than an outage.
   */
  readonly idempotencyKey?: string | null | undefined;
}

/** A request whose members are what they should be. */
export interface ReadRequest {
  readonly action: string;
  readonly account: string | null;
  readonly card: string | null;
  /** In units of the site's currency; null where it is absent or has no rate. */
  readonly amount: number | null;
  readonly currency: string;
  readonly session: string | null;
  readonly order: string | null;
  readonly idempotencyKey: string | null;
  readonly request: unknown;
}

/** Reads what the caller hands over; null where it names no action. */
export function readRequest(given: DecideRequest, amounts: AmountOptions | null): ReadRequest | null {
  const { action, account, card, amount, currency, session, order, idempotencyKey, request } = Object(
    given,
  ) as DecideRequest;
  if (typeof action !== 'string' || !OP_PATTERN.test(action)) return null;
  // What is no currency has no rate, and no place in the records.
  const code = textOf(currency) ?? '';
  const isCurrency = /^([A-Z]{3})?$/.test(code);
  return {
    action,
    request,
    account: textOf(account),
    card: textOf(card),
    amount: isCurrency ? convert(amount, code, amounts) : null,
    currency: isCurrency ? code : '',
    session: textOf(session),
    order: textOf(order),
    idempotencyKey: textOf(idempotencyKey),
  };
}

/**
 * The verification that is decided on. What is none, or is for another action, is a refused one: a verdict
 * for a login says nothing of a checkout.
 */
export function readVerification(given: Verification, action: string): Verification {
  if (typeof given?.ok !== 'boolean') return refusal('malformed');
  if (!given.ok) return isCode(given.code) ? given : refusal('malformed');
  if (given.action !== action) return refusal('op_mismatch');
  return isVerdict(given) ? given : refusal('malformed');
}

const isCode = (code: unknown): boolean => typeof code === 'string' && /^[a-z][a-z0-9_]{0,63}$/.test(code);

/** Whether what rules read has its type: a rule that fails is a rule that does not hold. */
function isVerdict({ score = null, flags = [], degraded = [], groups = {} }: Accepted): boolean {
  const isScore = score === null || (score >= 0 && score <= 1);
  return isScore && isNames(flags) && isNames(degraded) && Object.values(groups).every(Number.isFinite);
}

const isNames = (list: unknown): boolean =>
  Array.isArray(list) && list.every((name) => typeof name === 'string');

export const refusal = (code: Refused['code']): Refused => ({
  ok: false,
  code,
  level: 'unknown',
  retry: 'none',
  safeDetail: '',
});

/** A number is taken for its digits, as where accounts are counted. */
export const textOf = (value: unknown): string | null => {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Chosen: more than anything costs, and sums of it stay numbers. Beyond it the amount is not known. */
const MAX_AMOUNT = 1e15;

function convert(amount: unknown, currency: string, amounts: AmountOptions | null): number | null {
  if (amounts === null || typeof amount !== 'number' || !(amount >= 0)) return null;
  const { rates = {} } = amounts;
  const isOwn = currency === '' || currency === amounts.currency;
  const rate = isOwn ? 1 : Object.hasOwn(rates, currency) ? rates[currency] : undefined;
  const converted = amount * (rate ?? Number.NaN);
  return converted <= MAX_AMOUNT ? converted : null;
}
