import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CODE_SENTENCES } from '../../../src/cli/verify/sentences.ts';
import { transactionHash } from '../../../src/wire/transaction.ts';
import { createRandom } from '../../../train/random.ts';
import { shippedModel, someEvidence, toSegment } from '../../fuzz/source.ts';
import { createSigner, sign, sorted } from '../../vectors/forge.ts';
import type { Case, Vectors } from '../../vectors/run.ts';
import { call, callJson, newFolder } from './call.ts';

const NOW = 1_795_303_000;
const around = { nowMs: NOW * 1000 };

/** A verdict that a page could have sent, with changes. */
async function forge(changes: object = {}, typ = 'vrd+jwt'): Promise<string> {
  const [model, signer] = [await shippedModel(), await createSigner()];
  const claims = {
    aud: 'https://shop.example',
    bld: 'tellsign-0.1.0',
    ev: Buffer.from(someEvidence(model, createRandom('cli'))).toString('base64url'),
    exp: NOW + 100,
    iat: NOW - 20,
    jti: 'A'.repeat(22),
    mdl: model.id,
    nonce: 'A'.repeat(51),
    op: 'checkout',
    q: 0,
    rc: [],
    txh: await transactionHash({ amount: '4999' }),
    v: 1,
    ...changes,
  };
  const signed = `${toSegment(sorted({ alg: 'ES256', jwk: signer.jwk, typ }))}.${toSegment(sorted(claims))}`;
  return `${signed}.${await sign(signer, signed)}`;
}

describe('tellsign verify', () => {
  let token = '';
  beforeAll(async () => {
    token = await forge();
  });

  it('says what a token is for, who signed it, and what its evidence comes to', async () => {
    const { out } = await call(['verify', token, '--tx', 'amount=4999'], around);
    expect(out).toMatch(/^FINE {3}Signed by the key [\w-]{43}\.$/m);
    expect(out).toContain(
      'It is for the action checkout at https://shop.example, by the build tellsign-0.1.0.',
    );
    expect(out).toMatch(/^Computed again from its evidence the level is (low|medium|high|unknown)/m);
    expect(out).toMatch(/^ {2}[+−]\d+\.\d\d {2}\w+\.\w+: .+$/m);
    expect(out).toContain('Not checked');
  });

  it('reads a file, and standard input', async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'token'), `${token}\n`);
    for (const args of [['--file', 'token'], [], ['-']])
      expect(await callJson(['verify', ...args], { ...around, cwd, stdin: token })).toMatchObject({
        code: 0,
        data: { codes: [], isTest: false },
      });
  });

  it.each<[string, () => Promise<readonly string[]>, readonly string[]]>([
    ['altered', async () => [`${token.slice(0, -8)}AAAAAAAA`], ['signature_invalid']],
    ['old', async () => [token, '--at', '2030-01-01'], ['expired']],
    ['from the future', async () => [token, '--at', '2020-01-01'], ['iat_in_future']],
    ['for another site', async () => [token, '--audience', 'https://else.example'], ['aud_mismatch']],
    ['for another action', async () => [token, '--action', 'login'], ['op_mismatch']],
    ['for another cart', async () => [token, '--tx', 'amount=1'], ['tx_mismatch']],
    ['without evidence', async () => [await forge({ ev: '' })], ['evidence_invalid']],
    ['no token', async () => ['hello'], ['malformed']],
    ['another message', async () => [await forge({}, 'vrd-enrol+jwt')], ['wrong_type']],
  ])('names what is wrong with one that is %s', async (_, args, codes) => {
    const { code, data } = await callJson(['verify', ...(await args())], around);
    expect([code, data.codes]).toEqual([1, codes]);
  });

  it.each<[string, (whole: string) => string, string]>([
    ['rubbish', () => 'hello', 'This is no token'],
    ['the first part alone', (whole) => whole.slice(0, 150), 'It was cut off: it has 1 of the three parts'],
    ['two parts', (whole) => whole.slice(0, whole.lastIndexOf('.')), 'It was cut off: it has 2 of the three'],
    ['half a signature', (whole) => whole.slice(0, -43), 'It was cut off: its signature has 43 of 86'],
    ['all but two characters', (whole) => whole.slice(0, -2), 'It was cut off: its signature has 84 of 86'],
    ['a folded token', (whole) => `${whole.slice(0, 90)}\n${whole.slice(90)}`, 'There is white space'],
    ['a token and a comma', (whole) => `${whole},`, 'Something follows the token'],
    ['two tokens', (whole) => `${whole}.${whole}`, 'It has 6 parts'],
    ['a token as long as a book', (whole) => whole.replace('.', `${'A'.repeat(5000)}.`), 'at most.'],
    ['a changed character', (whole) => whole.replace('.', '~.'), 'a character was changed on the way'],
  ])('tells %s from the others', async (_, change, sentence) => {
    const { code, out } = await call(['verify', change(token)], around);
    expect(code).toBe(1);
    expect(out.split('\n')[0]).toContain(sentence);
  });

  it('takes a token of another model for what it is', async () => {
    const found = await callJson(['verify', await forge({ mdl: 'another' })], around);
    expect(found).toMatchObject({ code: 0, data: { codes: ['model_unknown'] } });
  });

  it('names a token of test mode', async () => {
    const test = await forge({}, 'vrd-test+jwt');
    expect((await call(['verify', test], around)).out).toContain('signed in test mode');
  });

  it('asks for a token where there is none', async () => {
    expect((await call(['verify'])).err).toMatch(/^argument_missing: Give a token/);
    expect((await call(['verify', 'a', '--tx', 'b'])).err).toMatch(/^argument_invalid: --tx is NAME=VALUE/);
  });
});

describe('the vectors of the protocol', () => {
  const vectors = JSON.parse(readFileSync('test/vectors/verdicts.json', 'utf8')) as Vectors;
  /** Codes that a look without the site's state can find. */
  const named = Object.keys(CODE_SENTENCES).filter((code) => !/^(tx|model|evidence)/.test(code));
  const seen = new Set([...named, 'malformed']);
  const codeOf = ({ want }: Case) => (typeof want === 'string' ? want : want.code);
  /** A site may take longer tokens, and a look says of test mode that it is one. */
  const isCommon = ({ tok, name, maxTokenChars }: Case) =>
    typeof tok === 'string' && tok !== '' && !maxTokenChars && name !== 'typ of test mode';
  const texts = vectors.cases.filter(isCommon);

  it.each(texts.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const { aud, op, now } = { ...vectors, ...one };
    const args = ['verify', '--audience', aud, '--action', op, '--', String(one.tok)];
    const { code, out } = await call(['verify', '--json', ...args.slice(1)], { nowMs: now * 1000 });
    const { codes } = JSON.parse(out) as { readonly codes: readonly string[] };
    expect([0, 1]).toContain(code);
    if (codeOf(one) === 'ok') expect(codes.filter((name) => seen.has(name))).toEqual([]);
    else if (seen.has(codeOf(one))) expect(codes).toContain(codeOf(one));
  });
});
