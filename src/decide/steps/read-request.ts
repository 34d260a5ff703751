import { OP_PATTERN } from '../../contract/protocol.ts';
import type { Accepted, Refused, Verification } from '../../server/result.ts';
import type { AmountOptions } from '../options.ts';
import { storable } from '../storable.ts';

/**
 * What the site is about to do, and for whom. Everything here comes from the site. What is left out, null or
 * empty is absent; what is there and cannot be read, `Decision.unreadable` names.
 */
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
  /** Members that are there and were not read: of another type, or of a name that nothing here has. */
  readonly unreadable: readonly string[];
}

/** Reads what the caller hands over; null where it names no action. */
export function readRequest(given: DecideRequest, amounts: AmountOptions | null): ReadRequest | null {
  const members = Object(given) as DecideRequest;
  const { action, amount, request } = members;
  if (typeof action !== 'string' || !OP_PATTERN.test(action)) return null;
  const unreadable = namesOfUnknown(members);
  /** What stands there, unless it is no such value: then its name is noted. */
  function read<T>(
    name: keyof DecideRequest,
    value: unknown,
    reader: (value: unknown) => T | null,
  ): T | null {
    if (value === undefined || value === null || value === '') return null;
    const found = reader(value);
    if (found === null) unreadable.push(name);
    return found;
  }
  const text = (name: TextMember) => read(name, members[name], textOf);
  const currency = read('currency', members.currency, currencyOf);
  // An amount of an unreadable currency has no rate; one of a site that gives none is not looked at.
  const isCounted = amounts !== null && !unreadable.includes('currency');
  const units = amounts === null ? null : read('amount', amount, amountOf);
  return {
    action,
    request,
    account: text('account'),
    card: text('card'),
    amount: units !== null && isCounted ? convert(units, currency ?? '', amounts) : null,
    currency: currency ?? '',
    session: text('session'),
    order: text('order'),
    idempotencyKey: text('idempotencyKey'),
    unreadable,
  };
}

type TextMember = 'account' | 'card' | 'session' | 'order' | 'idempotencyKey';

const MEMBERS: Readonly<Record<keyof DecideRequest, true>> = {
  action: true,
  account: true,
  card: true,
  amount: true,
  currency: true,
  order: true,
  request: true,
  session: true,
  idempotencyKey: true,
};

/** Unknown names that are told, and the characters of each. Chosen: more than anybody misspells at once. */
const MAX_UNKNOWN = 8;
const MAX_NAME = 64;

/** A misspelt member would count as left out: `ammount`, and every rule reads an infinite amount. */
function namesOfUnknown(members: object): string[] {
  const unknown = Object.entries(members).filter(
    ([name, value]) => value !== undefined && !Object.hasOwn(MEMBERS, name),
  );
  return unknown.slice(0, MAX_UNKNOWN).map(([name]) => storable(name, MAX_NAME));
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

/** A number is taken for its digits, as where accounts are counted. All that is not a number has one name. */
export const textOf = (value: unknown): string | null => {
  if (Number.isFinite(value) || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
};

const currencyOf = (value: unknown): string | null =>
  typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? value : null;

/** Chosen: more than anything costs, and sums of it stay numbers. */
const MAX_AMOUNT = 1e15;

const amountOf = (value: unknown): number | null =>
  typeof value === 'number' && value >= 0 && value <= MAX_AMOUNT ? value : null;

/** In the site's currency; null where there is no rate. */
function convert(
  amount: number,
  currency: string,
  { currency: own, rates = {} }: AmountOptions,
): number | null {
  const isOwn = currency === '' || currency === own;
  const rate = isOwn ? 1 : Object.hasOwn(rates, currency) ? rates[currency] : undefined;
  const converted = amount * (rate ?? Number.NaN);
  return converted <= MAX_AMOUNT ? converted : null;
}
