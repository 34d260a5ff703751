import type { Decision } from '../decision.ts';
import { OUTCOMES, type Outcome } from '../outcome.ts';
import { type Evaluation, evaluate } from '../policy/evaluate.ts';
import type { CompiledPolicy } from '../policy/publish.ts';
import { type Label, labelInForce } from '../records/label.ts';
import type { Exported } from '../records/records.ts';
import { variablesOf } from '../steps/judge.ts';
import { readExported } from './read-exported.ts';

/** Something as it was, and as it would have been. */
export interface Change {
  readonly was: number;
  readonly would: number;
}

/** Milliseconds since 1970, both inclusive. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a policy would have done with recorded decisions. */
export interface ReplayReport {
  readonly decisions: number;
  /** Times of the first and of the last of them, milliseconds since 1970; null where there is none. */
  readonly span: Span | null;
  /** Decisions by the outcome they had, then by the one they would have had. */
  readonly outcomes: Readonly<Record<Outcome, Readonly<Record<Outcome, number>>>>;
  /** Decisions whose outcome would have been another. */
  readonly changed: number;
  readonly alerts: Change;
  /** Alerts divided by the days of `span`, which count as one at the least. */
  readonly alertsPerDay: Change;
  /** Decisions with a label, on which `loss` and `goodCustomers` rest. */
  readonly labelled: { readonly fraudulent: number; readonly legitimate: number };
  /** Amounts of visits labelled fraudulent that were let pass, in units of the site’s currency. */
  readonly loss: Change;
  /** Visits labelled legitimate that were not let pass. */
  readonly goodCustomers: Change;
  /** How often each rule holds. */
  readonly hits: Readonly<Record<string, number>>;
  /** How often two rules hold together, by the first one’s id, then the second one’s. */
  readonly overlap: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Rules that failed, over all decisions. */
  readonly errors: number;
  /** Decisions that this very revision made. */
  readonly sameRevision: number;
  /** Those of them that come out another way; anything but 0 is a fault of the records. */
  readonly unequal: number;
}

export interface ReplayOptions {
  /** Milliseconds since 1970, inclusive. @default the first decision */
  readonly fromMs?: number | undefined;
  /** Milliseconds since 1970, exclusive. @default the last decision */
  readonly toMs?: number | undefined;
  /** Told of each decision that would have had another outcome. @default nobody */
  readonly onChange?: ((record: Exported, would: Evaluation) => unknown) | undefined;
  /** Told after every thousand records how many were read. @default nobody */
  readonly onProgress?: ((records: number) => unknown) | undefined;
}

/** Records between two calls of `onProgress`. */
const STEP = 1000;
const DAY_MS = 86_400_000;

/**
 * Asks a policy about decisions as they were recorded: the facts are those that were seen, and nothing is
 * looked up again. Only decisions whose action the policy names are counted, none that an outage made, and
 * none whose facts have expired.
 *
 * @param records of `Records.export`, or parsed lines of it
 * @throws InvalidRecord with the place of one that is no such record
 */
export async function replay(
  policy: CompiledPolicy,
  records: Iterable<Exported> | AsyncIterable<Exported>,
  {
    fromMs = Number.NEGATIVE_INFINITY,
    toMs = Number.POSITIVE_INFINITY,
    onProgress,
    onChange,
  }: ReplayOptions = {},
): Promise<ReplayReport> {
  const report = createReport(policy);
  let read = 0;
  for await (const given of records) {
    read++;
    const record = readExported(given, read);
    if (read % STEP === 0) onProgress?.(read);
    const { facts, ...rest } = record.decision;
    const { atMs, action, failover } = rest;
    const isMeant = atMs >= fromMs && atMs < toMs && policy.actions.includes(action);
    if (!isMeant || failover !== undefined || facts === null) continue;
    const would = add(report, policy, { decision: { ...rest, facts }, labels: record.labels });
    if (would.outcome !== rest.outcome) onChange?.(record, would);
  }
  return { ...report, alertsPerDay: perDay(report.alerts, report.span) };
}

function perDay({ was, would }: Change, span: Span | null): Change {
  const days = span === null ? 1 : Math.max(1, (span.toMs - span.fromMs) / DAY_MS);
  return { was: was / days, would: would / days };
}

/** A report that is being written. */
type Draft = { -readonly [Name in keyof Omit<ReplayReport, 'labelled'>]: ReplayReport[Name] } & {
  readonly outcomes: Record<Outcome, Record<Outcome, number>>;
  readonly labelled: { fraudulent: number; legitimate: number };
  readonly hits: Record<string, number>;
  readonly overlap: Record<string, Record<string, number>>;
};

function createReport({ rules }: CompiledPolicy): Draft {
  const zeros = <Name extends string>(names: readonly Name[]) =>
    Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  const ids = rules.map(({ id }) => id);
  return {
    decisions: 0,
    span: null,
    outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, zeros(OUTCOMES)])) as Draft['outcomes'],
    changed: 0,
    alerts: { was: 0, would: 0 },
    alertsPerDay: { was: 0, would: 0 },
    labelled: { fraudulent: 0, legitimate: 0 },
    loss: { was: 0, would: 0 },
    goodCustomers: { was: 0, would: 0 },
    hits: zeros(ids),
    overlap: Object.fromEntries(ids.map((id) => [id, zeros(ids)])),
    errors: 0,
    sameRevision: 0,
    unequal: 0,
  };
}

function add(
  report: Draft,
  policy: CompiledPolicy,
  { decision, labels }: { readonly decision: Decision; readonly labels: readonly Label[] },
): Evaluation {
  const would = evaluate(policy, variablesOf(decision.facts));
  const { atMs } = decision;
  report.decisions++;
  report.span = {
    fromMs: Math.min(atMs, report.span?.fromMs ?? atMs),
    toMs: Math.max(atMs, report.span?.toMs ?? atMs),
  };
  report.outcomes[decision.outcome][would.outcome]++;
  report.changed += Number(decision.outcome !== would.outcome);
  report.errors += would.errors.length;
  const isSame = policy.revision === decision.policy.revision;
  report.sameRevision += Number(isSame);
  report.unequal += Number(isSame && !isEqual(decision, would));
  report.alerts = grow(report.alerts, Number(decision.alert), Number(would.alert));
  const label = labelInForce(labels)?.outcome;
  const passes = [decision.outcome === 'allow', would.outcome === 'allow'] as const;
  if (label === 'fraudulent') {
    report.labelled.fraudulent++;
    const amount = decision.facts.amount ?? 0;
    report.loss = grow(report.loss, passes[0] ? amount : 0, passes[1] ? amount : 0);
  }
  if (label === 'legitimate') {
    report.labelled.legitimate++;
    report.goodCustomers = grow(report.goodCustomers, Number(!passes[0]), Number(!passes[1]));
  }
  for (const id of would.hits) {
    report.hits[id] = (report.hits[id] ?? 0) + 1;
    const row = report.overlap[id] ?? {};
    for (const other of would.hits) if (other !== id) row[other] = (row[other] ?? 0) + 1;
  }
  return would;
}

const grow = (change: Change, was: number, would: number): Change => ({
  was: change.was + was,
  would: change.would + would,
});

/** An alert may differ where a rule was snoozed. */
const isEqual = (was: Decision, would: Evaluation): boolean =>
  was.outcome === would.outcome &&
  was.hold === would.hold &&
  was.rule === would.rule &&
  was.hits.join() === would.hits.join();
