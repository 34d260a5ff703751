import type { Code } from '../../contract/protocol.ts';

/** What each code means that can be found without the site's state. */
export const CODE_SENTENCES: Readonly<Partial<Record<Code, string>>> = {
  missing: 'The text is empty: the page sent no verdict. Its hint says why.',
  wrong_type: 'The type in the header is another one: this is no verdict.',
  alg_not_allowed: 'The algorithm is not ES256.',
  key_invalid: 'The key in the header is no public key of P-256 with exactly its four members.',
  claim_unknown: 'It has a member that the protocol does not know.',
  claim_missing: 'A claim is missing.',
  claim_invalid: 'A claim has another form than the protocol says.',
  version_unsupported: 'It is of another version of the protocol.',
  signature_invalid: 'The signature is not that of the key in the header: it was altered.',
  aud_mismatch: 'It is for another site.',
  op_mismatch: 'It is for another action.',
  expired: 'It has expired.',
  iat_in_future: 'It is from the future: one of the clocks is wrong.',
  tx_mismatch: 'It is for another transaction.',
  evidence_invalid: 'The evidence cannot be read, or no honest page computes it.',
  model_unknown: 'Another model than that of this package scored it, so its score is not checked.',
};
