import { FEATURES, SCHEMA_ID } from '../../contract/features/index.ts';
import { FEATURE_BINS } from './counts.ts';
import { createNameCounts, DIMENSIONS, MOST_CHARACTERS, MOST_NAMES, type NameCounts } from './names.ts';
import { createReference, LEAST_VISITS, type Reference } from './reference.ts';

/** Longest text. Chosen: ten times that of a site with a million visits. */
const MOST_TEXT = 1_000_000;
const FORMAT = 'tellsign-drift-1';

/** A reference as JSON text. */
export function writeReference({
  names,
  scores,
  features,
  sinceMs,
  visits,
  attempts,
  missing,
}: Reference): string {
  const named = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, [...names[dimension]]]));
  const counts = { scores: [...scores], features: [...features], names: named };
  return JSON.stringify({ format: FORMAT, schema: SCHEMA_ID, sinceMs, visits, attempts, missing, ...counts });
}

/**
 * Reads a complete reference.
 *
 * @throws TypeError for what is none, and for one of another schema of features: then a new one begins
 */
export function readReference(text: unknown): Reference {
  const { format, schema, sinceMs, visits, attempts, missing, scores, features, names } = parse(text);
  check(format === FORMAT, 'this is no reference');
  check(schema === SCHEMA_ID, `its features are of schema ${String(schema)}, not ${SCHEMA_ID}`);
  const empty = createReference();
  check(isCounts(scores, empty.scores.length), 'scores are wrong');
  check(isCounts(features, FEATURES.length * FEATURE_BINS), 'features are wrong');
  check(isCount(visits) && visits >= LEAST_VISITS, `visits must be ${LEAST_VISITS} or more`);
  check(isCount(attempts) && attempts >= visits, 'attempts are wrong');
  check(isCount(missing) && missing <= attempts, 'missing is wrong');
  check(isCount(sinceMs), 'sinceMs is wrong');
  const sums = FEATURES.map((_, index) =>
    sum(features.slice(index * FEATURE_BINS, (index + 1) * FEATURE_BINS)),
  );
  check(sums.every((one) => one === visits) && sum(scores) <= visits, 'counts do not add up');
  return {
    ...{ sinceMs, visits, attempts, missing, isComplete: true },
    scores: Uint32Array.from(scores),
    features: Uint32Array.from(features),
    names: readNames(names),
  };
}

function parse(text: unknown): Readonly<Record<string, unknown>> {
  check(typeof text === 'string' && text.length <= MOST_TEXT, 'it must be text, of a megabyte at the most');
  try {
    return Object(JSON.parse(text));
  } catch {
    throw fault('it is no JSON');
  }
}

function readNames(given: unknown): NameCounts {
  const names = createNameCounts();
  for (const dimension of DIMENSIONS) {
    const rows = Object(given)[dimension];
    // One more than are counted: the name of the rest.
    check(Array.isArray(rows) && rows.length <= MOST_NAMES + 1, `names of ${dimension} are wrong`);
    for (const [name, count] of rows.map(Object) as [unknown, unknown][]) {
      check(typeof name === 'string' && name.length <= MOST_CHARACTERS && isCount(count), 'a name is wrong');
      names[dimension].set(name, count);
    }
  }
  return names;
}

/** Counts fit an array of 32 bits. */
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isCounts = (value: unknown, length: number): value is readonly number[] =>
  Array.isArray(value) &&
  value.length === length &&
  value.every((count) => isCount(count) && count < 2 ** 32);

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const fault = (message: string): TypeError => new TypeError(`createDriftMonitor: reference: ${message}`);

function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw fault(message);
}
