import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../../src/server/jws/signature.ts';

interface Group {
  readonly publicKey: { readonly uncompressed: string };
  readonly tests: readonly {
    readonly tcId: number;
    readonly comment: string;
    readonly msg: string;
    readonly sig: string;
    readonly result: 'valid' | 'invalid';
  }[];
}

const file = 'test/vectors/wycheproof/ecdsa_secp256r1_sha256_p1363_test.json';
const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as { readonly testGroups: readonly Group[] };
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const cases = testGroups.flatMap(({ publicKey, tests }) =>
  tests.map((test) => ({ ...test, point: publicKey.uncompressed })),
);
/** What a token signs is text, so only messages that are text can be put through the step. */
const textual = cases.filter(({ msg }) => !Buffer.from(msg, 'hex').toString().includes('\ufffd'));

describe('the signature step and Project Wycheproof', () => {
  it('can be given nearly every case', () => {
    expect(cases).toHaveLength(252);
    expect(textual.length).toBeGreaterThan(240);
  });

  it.each(textual)('case $tcId, $result: $comment', async ({ point, msg, sig, result }) => {
    const signed = Buffer.from(msg, 'hex').toString();
    const isSigned = await isSignedBy(
      { text: '', point: fromHex(point) },
      { signed, signature: fromHex(sig) },
    );
    expect(isSigned).toBe(result === 'valid');
  });
});
