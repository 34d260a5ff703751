import type { Random } from '../../../../train/random.ts';
import type { Setting, Values } from './hand.ts';

/**
 * The settings at a point of the unit cube. Beyond its faces the cube goes on mirrored, so that a search
 * never leaves it (Hansen, arXiv:1604.00772, appendix B.5, names this).
 */
export function valuesAt(settings: readonly Setting[], point: readonly number[]): Values {
  return Object.fromEntries(
    settings.map(({ name, low, high, log = false }, index) => {
      const share = mirrored(point[index] ?? 0.5);
      return [name, log ? low * (high / low) ** share : low + (high - low) * share];
    }),
  );
}

/** Where the textbook stands in the unit cube. */
export const textbookOf = (settings: readonly Setting[]): number[] =>
  settings.map(({ low, high, textbook, log = false }) =>
    log ? Math.log(textbook / low) / Math.log(high / low) : (textbook - low) / (high - low),
  );

/** Settings of somebody who has read nothing. */
export const blindPoint = (settings: readonly Setting[], random: Random): number[] =>
  settings.map(() => random.uniform());

function mirrored(x: number): number {
  const inTwo = ((x % 2) + 2) % 2;
  return inTwo <= 1 ? inTwo : 2 - inTwo;
}

/** The values by the names of these settings. Throws where one is not a number. */
export function named<const S extends readonly Setting[]>(
  settings: S,
  values: Values,
): Readonly<Record<S[number]['name'], number>> {
  for (const { name } of settings)
    if (!Number.isFinite(values[name])) throw new TypeError(`no setting ${name}`);
  return values as Readonly<Record<S[number]['name'], number>>;
}
