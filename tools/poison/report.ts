import type { Measured } from '../learn/measure.ts';
import type { Attacked } from './attack.ts';
import { isPassed } from './attack.ts';
import type { Scenario } from './scenarios.ts';

/** What an attack came to. */
export interface Result extends Attacked {
  readonly scenario: Scenario;
  /** The attacker's part of the whole weight; null where nobody's is cut. */
  readonly part: number | null;
  readonly before: Measured;
  readonly afterDay: Measured;
  readonly afterAll: Measured;
  /** Where the labels were believed at once. */
  readonly unbounded: Measured;
}

const change = (before: number, after: number): string => {
  const share = before === 0 ? 0 : after / before - 1;
  const text = `${Math.abs(100 * share).toFixed(1)} %`;
  return share < -0.0005 ? `−${text}` : share > 0.0005 ? `+${text}` : '0';
};

/** One line, as the attack is told while it runs. */
export function lineOf({ scenario, most, before, afterDay, afterAll, unbounded, refused }: Result): string {
  return [
    `${scenario.name}: moved ${most.day.toFixed(4)} in a day, ${most.month.toFixed(4)} in thirty`,
    `recall ${change(before.recall, afterDay.recall)} after a day, ${change(before.recall, afterAll.recall)} at the end`,
    `${change(before.recall, unbounded.recall)} without a bound`,
    `AUC ${(afterAll.auc - before.auc).toExponential(0)}`,
    ...(refused > 0 ? [`${refused} steps refused`] : []),
  ].join('; ');
}

export interface ReportOptions {
  readonly days: number;
  readonly labels: number;
  readonly payments: number;
  readonly command: string;
}

/** The whole run, for `model/POISONING.md`. */
export function reportOf(
  results: readonly Result[],
  gold: readonly Result[],
  options: ReportOptions,
): string {
  const { days, labels, payments, command } = options;
  const [first] = results;
  const recall = first ? first.before.recall.toFixed(3) : '';
  return `# What poisoned labels can do

\`${command}\` writes this page. Labels are those of a queue, ${labels} of ${payments} simulated card payments
(\`../shared/data/FORMAT.md\`, *Payments*): the top of each day, and a fifth drawn at random, by six reviewers. The
curve in force was fitted to honest labels. Then an attacker has his way with the labels, every day, and the site
applies whatever is proposed, ${days} days long, with nobody watching: no preview is read, and nothing is taken back.

Bounds, for every attack: **.25 logits between any two curves within a day**, **1 within thirty days**, order of visits
unchanged (AUC 0). \`test/unit/decide/learn/bound.test.ts\` holds them against labels, traffic and steps of any kind.

${table(results)}

*Moved* is the greatest distance for any visit and either end of its interval. *Recall* is the share of fraud with
p ≥ .5, ${recall} before; it is what a threshold loses when the scale is bent. *Without a bound* believes the same labels
at once. *Part* is the share of the weight of all labels and pseudo-labels that the attacker keeps, with the cap that
holds it. *Refused* are steps that the frozen set refused.

## The frozen set

${table(gold)}

${goldText(gold)}

## What is not held

- A bound is not a cure. Left alone for months, and with a name each month, a site follows its labels wherever they go.
  Preview, influence and the log are for people to read.
- Chargebacks are held by no reviewer's cap: who can forge the bank's file is held by the curve's bound alone.
- Who makes more alerts on purpose in the day after a step can have it taken back: the curve before is in force again.
`;
}

/** What the frozen set was worth in this run. */
function goldText([honest]: readonly Result[]): string {
  const refused = honest?.refused ?? 0;
  const said =
    refused === 0
      ? `The honest set refused none of the steps: within the bound of a month they cost it less than 2 %. Most of its
weight is good visits, of which a curve that is too low says nearly the same. It is a net below the bound, not in its
place.`
      : `The honest set refused ${refused} steps that would have made it worse by more than 2 % of the best curve of thirty days.`;
  return `${said} A set that was attacked lets the attack pass, or refuses what honest labels teach; the bound on the
curve holds all the same.`;
}

function table(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const { scenario, most, before, afterDay, afterAll, unbounded, part, refused } = result;
    const held = scenario.share === null ? '–' : `${percent(part ?? 0)} of ${percent(scenario.share)}`;
    return [
      scenario.attacker === '' ? `**${scenario.name}**` : `**${scenario.name}**: ${scenario.attacker}`,
      `${most.day.toFixed(4)} · ${most.month.toFixed(4)}${isPassed(result) ? ' **passed**' : ''}`,
      change(before.recall, afterDay.recall),
      change(before.recall, afterAll.recall),
      change(before.recall, unbounded.recall),
      afterAll.auc === before.auc ? '0' : (afterAll.auc - before.auc).toExponential(1),
      held,
      String(refused),
    ].join(' | ');
  });
  return [
    '| attack | moved, day · month | recall, a day | recall, the end | recall, without a bound | AUC | part | refused |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.01 ? 2 : 1)} %`;
