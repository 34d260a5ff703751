import { GROUP_NAMES, GROUPS, MEMBERS } from '../../../src/contract/features/index.ts';
import type { Places } from '../place.ts';
import { KEPT, SITE } from '../terms.ts';
import { REQUESTS } from './requests.ts';

const evidence = Object.fromEntries(
  GROUP_NAMES.map((group) => [
    group,
    `${GROUPS[group].title}: ${MEMBERS[group].length} integers of 8 bits, [one row each](features.md)`,
  ]),
);

/** What leaves the page or stays in the browser. */
export const PAGE_PLACES: Places = {
  'verdict header': {
    what: 'Protected header of the verdict, a signed message.',
    basis: 'necessary',
    kept: KEPT.request,
    recipient: SITE,
    names: {
      alg: { purpose: 'The signature’s algorithm, always `ES256`', basis: 'none' },
      jwk: 'Public half of the device key: proves that one browser signed, and is pairwise per site',
      typ: { purpose: 'Kind of message', basis: 'none' },
    },
  },
  verdict: {
    what: 'Claims of the verdict, sent once for each protected action.',
    basis: 'necessary',
    kept: KEPT.request,
    recipient: SITE,
    names: {
      aud: 'The site that it is meant for: refused elsewhere',
      bld: 'Release of the SDK: old ones can be refused',
      ctr: 'Counter of the key, which no release of the SDK sends: a cloned key is noticed',
      ev: 'The evidence, see below: the backend computes the score again from it',
      exp: 'End of its life, by the site’s clock',
      iat: 'Time of signing, by the site’s clock',
      jti: 'Random name of this verdict',
      mdl: 'The model that scored',
      nonce: 'The site’s nonce: the verdict is fresh, and used once',
      op: 'The action, as the site named it',
      q: 'The score as an integer: compared with the backend’s own',
      rc: 'Feature numbers and weights that explain the score',
      txh: 'Hash of the transaction: what was confirmed is what is executed',
      v: { purpose: 'Version of the protocol', basis: 'none' },
      x: 'Extension, which no release of the SDK sends',
    },
  },
  evidence: {
    what: 'Members of the claim `ev`. Coarse summaries of how the visit was made; no event, no text.',
    basis: 'necessary',
    kept: 'not stored by tellsign; a sketch of it is, but for `minimal`: `tellsign_echo`',
    recipient: SITE,
    names: evidence,
  },
  'evidence flags': {
    what: 'One byte in front of the evidence.',
    basis: 'necessary',
    kept: KEPT.request,
    recipient: SITE,
    names: {
      FLAG_EPHEMERAL_KEY: 'The key was made for this page alone: it proves no continuity',
      FLAG_KEYED_VIEW: 'Defined by the protocol, and never set by this SDK',
      FLAG_CHECKPOINT: 'Defined by the protocol, and never set by this SDK',
      FLAG_REDUCED_CONSENT: 'The visit was watched in `minimal`: judgement is withheld, not suspicion raised',
    },
  },
  'enrolment header': {
    what: 'Protected header of an enrolment and of a handover.',
    basis: 'necessary',
    kept: KEPT.request,
    recipient: SITE,
    names: {
      alg: { purpose: 'The signature’s algorithm, always `ES256`', basis: 'none' },
      jwk: 'Public half of the device key that is bound to this browser',
      typ: { purpose: 'Kind of message', basis: 'none' },
    },
  },
  enrolment: {
    what: 'Claims of an enrolment, `POST {endpoint}/enrol`: binds the device key to this browser.',
    basis: 'necessary',
    kept: KEPT.request,
    recipient: SITE,
    names: {
      aud: 'The site that it is meant for',
      exp: 'End of its life',
      iat: 'Time of signing',
      jti: 'Random name of this message',
      nonce: 'The site’s nonce for enrolling',
      prev: 'The handover that the old key signed, where a key is renewed',
      v: { purpose: 'Version of the protocol', basis: 'none' },
    },
  },
  handover: {
    what: 'Claims of a handover, inside `prev`.',
    basis: 'necessary',
    kept: KEPT.request,
    recipient: SITE,
    names: {
      jkt_new: 'Thumbprint of the key that follows: the key’s age goes on',
      nonce: 'The enrolment’s nonce: the handover fits no other',
    },
  },
  'nonce request': {
    what: 'Body of `POST {endpoint}/nonce`.',
    basis: 'necessary',
    kept: KEPT.request,
    recipient: SITE,
    names: { op: 'The action that the nonce is for' },
  },
  'form field': {
    what: 'Fields that are added to a protected form.',
    basis: 'necessary',
    kept: KEPT.request,
    recipient: SITE,
    names: {
      'tellsign-token': 'The verdict',
      'tellsign-hint': 'Why there is none: one code, for support; no policy reads it',
    },
  },
  'request header': {
    what: 'Headers of a request that `signedFetch` makes.',
    basis: 'necessary',
    kept: KEPT.request,
    recipient: SITE,
    names: {
      Verdict: 'The verdict',
      'Verdict-Hint': 'Why there is none: one code',
    },
  },
  request: REQUESTS,
  cookie: {
    what: 'Cookies.',
    basis: 'necessary',
    kept: KEPT.cookie,
    recipient: SITE,
    names: {
      '__Host-vrd':
        'A random id of the browser, the bound key’s thumbprint, when it was bound and how old it is, with a MAC',
      tellsign_keys: {
        purpose: 'A reviewer’s choice about keyboard shortcuts in the console; no visitor has it',
        kept: '365 days',
      },
    },
  },
  IndexedDB: {
    what: 'Records in the browser’s IndexedDB; none in `minimal` and `off`.',
    basis: 'necessary',
    kept: KEPT.device,
    recipient: 'nobody: it stays in the browser',
    names: {
      'tellsign/keys/device':
        'The device key, which no script can export, its random id and when it was made',
      'tellsign/keys/floors':
        'With a model of the site’s own: which of its releases are too old, by thumbprint of who signed them',
    },
  },
  'Cache API': {
    what: 'Caches of the browser; none in `minimal` and `off`.',
    basis: 'none',
    kept: 'until the next release, or the browser clears it',
    recipient: 'nobody: it stays in the browser',
    names: {
      'tellsign-ort': 'onnxruntime-web’s WebAssembly, alike for everybody',
      'tellsign-ort-full': 'The same with all its parts, where the site offers `tellsign-ort`',
      'tellsign-ort-webgpu': 'The same for WebGPU, where the site asks for it',
    },
  },
};
