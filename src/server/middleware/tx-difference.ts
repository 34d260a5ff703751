import { decodeBinary } from '../../wire/base64url.ts';
import { isTransaction, type Transaction, transactionHash } from '../../wire/transaction.ts';

/** Most transactions that are tried. Chosen: a tenth of a second of hashing, and only where a site asks. */
const MAX_TRIALS = 5000;

/** One way in which a page may have written a member otherwise; undefined: it left the member out. */
type Other = readonly [name: string, value: string | undefined];

/**
 * How the transaction that a page signed differs from the one about to be executed, in words for the server's
 * log. The token holds only a hash, so this tries what pages usually get wrong: a member left out, major for
 * minor units, decimals, upper and lower case, spaces, in one member or in two.
 *
 * `token` was refused as `tx_mismatch`, so its signature is right.
 */
export async function describeTxDifference(token: unknown, executed: unknown): Promise<string> {
  const signed = txhOf(token);
  if (signed === undefined) return 'the page signed no transaction';
  if (!isTransaction(executed)) return 'the backend gave a hash only';
  const others = Object.entries(executed).flatMap(([name, value]) => othersOf(name, value));
  let trials = 0;
  for (const changes of combinations(others)) {
    if (++trials > MAX_TRIALS) break;
    if ((await transactionHash(apply(executed, changes))) !== signed) continue;
    return changes.map((change) => describe(change, executed)).join('; ');
  }
  return `the page signed another transaction than ${JSON.stringify(executed)}`;
}

function txhOf(token: unknown): string | undefined {
  try {
    const payload: unknown = JSON.parse(decodeBinary(String(token).split('.')[1] ?? '') ?? '');
    const { txh } = payload as { readonly txh?: unknown };
    return typeof txh === 'string' ? txh : undefined;
  } catch {
    return undefined;
  }
}

function othersOf(name: string, value: string): Other[] {
  const values = new Set([value.toLowerCase(), value.toUpperCase(), value.trim(), '']);
  const amount = Number(value);
  if (value.trim() !== '' && Number.isFinite(amount)) {
    for (const scaled of [amount, amount * 100, amount / 100])
      for (const text of [String(scaled), scaled.toFixed(2), scaled.toFixed(0)]) values.add(text);
  }
  values.delete(value);
  return [[name, undefined], ...[...values].map((other): Other => [name, other])];
}

/** Each change by itself, then each pair in two members. */
function* combinations(others: readonly Other[]): Generator<readonly Other[]> {
  for (const one of others) yield [one];
  for (const [at, one] of others.entries())
    for (const two of others.slice(at + 1)) if (one[0] !== two[0]) yield [one, two];
}

function apply(executed: Transaction, changes: readonly Other[]): Transaction {
  const changed = Object.entries({ ...executed, ...Object.fromEntries(changes) });
  return Object.fromEntries(changed.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

const describe = ([name, value]: Other, executed: Transaction): string =>
  value === undefined
    ? `the page signed no ${name}, the backend has ${JSON.stringify(executed[name])}`
    : `the page signed ${name} ${JSON.stringify(value)}, the backend has ${JSON.stringify(executed[name])}`;
