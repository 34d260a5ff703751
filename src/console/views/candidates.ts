import type { Facts } from '../../decide/index.ts';
import type { Candidate } from '../policy-view.ts';
import { groupSentence } from '../words/groups.ts';

/** The model’s name for where every visit starts: it tells no visit from another. */
const BASELINE = 'baseline';
/** Reasons and groups that are offered. Chosen: what speaks most. */
const MOST = 3;
/** A group below this says nothing by itself. Chosen: half a level’s width. */
const LEAST_LOGIT = 1;
/** Amounts at which rules are written. */
const STEPS = [1, 2, 5] as const;

/** What can be said of a visit in the words of rules, from what tells most. */
export function candidatesOf(facts: Facts): readonly Candidate[] {
  const { level, code, flags, reasons, groups, travel, network, key, agent, amount } = facts;
  return [
    ...flags.map((flag) => ({ when: `${quote(flag)} in flags`, text: `Flag ${words(flag)}` })),
    ...(code === '' ? [] : [{ when: `code == ${quote(code)}`, text: `Refused: ${words(code)}` }]),
    { when: `level == ${quote(level)}`, text: `Level ${level}` },
    ...(['unknown', 'plausible'].includes(travel.kind)
      ? []
      : [{ when: `travel.kind == ${quote(travel.kind)}`, text: `Travel: ${words(travel.kind)}` }]),
    ...(['unknown', 'residential'].includes(network.kind)
      ? []
      : [{ when: `network.kind == ${quote(network.kind)}`, text: `Network: ${network.kind}` }]),
    ...(key.known ? [] : [{ when: '!key.known', text: 'The device is new to the account' }]),
    ...(key.ephemeral ? [{ when: 'key.ephemeral', text: 'The device key was made for one page view' }] : []),
    ...(agent.state === 'none'
      ? []
      : [{ when: `agent.state == ${quote(agent.state)}`, text: `Agent ${agent.state}` }]),
    ...groupsOf(groups),
    ...reasons
      .filter((reason) => reason !== BASELINE)
      .slice(0, MOST)
      .map((reason) => ({ when: `${quote(reason)} in reasons`, text: `Reason ${reason}` })),
    ...velocitiesOf(facts),
    ...(amount === null || amount < 1
      ? []
      : [{ when: `amount >= ${double(roundDown(amount))}`, text: `Amount of ${roundDown(amount)} or more` }]),
  ];
}

/** A map that lacks a key fails when it is read: the condition asks first. */
function groupsOf(groups: Facts['groups']): readonly Candidate[] {
  return Object.entries(groups)
    .filter(([, logit]) => logit >= LEAST_LOGIT)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([name, logit]) => {
      const least = double(Math.floor(logit));
      const when = `${quote(name)} in groups && groups[${quote(name)}] >= ${least}`;
      return { when, text: groupSentence(name, logit) };
    });
}

/** Counts beyond a first visit's, the shortest window of each. */
function velocitiesOf({ velocity }: Facts): readonly Candidate[] {
  const counted = Object.entries(velocity).filter(([name, count]) => count > 2 && !name.startsWith('amount'));
  return counted
    .filter(([name], place) => counted.findIndex(([other]) => measureOf(other) === measureOf(name)) === place)
    .slice(0, MOST)
    .map(([name, count]) => ({
      when: `velocity.${name} >= ${double(count)}`,
      text: `${words(name)}: ${count} or more`,
    }));
}

const measureOf = (name: string): string => name.replace(/_[^_]+$/, '');

const words = (name: string): string => name.replaceAll('_', ' ');

/** Every number of a rule is a double. */
const double = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

/** Names of facts are lower-case words, but nothing here rests on that. */
const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** 1, 2 or 5 times a power of ten. */
function roundDown(amount: number): number {
  const power = 10 ** Math.floor(Math.log10(amount));
  const step = STEPS.findLast((one) => one * power <= amount) ?? 1;
  return step * power;
}
