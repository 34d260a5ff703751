import { memoryLedger, type Verifier } from '../../../../src/server/index.ts';
import { netstring } from '../../../../src/wire/netstring.ts';
import { cookieIn, createSigner, type Signer } from '../../../unit/server/enrolment.ts';
import { hmac } from '../../../vectors/forge.ts';
import { type Attack, honest, refused } from '../attack.ts';
import { type Ground, outcomeOf } from '../ground.ts';

const DAY = 86_400;
const DAYS = [10, 29, 31, 60, 89, 118] as const;
const sid = 'session-1';

/** Row 16 (A4): a key's age is its own, not its cookie's. */
export const loyalKey: Attack = {
  row: 16,
  tried: 'come back every month for four months, and have the key of a stranger take the age over',
  async run(ground) {
    const { forge } = ground;
    const { device } = forge.forge;
    const ledger = memoryLedger();
    let cookie = await enrol(ground, forge.binding({ ledger }), device);
    const ages: (number | undefined)[] = [];
    for (const day of DAYS) {
      const verifier = forge.binding({ ledger }, day * DAY);
      const response = await verifier.issueNonce({ action: 'checkout', sid, binding: cookie });
      // The page enrols its key again where the nonce says that none is bound.
      if (response.jkt === undefined) cookie = await enrol(ground, verifier, device, cookie);
      ages.push(await ageOf(ground, verifier, device, cookie));
    }
    honest('the loyal key’s days', ages, [...DAYS]);

    const last = (DAYS.at(-1) ?? 0) * DAY;
    const verifier = forge.binding({}, last);
    const stranger = await createSigner();
    const taken = await enrol(ground, verifier, stranger, cookie);
    const stale = forge.binding({}, last + 31 * DAY);
    return {
      'another key with the old cookie': refused('days', await ageOf(ground, verifier, stranger, taken), 0),
      'a cookie that is older than its 30 days':
        refused('days', String(await ageOf(ground, stale, device, cookie)), 'undefined') && 'not bound',
      'a cookie of the first version': await refuseOld(ground, cookie),
    };
  },
};

async function enrol(
  { forge }: Ground,
  verifier: Verifier,
  signer: Signer,
  binding?: string,
): Promise<string> {
  const response = await verifier.issueNonce({ action: 'checkout', sid });
  const result = await verifier.enrol(await forge.proof(response, signer), { sid, binding });
  if (!result.ok) throw new Error(`no key was enrolled: ${result.code}`);
  return cookieIn(result.setCookie);
}

/** Days that the key of a verdict has been bound. */
async function ageOf(
  { forge }: Ground,
  verifier: Verifier,
  signer: Signer,
  binding: string,
): Promise<number | undefined> {
  const response = await verifier.issueNonce({ action: 'checkout', sid });
  const { txh } = forge.request;
  const result = await verifier.verify(await forge.verdict(response, signer), {
    action: 'checkout',
    sid,
    txh,
    binding,
  });
  if (!result.ok) throw new Error(`a verdict was refused: ${outcomeOf(result)}`);
  return result.key.ageSeconds === undefined ? undefined : result.key.ageSeconds / DAY;
}

/** The first version had no age of its own: one byte of version, kid, time, visitor, key and MAC. */
async function refuseOld({ forge }: Ground, cookie: string): Promise<string> {
  const { setting } = forge.forge;
  const [key] = forge.bindingKeys;
  const now = Buffer.from(cookie, 'base64url');
  const head = Buffer.concat([Buffer.from([1]), now.subarray(1, 6), now.subarray(10, 58)]);
  const context = netstring('vrd-bind-v1', new Uint8Array(head), setting.aud);
  const mac = await hmac(Buffer.from(key?.secret ?? []).toString('hex'), context);
  const old = Buffer.concat([head, mac.subarray(0, 16)]).toString('base64url');
  const response = await forge.binding().issueNonce({ action: 'checkout', sid, binding: old });
  return refused('the key bound', String(response.jkt), 'undefined') && 'not bound';
}
