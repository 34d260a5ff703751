import { createRandom } from '../../../train/random.ts';
import { createSource, goodToken } from '../../fuzz/source.ts';
import type { Running } from '../../stores/kinds.ts';
import { forkRacers } from '../../stores/racers.ts';
import { createFor } from '../../unit/server/setup.ts';

/** Uses of each token at once: one in each of two processes, or two in this one. */
export const USES = 2;
/**
 * Tokens that are presented at once. Chosen: enough to fill a pool of eight connections, few enough for the
 * memory.
 */
const HEAT = 250;
/** A crowded machine is no outage: a store that took longer would count as a loss. */
const STORE_TIMEOUT_MS = 30_000;

export interface Outcome {
  readonly tokens: number;
  /** Tokens that were accepted more than once. */
  readonly doubles: number;
  /** Tokens that were not accepted at all. */
  readonly lost: number;
}

interface Heats {
  /** The codes of all uses of each token, `ok` among them. */
  race(tokens: readonly string[]): Promise<readonly (readonly string[])[]>;
  end(): Promise<void>;
}

type Source = Awaited<ReturnType<typeof createSource>>;

/** Presents every token twice at once to one store, by two processes where it can be shared. */
export async function raceStore(
  running: Running,
  count: number,
  report: (outcome: Outcome) => void = () => undefined,
): Promise<Outcome> {
  const source = await createSource();
  const random = createRandom('race', crypto.randomUUID());
  const heats = await openHeats(running, source);
  let outcome: Outcome = { tokens: 0, doubles: 0, lost: 0 };
  while (outcome.tokens < count) {
    const heat = Math.min(HEAT, count - outcome.tokens);
    const finishes = await heats.race(Array.from({ length: heat }, () => goodToken(source, random)));
    const accepted = finishes.map((codes) => codes.filter((code) => code === 'ok').length);
    outcome = {
      tokens: outcome.tokens + heat,
      doubles: outcome.doubles + accepted.filter((times) => times > 1).length,
      lost: outcome.lost + accepted.filter((times) => times === 0).length,
    };
    report(outcome);
  }
  await heats.end();
  return outcome;
}

async function openHeats({ address, store }: Running, { setting, request }: Source): Promise<Heats> {
  if (address) {
    const racers = await forkRacers({ address, setting, storeTimeoutMs: STORE_TIMEOUT_MS }, 2);
    return { race: (tokens) => racers.race({ tokens, uses: USES / 2 }), end: racers.end };
  }
  const verifier = createFor(setting, { replay: store, storeTimeoutMs: STORE_TIMEOUT_MS });
  const present = async (token: string) => {
    const result = await verifier.verify(token, request);
    return result.ok ? 'ok' : result.code;
  };
  return {
    race: (tokens) =>
      Promise.all(tokens.map((token) => Promise.all(Array.from({ length: USES }, () => present(token))))),
    end: async () => undefined,
  };
}
