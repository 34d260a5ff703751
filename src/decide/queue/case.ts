import type { Decision } from '../decision.ts';
import type { AlertCase } from '../records/cases.ts';
import { DENIABLE, type Deniable, type Denial, type DeniedNames } from '../records/denials.ts';
import { type Label, labelInForce } from '../records/label.ts';
import type { Exported, Records } from '../records/records.ts';
import { type Loss, lossOf } from '../triage/loss.ts';
import { partsOf, type SumPart } from '../triage/sum.ts';
import { isBlind, type QueueRow, rowOf } from './page.ts';

/** Alerts of a case that are shown, and visits of its timeline. Chosen: what fits one look. */
const SHOWN = 50;
/** Cases that ended, beside this one. */
const SIMILAR = 5;

/** A visit of the account or of the key. */
export interface TimelineVisit {
  readonly decisionId: string;
  readonly atMs: number;
  /** What ties it to the case. */
  readonly isAccount: boolean;
  readonly isKey: boolean;
  /** It is one of the case's alerts. */
  readonly isAlert: boolean;
  readonly action: string;
  /** Null of the visit that an audit drew, while its score is hidden: an outcome tells most of it. */
  readonly outcome: Decision['outcome'] | null;
  readonly amount: number | null;
  /** Rounded to a tenth of a degree; null where it is not remembered. */
  readonly place: Exported['place'];
  readonly travel: Pick<Decision['facts']['travel'], 'kind' | 'km' | 'minutes'> | null;
  readonly network: string | null;
  /** What it turned out to be; null where nobody said. */
  readonly label: Label | null;
}

/** The sum that ranks the case's dearest alert. */
export interface CaseSum {
  readonly decisionId: string;
  /** Bars in the order of the sum; their weights add up to `z`. */
  readonly parts: readonly SumPart[];
  readonly z: number;
  readonly risk: Decision['risk'];
  readonly amount: number | null;
  readonly loss: Loss;
}

/** Something that may be put on the deny list, with the entry that is there. */
export interface DeniableName {
  readonly kind: Deniable;
  readonly name: string;
  readonly denial: Denial | null;
}

export interface CaseView {
  readonly case: QueueRow;
  /** The label in force of its last alert. Null where nobody said anything, and in an audit till then. */
  readonly label: Label | null;
  /** The first alerts, with what each decision says. Empty while the score of an audit is hidden. */
  readonly decisions: readonly Exported[];
  /** Visits of the account and the key of the visit that ranks the case, the oldest first. */
  readonly timeline: readonly TimelineVisit[];
  /** Null while the score of an audit is hidden, and where the facts have expired. */
  readonly sum: CaseSum | null;
  /** What speaks against fraud. */
  readonly against: readonly SumPart[];
  /** Rules that hold for the visit that ranks the case: each may be snoozed for its account. */
  readonly rules: readonly string[];
  /** Cases opened for the same reason, and how they ended. */
  readonly similar: readonly AlertCase[];
  /** Names of the visit that ranks the case. */
  readonly deniable: readonly DeniableName[];
  /** Whether there is an account that a rule can be snoozed for. */
  readonly hasAccount: boolean;
}

/** Everything that is shown of a case. */
export async function viewCase(
  { cases, denials }: Records,
  one: AlertCase,
  nowMs: number,
): Promise<CaseView> {
  const decisions = await cases.decisions(one.id, SHOWN);
  const isHidden = isBlind(one);
  const { ranking, sum } = rankingOf(decisions);
  const about = { account: ranking?.account ?? null, jkt: ranking?.jkt ?? null };
  const names = namesOf(ranking);
  const [visits, similar, denied] = await Promise.all([
    cases.history({ ...about, limit: SHOWN }),
    isHidden ? [] : cases.similar(one, SIMILAR),
    denials.find(names, nowMs),
  ]);
  const own = new Set(decisions.map(({ decision }) => decision.id));
  return {
    case: rowOf(one, false),
    label: isHidden ? null : labelInForce(decisions.at(-1)?.labels ?? []),
    decisions: isHidden ? [] : decisions,
    timeline: visits
      .map((visit) => visitOf(visit, about, own))
      .map((visit) => (isHidden && visit.isAlert ? { ...visit, ...HIDDEN } : visit))
      .toSorted((a, b) => a.atMs - b.atMs),
    sum: isHidden ? null : sum,
    against: isHidden ? [] : (sum?.parts.filter(({ kind, weight }) => kind !== 'base' && weight < 0) ?? []),
    rules: isHidden ? [] : (ranking?.decision.hits ?? []),
    similar,
    deniable: DENIABLE.flatMap((kind) => {
      const name = names[kind];
      const denial = denied.find((known) => known.kind === kind) ?? null;
      return name === null ? [] : [{ kind, name, denial }];
    }),
    hasAccount: about.account !== null,
  };
}

/** Of the visit that an audit drew: what was done with it, and what became of that, tell the score. */
const HIDDEN = { outcome: null, label: null } as const;

/** The alert that may cost most, which ranks its case; the newest one where no facts are left. */
export function rankingOf(decisions: readonly Exported[]): {
  readonly ranking: Exported | undefined;
  readonly sum: CaseSum | null;
} {
  const sums = decisions.flatMap((one) => {
    const sum = sumOfCase(one.decision);
    return sum ? [{ ranking: one, sum }] : [];
  });
  const [first, ...rest] = sums;
  if (!first) return { ranking: decisions.at(-1), sum: null };
  return rest.reduce((best, next) => (best.sum.loss.high >= next.sum.loss.high ? best : next), first);
}

/** What a decision's visit goes by. */
export const namesOf = (one: Exported | undefined): DeniedNames => ({
  key: one?.jkt ?? null,
  account: one?.account ?? null,
  card: one?.card ?? null,
});

function sumOfCase(decision: Exported['decision']): CaseSum | null {
  const { facts, context, risk, id } = decision;
  if (facts === null) return null;
  const parts = partsOf(facts, context);
  const z = parts.reduce((total, { weight }) => total + weight, 0);
  return {
    decisionId: id,
    parts,
    z,
    risk,
    amount: facts.amount,
    loss: lossOf({ ...decision, facts }),
  };
}

function visitOf(
  { decision, account, jkt, place, labels }: Exported,
  about: { readonly account: string | null; readonly jkt: string | null },
  own: ReadonlySet<string>,
): TimelineVisit {
  const { id, atMs, action, outcome, facts } = decision;
  return {
    decisionId: id,
    atMs,
    isAccount: account !== null && account === about.account,
    isKey: jkt !== null && jkt === about.jkt,
    isAlert: own.has(id),
    action,
    outcome,
    amount: facts?.amount ?? null,
    place,
    travel: facts && { kind: facts.travel.kind, km: facts.travel.km, minutes: facts.travel.minutes },
    network: facts?.network.kind ?? null,
    label: labelInForce(labels),
  };
}
