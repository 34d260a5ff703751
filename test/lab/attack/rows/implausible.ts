import { MEMBERS } from '../../../../src/contract/features/index.ts';
import type { Evidence } from '../../../../src/scoring/quantise.ts';
import { memoryLedger, memoryNearDuplicates } from '../../../../src/server/index.ts';
import { createSigner } from '../../../unit/server/enrolment.ts';
import { type Attack, honest, refused } from '../attack.ts';
import { type Ground, outcomeOf } from '../ground.ts';
import { drawTrusted, evidenceOf, type Recording, recordingOf } from '../recording.ts';
import { cartOf, openVisitor, paid } from '../visitor.ts';

/** Groups of a phone, and the one whose gaps show how long a visit took. */
const SLOW_GROUPS = ['touch', 'swipe', 'click'] as const;
/** Longer than rounding explains: both ends of a visit are whole seconds. */
const LONG_SECONDS = 3;

/** What the shop's policy does with each flag: a copy is held back until a person has looked. */
const ANSWERS: Readonly<Record<string, string>> = {
  implausible_evidence: 'challenge',
  near_duplicate: 'review',
  counter_regress: 'challenge',
  implausible_timing: 'challenge',
  binding_absent: 'challenge',
};

/** Row 9 (A6): what speaks against a verdict caps its level, whatever the site's policy knows of flags. */
export const implausible: Attack = {
  row: 9,
  tried: 'pay with a verdict that is flagged, at a site whose policy looks at the level alone',
  async run(ground) {
    const forged = impossible(ground);
    honest('a person pays', await buy(ground, ground.person()), 'allow');
    return {
      'the shop, implausible_evidence': refused('the shop', await buy(ground, forged), 'challenge'),
      ...(await attackVerifier(ground, forged)),
    };
  },
};

/** Evidence that the model calls `low`, and that no one visit can have had. */
function impossible({ model }: Ground): Recording {
  const evidence = evidenceOf([...MEMBERS.motion, ...MEMBERS.keys], () => 0);
  honest('the model alone would trust it', model.score(evidence).level, 'low');
  honest('one visit cannot have had it', model.isConsistent(evidence), false);
  return recordingOf(evidence, model);
}

async function buy(ground: Ground, recording: Recording): Promise<string> {
  const visitor = openVisitor(ground);
  await visitor.ask('/checkout');
  await visitor.post('/pay', paid(await visitor.sign(cartOf(1), recording, await createSigner())));
  return String((await ground.shop.log()).at(-1)?.decision);
}

async function attackVerifier(ground: Ground, forged: Recording): Promise<Readonly<Record<string, string>>> {
  const { forge, model, judge } = ground;
  const { device, stranger } = forge.forge;
  const verifier = forge.binding({
    models: [model],
    ledger: memoryLedger(),
    nearDuplicates: memoryNearDuplicates(),
  });
  const verify = async (claims: object, { sid = 'a', signer = device, servedAt = 0 } = {}) => {
    const response = await verifier.issueNonce({ action: 'checkout', sid });
    const token = await forge.verdict(response, signer, { ...claims });
    const { txh } = forge.request;
    const result = await verifier.verify(token, { action: 'checkout', sid, txh, servedAt });
    const flags = result.ok ? result.flags.filter((flag) => flag !== 'unbound') : [];
    return [outcomeOf(result), await judge(result), ...flags];
  };
  const recording = ground.person();
  honest('a first verdict', await verify({ ...recording, ctr: 7 }), ['low', 'allow']);
  const slow = drawSlow(ground);
  honest('a long visit', await verify({ ...slow, ctr: 8 }), ['low', 'allow']);
  await verifier.confirm('bound', stranger.jkt);
  const now = forge.forge.setting.now;
  const seen = {
    implausible_evidence: await verify({ ...forged, ctr: 9 }),
    near_duplicate: await verify(recording, { sid: 'b', signer: stranger }),
    counter_regress: await verify({ ...ground.person(), ctr: 3 }),
    implausible_timing: await verify({ ...drawSlow(ground), ctr: 10 }, { servedAt: now }),
    binding_absent: await verify(ground.person(), { sid: 'bound', signer: await createSigner() }),
  };
  return Object.fromEntries(
    Object.entries(seen).map(([flag, got]) => [flag, refused(flag, got, ['medium', ANSWERS[flag], flag])]),
  );
}

/** A visit that has nothing against it but its length: more seconds than a page that was served just now. */
function drawSlow({ model, random }: Ground): Recording {
  const isSlow = (evidence: Evidence) => model.claimedSeconds(evidence) > LONG_SECONDS;
  const drawn = { groups: SLOW_GROUPS, greatest: 'click.gap_p50', isWanted: isSlow } as const;
  return recordingOf(drawTrusted({ model, random, ...drawn }), model);
}
