import {
  type CaseSum,
  type CaseView,
  type Deniable,
  type Exported,
  type SumPart,
  type TimelineVisit,
  TRAVEL_RULES,
} from '../../decide/index.ts';
import type * as view from '../view.ts';
import { groupSentence } from '../words/groups.ts';
import { count } from '../words/money.ts';
import { clock, duration } from '../words/time.ts';
import { whyOf } from '../words/why.ts';
import { answersOf } from './answers.ts';
import { journeyOf } from './journey.ts';
import { measuresOf } from './measures.ts';
import { type PlaceWords, placeWords } from './place.ts';
import type { Usual } from './usual.ts';

export interface CaseViewOptions {
  readonly placeName: PlaceWords;
  readonly timeZone: string;
  /** Where nine of ten of the site's visits lie, by group. */
  readonly usual: Usual;
  /** The policy in force for its action has a rule that reads the deny list. */
  readonly readsDenyList: boolean;
  /** Rules that raise no alert for the case's account now. */
  readonly snoozed: (account: string) => readonly string[];
}

export function caseView(found: CaseView, options: CaseViewOptions): view.CaseView {
  const { decisions, timeline, sum, rules, similar } = found;
  const one = found.case;
  const last = decisions.at(-1) ?? null;
  const shown = decisions.find(({ decision }) => decision.id === sum?.decisionId) ?? last;
  const visits = timeline.toSorted((a, b) => a.atMs - b.atMs);
  // The visit that ranks the case is the one that it tells of: others may have joined since.
  const newest = visits.findLast(({ isAlert }) => isAlert);
  const told = visits.find(({ decisionId }) => decisionId === shown?.decision.id) ?? newest;
  const places = placeWords(options.placeName);
  const journey = told ? journeyOf(told, visits, places) : null;
  const isHidden = one.kind === 'audit' && one.closed === null;
  const nameOf = (kind: Deniable) => found.deniable.find((other) => other.kind === kind)?.name ?? null;
  const account = nameOf('account');
  return {
    id: one.id,
    state: one.closed === null ? 'open' : 'closed',
    ending: one.closed && { atMs: one.closed.atMs, by: one.closed.by },
    why: journey !== null && TRAVEL_RULES.has(one.why.code) ? journey : whyOf(one.why),
    action: one.action,
    amount: one.amount > 0 ? one.amount : (sum?.amount ?? null),
    loss: one.loss?.high ?? null,
    folded: decisions.length > 1 ? decisions.map((each) => alertView(each, shown, places)) : [],
    outcome: (shown?.decision ?? newest)?.outcome ?? 'allow',
    hold: one.hold,
    rule: shown?.decision.rule ?? null,
    openedMs: one.openedMs,
    dueMs: one.dueMs,
    alerts: one.alerts,
    holder: one.taken && { id: one.taken.by, untilMs: one.taken.untilMs },
    audit: one.kind === 'audit',
    novel: one.novel,
    account,
    card: nameOf('card'),
    key: nameOf('key'),
    journey,
    timeline: visits.map((visit) => eventView(visit, { told, places })),
    sum: sum && sumView(sum, options.usual),
    measures: measuresOf(shown, sum),
    against: isHidden ? [] : againstOf(found, visits, options.timeZone),
    similar: similar.map(({ id, why, closed, openedMs, amount }) => ({
      id,
      why: whyOf(why),
      ended: closed?.outcome ?? null,
      openedMs,
      amount: amount > 0 ? amount : null,
    })),
    answers: last ? answersOf(last.labels) : [],
    deniable: found.deniable,
    readsDenyList: options.readsDenyList,
    hasAccount: found.hasAccount,
    rules: rules.map((id) => ({
      id,
      isSnoozed: account !== null && options.snoozed(account).includes(id),
    })),
  };
}

interface EventOptions {
  readonly told: TimelineVisit | undefined;
  readonly places: PlaceWords;
}

const eventView = (visit: TimelineVisit, { told, places }: EventOptions): view.TimelineEvent => ({
  id: visit.decisionId,
  atMs: visit.atMs,
  action: visit.action,
  outcome: visit.outcome,
  isAccount: visit.isAccount,
  isKey: visit.isKey,
  place: visit.place && places(visit.place),
  amount: visit.amount,
  label: visit.label && `${visit.label.outcome} by ${visit.label.source}`,
  isAlert: visit.isAlert,
  isThis: visit === told,
});

/** An alert of the case, whosever it is. */
const alertView = (
  { decision, account, card, jkt, place }: Exported,
  shown: Exported | null,
  places: PlaceWords,
): view.FoldedAlert => ({
  id: decision.id,
  atMs: decision.atMs,
  outcome: decision.outcome,
  amount: decision.facts?.amount ?? null,
  place: place && places(place),
  isShown: decision.id === shown?.decision.id,
  isSameAccount: account !== null && account === shown?.account,
  isSameCard: card !== null && card === shown?.card,
  isSameKey: jkt !== null && jkt === shown?.jkt,
});

function sumView({ parts, z, risk, amount, loss }: CaseSum, usual: Usual): view.SumView {
  const { p, low, high, basis } = risk;
  return {
    // What weighs nothing is no reason.
    terms: parts.filter(({ weight }) => weight !== 0).map((part) => termView(part, usual)),
    z,
    p,
    low,
    high,
    basis,
    amount,
    loss: loss.high,
  };
}

const KINDS = { base: 'Base', context: 'Surroundings' } as const;

/** The text of a group is its name, and a full stop. */
function termView({ kind, code, weight, text }: SumPart, usual: Usual): view.SumTerm {
  const title = kind === 'group' ? text.replace(/\.$/, '') : KINDS[kind];
  const sentence = kind === 'group' ? groupSentence(code, weight) : text;
  return { code, title, text: sentence, weight, usual: (kind === 'group' && usual.get(code)) || null, kind };
}

/** What speaks against fraud: in the sum, and in what the account did before. */
function againstOf(
  { against, sum }: CaseView,
  visits: readonly TimelineVisit[],
  timeZone: string,
): readonly string[] {
  const own = visits.filter(({ isAccount, isAlert }) => isAccount && !isAlert);
  const passed = own.filter(({ outcome }) => outcome === 'allow');
  const [first] = passed;
  const last = visits.at(-1);
  const isPassed = visits.some(
    ({ isAlert, label }) => isAlert && label?.source === 'challenge' && label.outcome === 'legitimate',
  );
  // What a copy shows of a person is the other visit's.
  const isCopied = sum?.parts.some(({ code }) => code === 'copied_behaviour') ?? false;
  const good = own.findLast(({ label }) => label?.outcome === 'legitimate');
  return [
    ...(first && last
      ? [
          `The account has been here for ${duration(last.atMs - first.atMs)}, and ${count(passed.length)} of its last visits ${passed.length === 1 ? 'was' : 'were'} let through.`,
        ]
      : []),
    ...(isPassed ? ['Whoever it was passed the challenge of this visit.'] : []),
    ...(good ? [`A visit of ${clock(good.atMs, timeZone)} turned out to be legitimate.`] : []),
    ...(isCopied ? [] : against).map(({ kind, code, weight, text }) =>
      kind === 'group' ? groupSentence(code, weight) : text,
    ),
  ];
}
