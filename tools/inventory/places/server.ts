import type { Places } from '../place.ts';
import { KEPT, STORE } from '../terms.ts';

const expires = { purpose: 'When the row is forgotten', basis: 'none' } as const;

/** What `tellsign/server` hands out and what its stores remember. In memory it is the same for as long. */
export const SERVER_PLACES: Places = {
  'receipt header': {
    what: 'Protected header of a receipt.',
    basis: 'none',
    kept: 'at most 300 seconds valid',
    recipient: 'the service that the site names',
    names: {
      alg: 'The signature’s algorithm',
      kid: 'The site’s key that signed',
      typ: 'Kind of message',
    },
  },
  receipt: {
    what: 'Claims of a receipt: the result of a verification for another service of the site.',
    basis: 'interest',
    kept: 'at most 300 seconds valid',
    recipient: 'the service that the site names',
    names: {
      iss: 'Who verified',
      aud: 'The service that it is for',
      iat: 'Time of issue',
      exp: 'End of its life',
      jti: 'Random name: used once',
      sub: 'The key under a name of this service alone: services cannot link visitors',
      op: 'The action',
      txh: 'Hash of the transaction',
      tier: 'The level in the words of EAR',
      score: 'The score in thousandths',
      rc: 'Codes and weights of the strongest reasons',
      flags: 'What spoke against trusting it',
    },
  },
  Redis: {
    what: 'Names of keys in Redis or Valkey; each expires by itself.',
    basis: 'interest',
    kept: KEPT.ledger,
    recipient: STORE,
    names: {
      'vrd:n:': {
        purpose: 'Hash of a used nonce: used once',
        kept: `${KEPT.nonce} and 15 minutes for slow clocks`,
      },
      'vrd:i:': { purpose: 'Hash of an idempotency key: a retry is no second order', kept: KEPT.repeated },
      'vrd:r:': { purpose: 'Hash of a receipt’s name: used once', kept: 'at most 20 minutes' },
      'vrd:k:': {
        purpose: 'A key that is denied, and its successor',
        kept: `${KEPT.ledger} or ${KEPT.lineage}`,
      },
      'vrd:c:': 'Counter of a key',
      'vrd:h1:': { purpose: 'Successor of a key', kept: KEPT.lineage },
      'vrd:s1:': 'Hash of a session and the key it had: a stolen session cookie is noticed',
      'vrd:v1:': { purpose: 'Verdicts of a key within an hour', kept: '1 hour' },
      'vrd:e:': { purpose: 'Similarity sketches: a copied visit is noticed', kept: KEPT.sketch },
      'vrd:n1:': {
        purpose: 'Attempts for each key, account, card, address and network, all but the key as hashes',
        kept: KEPT.counts,
      },
      'vrd:probe:': {
        purpose: 'Written at the start to see whether the store works',
        basis: 'none',
        kept: 'seconds',
      },
    },
  },
  'table tellsign_nonce': {
    what: 'Used nonces and idempotency keys (`sqlReplay`).',
    basis: 'interest',
    kept: `${KEPT.nonce} and 15 minutes for slow clocks; ${KEPT.repeated} for idempotency keys`,
    recipient: STORE,
    names: {
      key: 'Hash of the nonce or of the idempotency key',
      value: 'Hash of what was signed, time of use, hash of the idempotency key',
      expires,
    },
  },
  'table tellsign_key': {
    what: 'Device keys and sessions (`sqlLedger`).',
    basis: 'interest',
    kept: `${KEPT.ledger}; ${KEPT.lineage} for a key that was renewed; 1 hour for counts`,
    recipient: STORE,
    names: {
      key: 'Thumbprint of the key, hash of the session, or both for a count',
      starts: 'From when on the key is denied',
      successor: 'The key that followed it',
      heir: 'The same once more, for the release before',
      ctr: 'Counter of the key, or verdicts within an hour',
      previous: 'Counter before the last writing',
      was_starts: 'What stood there before the last writing',
      was_successor: 'What stood there before the last writing',
      bound: 'The key that the session had',
      was_bound: 'What stood there before the last writing',
      expires,
    },
  },
  'table tellsign_echo': {
    what: 'Similarity sketches (`sqlNearDuplicates`).',
    basis: 'interest',
    kept: KEPT.sketch,
    recipient: STORE,
    names: {
      band: 'Part of the sketch, by which alike visits are found',
      entry: 'The key’s thumbprint, the sketch of 32 bytes, hash of the session, hash of the evidence',
      expires,
    },
  },
};
