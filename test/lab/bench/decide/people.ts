import { type Counters, createDecider, createPolicyBook, type Decider, type Records } from 'tellsign/decide';
import type { Accepted, Verification } from 'tellsign/server';
import type { Random } from '../../../../train/random.ts';
import type { Source } from '../../../fuzz/source.ts';
import { goodToken } from '../../../fuzz/source.ts';

/** People of a small shop, each with a key, an account, a card and an address. */
export const PEOPLE = 3000;

/** A decider as a shop has it; one that fails over is not what is measured. */
export const openDecider = async (records: Records | null, counters: Counters): Promise<Decider> =>
  createDecider({
    secret: crypto.getRandomValues(new Uint8Array(32)),
    records,
    counters,
    policies: await createPolicyBook(),
    amounts: { currency: 'EUR' },
    locate: (request) => ({ address: String(request), place: { lat: 52.52, lon: 13.405 } }),
    // A busy machine may keep a timer waiting; an outage is not what is looked for.
    timeoutMs: 10_000,
  });

/** Gives accepted verdicts, whose reasons have not been read. */
export function createVerdicts(source: Source, random: Random): () => Promise<Accepted> {
  const verifier = source.verifier();
  return async () => {
    const verification = await verifier.verify(goodToken(source, random), source.request);
    if (!verification.ok) throw new Error('a genuine verdict was refused');
    return verification;
  };
}

/** The same verdict under a person's own key. */
const underKey = (verification: Accepted, jkt: string): Accepted =>
  Object.create(verification, { key: { value: { ...verification.key, jkt } } }) as Accepted;

/** Decides for one of the people, or for a given one. @throws where the decision failed over */
export async function decideFor(decider: Decider, verification: Verification, person: number): Promise<void> {
  const { failover } = await decider.decide(
    verification.ok ? underKey(verification, `k${person}`) : verification,
    {
      action: verification.ok ? verification.action : 'checkout',
      account: `a${person}`,
      card: `c${person}`,
      amount: 40,
      request: `203.0.${person >> 8}.${person & 255}`,
    },
  );
  if (failover !== undefined) throw new Error(`the decision failed over: ${failover}`);
}
