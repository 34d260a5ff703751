import type { Decider, Decision, Records } from 'tellsign/decide';
import type { SeedClock } from './clock.ts';
import { workThrough } from './desk.ts';
import { DAY_MS, HOUR_MS } from './draw.ts';
import { type Later, laterOf } from './later.ts';
import { createRandom } from './random.ts';
import { requestOf } from './request.ts';
import { tellStory, WORKED_DAYS_AGO, WORKED_HOURS } from './story.ts';
import { type Truth, truthOf } from './truth.ts';
import type { SeedVisit } from './visit.ts';

export interface SeedOptions {
  readonly decider: Pick<Decider, 'decide' | 'label' | 'queue' | 'flush'>;
  readonly records: Records;
  /** The decider's and the records' clock. It ends at `nowMs`. */
  readonly clock: SeedClock;
  /** The end of the day, milliseconds since 1970. */
  readonly nowMs: number;
  /** Visits that were decided, of all. */
  readonly onProgress?: (done: number, all: number) => void;
}

export interface Seeded {
  /** Decisions of the day and of the month before it. */
  readonly decisions: number;
  /** Alerts of the day. */
  readonly alerts: number;
  /** What is true of each decision, by its id. */
  readonly truths: ReadonlyMap<string, Truth>;
}

/**
 * Lives a month and a day: every visit is decided by the decider, at its time. The visits are the same each
 * time, and so is everything that is recorded, relative to `nowMs`. Only these differ: ids of decisions,
 * labels and cases, how long a decision took, and what depends on the UTC day: which visits are drawn as
 * audits.
 *
 * @throws where a decision was the failover: then the records are not those of this day
 */
export async function seedDay(options: SeedOptions): Promise<Seeded> {
  const { decider, records, clock, nowMs, onProgress = () => undefined } = options;
  const story = tellStory();
  const random = createRandom('afterwards');
  const truths = new Map<string, Truth>();
  const desk = { decider, records, clock, truths };
  const shifts = WORKED_DAYS_AGO.map((days) => days * DAY_MS + WORKED_HOURS * HOUR_MS);
  let waiting: readonly Later[] = [];
  let alerts = 0;

  /** Labels and work that come before this time. */
  async function catchUp(untilAgoMs: number): Promise<void> {
    for (;;) {
      const [label] = waiting;
      const [shift] = shifts;
      const isShift = shift !== undefined && shift >= (label?.agoMs ?? 0);
      const nextMs = isShift ? shift : label?.agoMs;
      if (nextMs === undefined || nextMs < untilAgoMs) return;
      clock.ms = Math.max(clock.ms, nowMs - nextMs);
      if (isShift) {
        shifts.shift();
        await workThrough(desk);
      } else if (label) {
        waiting = waiting.slice(1);
        const given = await decider.label(label.decisionId, label.label);
        if (!given.ok) throw new Error(`seed: a label was not taken: ${given.code}`);
      }
    }
  }

  for (const [index, visit] of story.entries()) {
    await catchUp(visit.agoMs);
    // No visit waits to be counted for longer than a day of the story.
    if (dayOf(visit) !== dayOf(story[index - 1] ?? visit)) await decider.flush();
    clock.ms = nowMs - visit.agoMs;
    const decision = await decider.decide(visit.verification, requestOf(visit));
    checkWhole(decision);
    const truth = truthOf(visit, decision.outcome);
    truths.set(decision.id, truth);
    if (decision.alert && visit.agoMs < DAY_MS) alerts++;
    const later = laterOf(decision, { visit, truth, random });
    if (later.length > 0) waiting = [...waiting, ...later].toSorted((a, b) => b.agoMs - a.agoMs);
    onProgress(index + 1, story.length);
  }
  await catchUp(0);
  clock.ms = nowMs;
  await decider.flush();
  return { decisions: story.length, alerts, truths };
}

/** Whole days before the end. */
const dayOf = ({ agoMs }: SeedVisit): number => Math.floor(agoMs / DAY_MS);

function checkWhole({ failover }: Decision): void {
  if (failover !== undefined) throw new Error(`seed: a decision could not be made in time: ${failover}`);
}
