import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssessRequest } from '../../../../src/contract/analyst.ts';
import { checkNonce } from '../../../../worker/sign/nonce.ts';
import { handed, nonceResponse, request } from '../fakes.ts';

const check = (nonce: unknown, now = () => 0) =>
  checkNonce(request({ nonce: nonce as AssessRequest['nonce'] }), now);

describe('the nonce of a request', () => {
  it('grows older from the age it had', () => {
    let clock = 1_000;
    const checked = check(handed(nonceResponse, 250), () => clock);
    if (!checked.ok) throw new Error(checked.code);
    expect(checked.value.response).toEqual(nonceResponse);
    expect(checked.value.ageMs()).toBe(250);
    clock += 50;
    expect(checked.value.ageMs()).toBe(300);
  });

  it('whose age is no number counts as new', () => {
    for (const ageMs of [Number.NaN, -5, 'x', undefined]) {
      const checked = check(handed(nonceResponse, ageMs as number));
      expect(checked.ok && checked.value.ageMs()).toBe(0);
    }
  });

  it('is refused when it is anything else', () => {
    fc.assert(fc.property(fc.anything(), (nonce) => !check(nonce).ok));
  });
});
