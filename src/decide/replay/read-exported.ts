import { LABEL_OUTCOMES, LABEL_SOURCES } from '../label/vocabulary.ts';
import { OUTCOMES } from '../outcome.ts';
import { isVariable, VARIABLES, type Variable } from '../policy/variables.ts';
import type { Exported } from '../records/records.ts';

/** A record that is none of an export. */
export class InvalidRecord extends TypeError {
  readonly code = 'record_invalid';

  /** Its place, counted from 1: the line, where each line is a record. */
  readonly record: number;
  /** Which member, and what it must be. */
  readonly detail: string;

  constructor(record: number, detail: string) {
    super(`record_invalid: record ${record}: ${detail}`);
    this.record = record;
    this.detail = detail;
  }
}

/**
 * What replay reads of a line of an export; whatever else is there is not looked at.
 *
 * @param place counted from 1
 * @throws InvalidRecord
 */
export function readExported(value: unknown, place: number): Exported {
  const { decision, labels } = membersOf(value);
  const fault = faultOfDecision(membersOf(decision)) ?? faultOfLabels(labels);
  if (fault !== null) throw new InvalidRecord(place, fault);
  // Every member that replay reads was checked.
  return value as Exported;
}

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members => Object(value) as Members;

type Check = (value: unknown) => boolean;
const isString: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => Number.isFinite(value);
const isBoolean: Check = (value) => typeof value === 'boolean';
const isListOfStrings: Check = (value) => Array.isArray(value) && value.every(isString);
const isOneOf =
  (names: readonly string[]): Check =>
  (value) =>
    names.some((name) => name === value);

const DECISION: Readonly<Record<string, readonly [Check, string]>> = {
  atMs: [isNumber, 'a number'],
  action: [isString, 'a text'],
  outcome: [isOneOf(OUTCOMES), `one of ${OUTCOMES.join(', ')}`],
  hold: [isBoolean, 'true or false'],
  rule: [(value) => value === null || isString(value), 'a text or null'],
  hits: [isListOfStrings, 'a list of texts'],
  alert: [isBoolean, 'true or false'],
};

const LABEL: Readonly<Record<string, readonly [Check, string]>> = {
  outcome: [isOneOf(LABEL_OUTCOMES), `one of ${LABEL_OUTCOMES.join(', ')}`],
  source: [isOneOf(LABEL_SOURCES), `one of ${LABEL_SOURCES.join(', ')}`],
  atMs: [isNumber, 'a number'],
};

function faultOfDecision(decision: Members): string | null {
  const own = faultOf(decision, DECISION, 'decision');
  if (own !== null) return own;
  if (!isString(membersOf(decision.policy).revision)) return 'decision.policy.revision must be a text';
  // Facts expire before their decision does.
  return decision.facts === null ? null : faultOfFacts(membersOf(decision.facts));
}

function faultOfLabels(labels: unknown): string | null {
  if (!Array.isArray(labels)) return 'labels must be a list';
  for (const [place, label] of labels.entries()) {
    const fault = faultOf(membersOf(label), LABEL, `labels[${place}]`);
    if (fault !== null) return fault;
  }
  return null;
}

function faultOf(
  members: Members,
  checks: Readonly<Record<string, readonly [Check, string]>>,
  path: string,
): string | null {
  for (const [name, [check, expected]] of Object.entries(checks))
    if (!check(members[name])) return `${path}.${name} must be ${expected}`;
  return null;
}

/** A variable and where it is. */
interface Place {
  readonly group: string | null;
  readonly name: string;
  readonly type: Variable['type'];
}

const PLACES: readonly Place[] = Object.entries(VARIABLES).flatMap(([name, entry]): Place[] =>
  isVariable(entry)
    ? [{ group: null, name, type: entry.type }]
    : Object.entries(entry).map(([member, { type }]) => ({ group: name, name: member, type })),
);

const TYPES: Readonly<Record<Variable['type'], Check>> = {
  string: isString,
  double: isNumber,
  bool: isBoolean,
  'list<string>': isListOfStrings,
  'map<string, double>': (value) =>
    typeof value === 'object' && value !== null && Object.values(value).every(isNumber),
};

/**
 * A fact that is absent is one that an earlier version did not know: a rule that reads it fails, and counts
 * as not matched.
 */
function faultOfFacts(facts: Members): string | null {
  if (!isString(facts.level)) return 'decision.facts.level must be a string';
  for (const { group, name, type } of PLACES) {
    const value = group === null ? facts[name] : membersOf(facts[group])[name];
    const isUnknownAmount = name === 'amount' && group === null && value === null;
    if (value === undefined || isUnknownAmount || TYPES[type](value)) continue;
    return `decision.facts.${group === null ? '' : `${group}.`}${name} must be a ${type}`;
  }
  return null;
}
