/**
 * Features of each modality by their places in the evidence. The table is written out, because the features
 * with their texts would triple this room; a test compares it with `MEMBERS`. What depends on the page, such
 * as scrolling, and on the browser alone is left out: there people are alike.
 */
export const MODALITIES = {
  typing: [range(36, 50), range(97, 104)].flat(),
  pointer: [range(18, 35), range(91, 96), range(114, 117)].flat(),
  touch: [range(65, 73), range(105, 113)].flat(),
} as const satisfies Record<string, readonly number[]>;
export type Modality = keyof typeof MODALITIES;

/** The features that this table is about: `SCHEMA_ID`, and how many there are. */
export const SCHEMA = { id: 3, features: 118 } as const;

/**
 * Numbers and sizes of drawn sets of features in which visits are compared, besides all of them at once. A
 * wave whose settings are drawn anew for each visit is alike in what the script cannot change, and unlike in
 * the rest. Chosen: of sizes 4, 5, 6, 8, 10 and 12, tried on the sites where thresholds are chosen
 * (`npm run lab -- campaigns`), 6 and 8 found the most. Touch was not measured; it has the size of typing.
 */
const DRAWN = { typing: [24, 6], pointer: [24, 8], touch: [16, 6] } as const;

/** The sets of features; the first has all of a modality. The same in every process. */
export const SUBSETS: Readonly<Record<Modality, readonly (readonly number[])[]>> = {
  typing: subsetsOf('typing'),
  pointer: subsetsOf('pointer'),
  touch: subsetsOf('touch'),
};

function subsetsOf(modality: Modality): readonly (readonly number[])[] {
  const all = MODALITIES[modality];
  const [count, size] = DRAWN[modality];
  const unit = drawing(all.length);
  return [all, ...Array.from({ length: count }, () => draw(all, size, unit))];
}

function draw(from: readonly number[], size: number, unit: () => number): readonly number[] {
  const pool = [...from];
  return Array.from({ length: size }, () => pool.splice(Math.floor(unit() * pool.length), 1)[0] ?? 0);
}

/** Mulberry32: a seeded generator. The draws are no secret. */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
