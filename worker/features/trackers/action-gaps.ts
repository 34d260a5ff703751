import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { type Statistic, statistic, type Tracker } from '../group.ts';
import { createRing } from '../ring.ts';
import { median, share, variation } from '../stats.ts';

/**
 * A pause this long, ms, separates bursts of actions and is long enough to show a resting hand (features.md
 * G8, 113).
 */
const SILENCE_MS = 1200;
/**
 * A silence is total when the longest time without any event fills this share of it. Chosen: a hand twitches
 * sooner.
 */
const SILENT_SHARE = 0.9;
/**
 * Fewer moves give no silences. Chosen: a visitor who hardly uses a mouse is silent without being a machine.
 */
const MIN_MOVES = 5;
/** Gaps kept. Chosen: more than the presses that are kept. */
const KEPT = 256;

/** Pauses between presses and keys, the bursts between them, and whether any event happens in them. */
export function createActionGaps(): Tracker<
  Readonly<Record<'gap_cv' | 'burst_length' | 'silent_share', Statistic>>
> {
  const gaps = createRing<number>(KEPT);
  const bursts = createRing<number>(KEPT);
  const silences = createRing<number>(KEPT);
  let lastAction = Number.NaN;
  let lastEvent = Number.NaN;
  /** Longest time without any event since the last action. */
  let silence = 0;
  let burst = 0;
  let moves = 0;

  const act = (t: number) => {
    const gap = t - lastAction;
    if (gap >= 0) gaps.push(gap);
    if (gap > SILENCE_MS) {
      bursts.push(burst);
      silences.push(Math.max(silence, t - lastEvent) / gap);
      burst = 0;
    }
    burst += 1;
    silence = 0;
    lastAction = t;
  };

  return {
    push(event: BehaviourEvent) {
      const { t } = event;
      if (t >= lastEvent) silence = Math.max(silence, t - lastEvent);
      if (event.kind === 'move') moves += 1;
      else if (event.kind === 'down' || (event.kind === 'keydown' && !event.stack?.repeat)) act(t);
      lastEvent = t;
    },
    read: () => ({
      gap_cv: statistic(gaps.values(), variation),
      burst_length: statistic(bursts.values(), median),
      silent_share: statistic(moves >= MIN_MOVES ? silences.values() : [], (all) =>
        share(all, (part) => part > SILENT_SHARE),
      ),
    }),
  };
}
