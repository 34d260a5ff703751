import { createRandom } from '../../../../train/random.ts';
import type { Attacker } from '../attackers.ts';
import { blindPoint, textbookOf, valuesAt } from '../generators/settings.ts';
import type { Delivery } from '../simulate/delivery.ts';
import type { Judgement, VisitJudge } from '../simulate/judge.ts';
import { createCmaEs } from './cma-es.ts';

/** Where a search begins. */
export type Start = 'blind' | 'textbook';

export interface SearchOptions {
  readonly start: Start;
  readonly delivery: Delivery;
  readonly seed: string;
  /** Numbers of queries after which the attacker's settings are kept, ascending. */
  readonly budgets: readonly number[];
  readonly judge: VisitJudge;
  /** Called after every query. */
  onQuery?(): void;
}

/** The attacker's settings after so many queries, a point of the unit cube. */
export interface Found {
  readonly budget: number;
  readonly point: readonly number[];
}

/**
 * First step length in the unit cube: a third of it is Hansen's advice for a start that says nothing; who
 * begins at the textbook stays nearer.
 */
const SIGMA: Readonly<Record<Start, number>> = { blind: 0.3, textbook: 0.12 };

/**
 * An attacker who may try so often and sees the score each time, as anybody does who has the public model.
 * Until the first generation is complete it keeps the best visit it made, afterwards the middle of the
 * search: a single lucky visit says little.
 */
export async function searchFor(attacker: Attacker, options: SearchOptions): Promise<Found[]> {
  const { start, delivery, seed, budgets, judge, onQuery } = options;
  const { settings } = attacker;
  const name = [seed, attacker.name, start, delivery] as const;
  const random = createRandom(...name, 'search');
  const first = start === 'blind' ? blindPoint(settings, random) : textbookOf(settings);
  const search = createCmaEs({ mean: first, sigma: SIGMA[start], random });
  const most = Math.max(...budgets);
  const found: Found[] = budgets.includes(0) ? [{ budget: 0, point: first }] : [];
  let best: { readonly cost: number; readonly point: readonly number[] } = {
    cost: Number.POSITIVE_INFINITY,
    point: first,
  };
  let generations = 0;
  let asked = 0;
  while (asked < most) {
    // Whoever may ask once asks about the settings it has.
    const candidates = generations === 0 ? [first, ...search.ask().slice(1)] : search.ask();
    const costs: number[] = [];
    for (const point of candidates) {
      if (asked >= most) return found;
      const visitRandom = createRandom(...name, 'query', asked);
      const visit = await attacker.visit(valuesAt(settings, point), { delivery, random: visitRandom });
      const cost = costOf(await judge(visit));
      costs.push(cost);
      if (cost < best.cost) best = { cost, point };
      asked += 1;
      onQuery?.();
      if (budgets.includes(asked))
        found.push({ budget: asked, point: generations > 0 ? [...search.mean()] : best.point });
    }
    search.tell(candidates, costs);
    generations += 1;
  }
  return found;
}

/** A visit that shows too little is no success: as dear as one at the threshold of `medium`, and dearer. */
const UNKNOWN_COST = 1;

/** What the attacker wants less of: the logit, and no abstention. */
const costOf = ({ level, logit, flags }: Judgement): number =>
  (level === 'unknown' ? Math.max(logit, UNKNOWN_COST) : logit) + flags.length;
