import type { Alert } from '../../../../src/server/index.ts';
import { counting } from '../../../unit/server/counting.ts';
import { cookieIn } from '../../../unit/server/enrolment.ts';
import { type Attack, honest, refused } from '../attack.ts';
import { type Ground, outcomeOf } from '../ground.ts';

const TOKENS = 1000;
const sid = 'session-1';

/** Row 14 (A1): junk asks no store, and frames nobody. */
export const junk: Attack = {
  row: 14,
  tried: `${TOKENS} junk tokens with the valid cookie of somebody whose key never signed them`,
  async run(ground) {
    const { forge } = ground;
    const { device, stranger, setting } = forge.forge;
    const alerts: Alert['kind'][] = [];
    const { asked, stores } = counting(() => setting.now * 1000);
    const verifier = forge.binding({ ...stores, onAlert: ({ kind }) => alerts.push(kind) });
    const nonce = () => verifier.issueNonce({ action: 'checkout', sid });
    const owner = await verifier.enrol(await forge.proof(await nonce(), device), { sid });
    const binding = owner.ok ? cookieIn(owner.setCookie) : '';
    const wanted = { action: 'checkout', sid, binding, txh: forge.request.txh };
    const verify = async (token: unknown) => outcomeOf(await verifier.verify(token, wanted));

    const good = await forge.verdict(await nonce(), stranger);
    honest('another key that did sign', [await verify(good), ...alerts], ['key_mismatch', 'key_mismatch']);
    honest('the stores are asked for it', asked.size > 0, true);
    const kinds = await junkFor(ground, good, await forge.verdict(await nonce(), stranger));
    asked.clear();
    alerts.length = 0;
    const seen = new Set<string>();
    for (let at = 0; at < TOKENS; at++) seen.add(await verify(kinds[at % kinds.length]));
    for (const token of kinds) await verifier.enrol(token, { sid, binding });
    return {
      'look-ups': refused('look-ups', [...asked], []),
      alerts: refused('alerts', alerts, []),
      codes: refused('codes', [...seen].toSorted(), CODES),
    };
  },
};

const CODES = [
  'aud_mismatch',
  'claim_unknown',
  'malformed',
  'nonce_invalid',
  'op_mismatch',
  'signature_invalid',
];

/** Tokens in due form, with another's key in the header, that are wrong one step before a store is asked. */
async function junkFor({ forge }: Ground, good: string, other: string): Promise<readonly string[]> {
  const { stranger: signer, nonce, token } = forge.forge;
  const signature = other.slice(other.lastIndexOf('.'));
  return [
    good.slice(0, good.lastIndexOf('.')) + signature,
    `${good}!`,
    await token({ signer, claims: { nonce: await nonce({ sid: 'another' }) } }),
    await token({ signer, claims: { nonce: await nonce({ op: 'vrd.enrol' }) } }),
    await token({ signer, claims: { aud: 'https://other.example' } }),
    await token({ signer, claims: { op: 'payout' } }),
    await token({ signer, claims: { admin: 1 } }),
  ];
}
