import { type Alert, memoryLedger } from '../../../../src/server/index.ts';
import { cookieIn, createSigner, type Signer } from '../../../unit/server/enrolment.ts';
import { type Attack, type Got, honest, refused } from '../attack.ts';
import { type Ground, outcomeOf } from '../ground.ts';
import { cartOf, openVisitor, paid, type Visitor } from '../visitor.ts';

const BINDING = '__Host-vrd';

/** Row 3 (A3): a session remembers its key. */
export const copiedSession: Attack = {
  row: 3,
  tried: 'copy the session cookie without the binding cookie, then enrol a key of one’s own',
  run: async (ground) => ({ ...(await attackShop(ground)), ...(await attackVerifier(ground)) }),
};

async function attackShop(ground: Ground): Promise<Got> {
  const [owner, device, stranger] = [openVisitor(ground), await createSigner(), await createSigner()];
  await owner.ask('/checkout');
  honest('the owner enrols', (await owner.enrol(device)).status, 204);
  honest('the owner pays', await pay(ground, owner, device), 'low: allow');

  const thief = openVisitor(ground);
  thief.cookies.set('sid', owner.cookies.get('sid') ?? '');
  await thief.ask('/checkout');
  const withoutBinding = await pay(ground, thief, stranger);
  const enrolled = await thief.enrol(stranger);
  honest('the thief gets a cookie of his own', enrolled.setCookies.join().includes(BINDING), true);
  const withOwnKey = await pay(ground, thief, stranger);
  const alerts = new Set(ground.shop.warnings().match(/binding_absent|key_replaced/g));
  return {
    'the shop, session cookie alone': refused('copied session', withoutBinding, 'medium: challenge'),
    'the shop, after enrolling another key': refused('another key', withOwnKey, 'medium: challenge'),
    'alerts of the shop': refused('alerts', [...alerts].toSorted(), ['binding_absent', 'key_replaced']),
  };
}

/** Level and decision of one order. */
async function pay({ shop, person }: Ground, visitor: Visitor, signer: Signer): Promise<string> {
  await visitor.ask('/checkout');
  await visitor.post('/pay', paid(await visitor.sign(cartOf(1), person(), signer)));
  const last = (await shop.log()).at(-1);
  return `${last?.level}: ${last?.decision}`;
}

/** What else the thief may send beside the session cookie. */
async function attackVerifier({ forge, model, person }: Ground): Promise<Got> {
  const sid = 'session-1';
  const alerts: Alert['kind'][] = [];
  const actions = { checkout: { nonceInPage: false }, payout: { requireBinding: true, nonceInPage: false } };
  const verifier = forge.binding({
    models: [model],
    ledger: memoryLedger(),
    actions,
    onAlert: ({ kind }) => alerts.push(kind),
  });
  const enrol = async (session: string, signer: Signer) => {
    const response = await verifier.issueNonce({ action: 'checkout', sid: session });
    const result = await verifier.enrol(await forge.proof(response, signer), { sid: session });
    return result.ok ? cookieIn(result.setCookie) : result.code;
  };
  const verify = async (signer: Signer, binding: string | undefined, action = 'checkout') => {
    const response = await verifier.issueNonce({ action, sid, binding });
    const token = await forge.verdict(response, signer, { ...person(), op: action });
    return outcomeOf(await verifier.verify(token, { action, sid, binding, txh: forge.request.txh }));
  };
  const { device, stranger } = forge.forge;
  const owners = await enrol(sid, device);
  const [thiefs, other] = [await enrol('session of the thief', stranger), await createSigner()];
  honest('the owner with his cookie', await verify(device, owners), 'low');
  return {
    'with an aged binding of another session': refused(
      'other binding',
      await verify(stranger, thiefs),
      'medium',
    ),
    'with a cookie of nonsense': refused('nonsense', await verify(other, 'A'.repeat(99)), 'medium'),
    'with the owner’s cookie and another key': refused(
      'both cookies',
      await verify(stranger, owners),
      'key_mismatch',
    ),
    'where a binding is required': refused('required', await verify(stranger, thiefs, 'payout'), 'unbound'),
    'told to the operator': refused('alerts', [...new Set(alerts)].toSorted(), [
      'binding_absent',
      'key_mismatch',
    ]),
  };
}
