import { FEATURES, GROUP_NAMES, MEMBERS } from '../../../../src/contract/features/index.ts';
import type { Evidence } from '../../../../src/scoring/quantise.ts';
import type { Accepted } from '../../../../src/server/index.ts';
import { createSigner } from '../../../unit/server/enrolment.ts';
import { type Attack, honest, refused } from '../attack.ts';
import type { Ground } from '../ground.ts';
import { evidenceOf, recordingOf, within } from '../recording.ts';

const NOISE_STEPS = 10;
const NOISY = 500;

/** Row 2 (A17): evidence that is more average than people are is not trusted. */
export const averageEvidence: Attack = {
  row: 2,
  tried: 'zero bytes for the features of two groups and nothing else, then with noise and a key each',
  async run(ground) {
    const person = await verifyOne(ground, ground.person());
    honest('a person is low, and may pay', [person.level, await ground.judge(person)], ['low', 'allow']);
    const pairs = GROUP_NAMES.flatMap((first, at) =>
      GROUP_NAMES.slice(at + 1).map((second) => [...MEMBERS[first], ...MEMBERS[second]]),
    );
    const everything = FEATURES.map((_, index) => index);
    const zeros = pairs.map((present) => evidenceOf(present, () => 0));
    const noise = (index: number) =>
      within(ground.random.integer(-NOISE_STEPS, NOISE_STEPS), index, ground.model);
    const noisy = Array.from({ length: NOISY }, () => evidenceOf(ground.random.pick(pairs), noise));
    const level = (index: number) => within(NOISE_STEPS, index, ground.model);
    return {
      [`zero bytes in each of ${pairs.length} pairs of groups`]: await count(ground, zeros),
      [`±${NOISE_STEPS} steps of noise, ${NOISY} times`]: await count(ground, noisy),
      'zero bytes in every group': await count(ground, [evidenceOf(everything, () => 0)]),
      [`${NOISE_STEPS} steps everywhere, in each pair`]: await count(
        ground,
        pairs.map((present) => evidenceOf(present, level)),
      ),
    };
  },
};

/** How many of them a shop with the documented policy would let pay. */
async function count(ground: Ground, forged: readonly Evidence[]): Promise<string> {
  let allowed = 0;
  for (const evidence of forged) {
    const result = await verifyOne(ground, recordingOf(evidence, ground.model));
    if (result.level === 'low' || (await ground.judge(result)) === 'allow') allowed++;
  }
  return refused(
    'forged evidence',
    `${allowed} of ${forged.length} allowed`,
    `0 of ${forged.length} allowed`,
  );
}

async function verifyOne(
  { forge, model }: Ground,
  recording: ReturnType<typeof recordingOf>,
): Promise<Accepted> {
  const verifier = forge.create({ models: [model] });
  const signer = await createSigner();
  const claims = { nonce: await forge.forge.nonce(), ...recording };
  const result = await verifier.verify(await forge.forge.token({ signer, claims }), {
    ...forge.request,
    jkt: undefined,
  });
  if (!result.ok) throw new Error(`a token of the right form was refused: ${result.code}`);
  return result;
}
