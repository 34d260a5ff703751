import type { Level } from '../../../src/contract/verdict.ts';
import { auc, tprAt1 } from '../../../train/fit/metrics.ts';
import type { Random } from '../../../train/random.ts';

/** A text as it was scored, typed by the person or by a script. */
export interface Typed {
  readonly subject: string;
  readonly logit: number;
  readonly level: Level;
}

/** A figure with its 95 % interval by a bootstrap over people with all their texts. */
export interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Contest {
  readonly auc: Figure;
  /** Share of a script's texts above the logit that one in a hundred of the people's texts exceeds. */
  readonly caught: Figure;
  readonly levels: Readonly<Record<Level, number>>;
}

const DRAWS = 500;

/** People against one script, both on the same texts. */
export function contest(people: readonly Typed[], script: readonly Typed[], random: Random): Contest {
  const subjects = [...new Set(people.map(({ subject }) => subject))];
  const of = (texts: readonly Typed[], drawn: readonly string[]) =>
    drawn.flatMap((name) => texts.filter(({ subject }) => subject === name).map(({ logit }) => logit));
  const draws = Array.from({ length: DRAWS }, () => {
    const drawn = subjects.map(() => random.pick(subjects));
    const [human, scripted] = [of(people, drawn), of(script, drawn)];
    return { auc: auc(human, scripted), caught: tprAt1(human, scripted) };
  });
  const figure = (measure: 'auc' | 'caught', value: number): Figure => {
    const sorted = draws.map((draw) => draw[measure]).sort((a, b) => a - b);
    const at = (part: number) => sorted[Math.floor(part * (DRAWS - 1))] ?? Number.NaN;
    return { value, low: at(0.025), high: at(0.975) };
  };
  const [human, scripted] = [of(people, subjects), of(script, subjects)];
  const share = (level: Level) => script.filter((text) => text.level === level).length / script.length;
  return {
    auc: figure('auc', auc(human, scripted)),
    caught: figure('caught', tprAt1(human, scripted)),
    levels: { low: share('low'), unknown: share('unknown'), medium: share('medium'), high: share('high') },
  };
}
