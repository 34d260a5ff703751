import { createReceipts } from '../../src/server/receipt/receipt.ts';
import type { Accepted } from '../../src/server/result.ts';
import type { Found } from './names.ts';

/** A verdict with everything that a receipt may tell of. */
const ACCEPTED = {
  ok: true,
  level: 'low',
  score: 0.1,
  reasons: [],
  flags: [],
  action: 'checkout',
  key: { jkt: 'jkt', bound: true, ephemeral: false },
  txh: 'txh',
} as unknown as Accepted;

/** Members of a receipt that was really issued. */
export async function readReceipt(): Promise<Found> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const receipts = createReceipts({
    issuer: 'https://shop.example',
    keys: [{ kid: 'k', ...pair }],
    pairwiseSalt: crypto.getRandomValues(new Uint8Array(32)),
  });
  const receipt = await receipts.issue(ACCEPTED, { audience: 'https://service.example' });
  const [header = [], claims = []] = receipt
    .split('.', 2)
    .map((segment) => Object.keys(JSON.parse(Buffer.from(segment, 'base64url').toString())));
  return { 'receipt header': header, receipt: claims };
}
