import { type Alert, memoryLedger, type Verifier } from '../../../../src/server/index.ts';
import { cookieIn, createSigner, type Signer } from '../../../unit/server/enrolment.ts';
import { type Attack, honest, refused } from '../attack.ts';
import { type Ground, outcomeOf } from '../ground.ts';

const DAY = 86_400;
const AGE_DAYS = 20;
const HEIRS = 200;
const sid = 'session-1';

/** Row 5 (A4): a key has one successor, which is revoked with it. */
export const manySuccessors: Attack = {
  row: 5,
  tried: `rotate one aged key into ${HEIRS} successors, then have it revoked`,
  async run(ground) {
    const { forge } = ground;
    const { device, stranger } = forge.forge;
    const alerts: { readonly code: Alert['kind'] }[] = [];
    const onAlert = ({ kind }: Alert) => alerts.push({ code: kind });
    const cookie = await enrol(ground, forge.binding(), device);
    const verifier = forge.binding({ ledger: memoryLedger(), onAlert }, AGE_DAYS * DAY);
    const turn = { from: device, cookie };
    honest(
      'the first successor keeps half the age',
      await rotate(ground, verifier, { ...turn, to: stranger }),
      {
        code: 'ok',
        ageDays: AGE_DAYS / 2,
      },
    );
    const heirs = await Promise.all(Array.from({ length: HEIRS }, createSigner));
    const late = await Promise.all(heirs.map((to) => rotate(ground, verifier, { ...turn, to })));
    const told = tally(alerts);
    const again = await verifier.enrol(await proofOf(ground, verifier, device), { sid, binding: cookie });

    const raced = forge.binding({ ledger: memoryLedger() }, AGE_DAYS * DAY);
    const results = await Promise.all(heirs.map((to) => rotate(ground, raced, { ...turn, to })));
    const forgetful = forge.binding({}, AGE_DAYS * DAY);
    const ages = await Promise.all(heirs.map((to) => rotate(ground, forgetful, { ...turn, to })));

    honest('the successor signs', await sign(ground, verifier, stranger), 'unknown');
    await verifier.revoke(device.jkt);
    return {
      [`${HEIRS} more successors`]: refused('late ones', tally(late), `${HEIRS} key_revoked`),
      'told to the operator': refused('alerts', told, `${HEIRS} second_successor`),
      'the old key enrolled again': refused('old key', again.ok ? 'ok' : again.code, 'key_revoked'),
      [`${HEIRS} at once`]: refused('raced', tally(results), `${HEIRS - 1} key_revoked, 1 ok`),
      'days of age without a ledger': refused('ages', [...new Set(ages.map(({ ageDays }) => ageDays))], [0]),
      'the successor of a revoked key': refused(
        'heir',
        await sign(ground, verifier, stranger),
        'key_revoked',
      ),
    };
  },
};

async function proofOf({ forge }: Ground, verifier: Verifier, signer: Signer): Promise<string> {
  return forge.proof(await verifier.issueNonce({ action: 'checkout', sid }), signer);
}

async function enrol(ground: Ground, verifier: Verifier, signer: Signer): Promise<string> {
  const result = await verifier.enrol(await proofOf(ground, verifier, signer), { sid });
  if (!result.ok) throw new Error(`no key was enrolled: ${result.code}`);
  return cookieIn(result.setCookie);
}

interface Turn {
  readonly from: Signer;
  readonly to: Signer;
  readonly cookie: string;
}

async function rotate({ forge }: Ground, verifier: Verifier, { from, to, cookie }: Turn) {
  const response = await verifier.issueNonce({ action: 'checkout', sid });
  const prev = await forge.handover(response, from, to);
  const result = await verifier.enrol(await forge.proof(response, to, { prev }), { sid, binding: cookie });
  return result.ok ? { code: 'ok', ageDays: result.ageSeconds / DAY } : { code: result.code, ageDays: 0 };
}

async function sign({ forge }: Ground, verifier: Verifier, signer: Signer): Promise<string> {
  const response = await verifier.issueNonce({ action: 'checkout', sid });
  const { txh } = forge.request;
  return outcomeOf(
    await verifier.verify(await forge.verdict(response, signer), { action: 'checkout', sid, txh }),
  );
}

/** How often each code came, most frequent first. */
function tally(results: readonly { readonly code: string }[]): string {
  const counts = new Map<string, number>();
  for (const { code } of results) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([code, n]) => `${n} ${code}`)
    .join(', ');
}
