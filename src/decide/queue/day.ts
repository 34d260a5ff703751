import type { OutboxMessage } from '../message.ts';
import type { AlertCase, Cases, CaseTally } from '../records/cases.ts';
import type { Door } from '../records/door.ts';
import type { Places } from '../triage/budget.ts';
import { draw, randomOf } from '../triage/draw.ts';

const DAY_MS = 86_400_000;

/** The beginning of a day in UTC, milliseconds since 1970. */
export const dayStart = (nowMs: number): number => Math.floor(nowMs / DAY_MS) * DAY_MS;

export interface DayOptions {
  readonly cases: Cases;
  readonly places: Places;
  /** Names the day's seed: who does not know the site's secret cannot tell who is drawn. */
  readonly door: Door;
  readonly nowMs: number;
  /** What endpoints are told of a case that goes the automatic way. */
  readonly telling: (gone: AlertCase) => readonly OutboxMessage[];
}

/** A day that has begun. */
export interface Begun {
  readonly left: DayLeft;
  /** Counted once for a page: with thousands of open cases it takes longer than the page. */
  readonly tally: CaseTally;
}

/** What is left of a day's places. */
export interface DayLeft {
  readonly ranked: number;
  readonly drawn: number;
}

/**
 * Begins a day: draws its audit from what was recorded since the last draw, or a day back where there was
 * none, and sends what is overdue and below today's places the automatic way. May be called at any time.
 */
export async function beginDay({ cases, places, door, nowMs, telling }: DayOptions): Promise<Begun> {
  const startMs = dayStart(nowMs);
  const until = await cases.drawnUntil();
  if (places.drawn > 0 && (until === null || until < startMs)) {
    const day = new Date(startMs).toISOString().slice(0, 10);
    const fromMs = until ?? nowMs - DAY_MS;
    const frame = await cases.frame(fromMs, nowMs);
    const drawn = draw(frame, places, randomOf(seedOf(await door('draw', day))));
    await cases.open({ day, nowMs, fromMs, toMs: nowMs, ...drawn });
  }
  const { open, answered, automatic } = await cases.tally(startMs);
  const left = {
    ranked: Math.max(0, places.ranked - answered.alert),
    drawn: Math.max(0, places.drawn - answered.audit),
  };
  const overdue = await cases.overflow({ nowMs, keep: left.ranked, telling });
  const gone = overdue.length;
  const tally = { open: { ...open, alert: open.alert - gone }, answered, automatic: automatic + gone };
  return { left, tally };
}

/** 32 bits of a name. */
function seedOf(name: string): number {
  let seed = 0;
  for (const character of name) seed = (Math.imul(seed, 31) + character.charCodeAt(0)) | 0;
  return seed;
}
