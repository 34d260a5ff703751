import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Curve, GoldSet, LabelledVisit } from '../../src/decide/index.ts';
import { calibrate } from '../../src/decide/learn/calibrate.ts';
import { examplesOf } from '../../src/decide/learn/examples.ts';
import { weigh } from '../../src/decide/learn/weigh.ts';
import { randomOf } from '../../src/decide/triage/draw.ts';
import { quantilesOf } from '../learn/evaluate.ts';
import { MATURITY_MS, NOW, sampleLabels } from '../learn/labels.ts';
import { type Measured, measure } from '../learn/measure.ts';
import { BadInput, readScored } from '../learn/read.ts';
import type { ScoredPayment } from '../learn/score.ts';
import { alignmentLineOf, alignmentReportOf, attackAlignment, isAlignmentPassed } from './alignment.ts';
import { type Attack, attack, isPassed } from './attack.ts';
import { goldSets } from './gold.ts';
import { lineOf, type Result, reportOf } from './report.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

/**
 * `npm run poison [-- --quick] [-- FILE.csv[.gz]]`: attacks what is learnt from labels and the site's own
 * measures, prints the bound of each attack and what it came to, and writes `model/POISONING.md`. With
 * `--quick` a tenth of the payments and ten days, and nothing is written. With `--alignment` the measures
 * alone are attacked, and their section is written anew. Exits with 1 where a bound was passed, with 2 for a
 * file that cannot be used.
 */
const USAGE = 'usage: npm run poison [-- --quick | --alignment] [FILE.csv[.gz]]';
const FILE = '../shared/data/payments/payments.csv.gz';
const REPORT = 'model/POISONING.md';
/** A month, in which a curve moves by 1 at most; with `--quick` ten days. */
const DAYS = { quick: 10, whole: 30 } as const;
/** Chosen: five times the least that is learnt from, as a site has in some weeks. */
const SAMPLING = { days: 20, ranked: 40, drawn: 10 };

const progress = (text: string): void => console.error(text);

function readArguments() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        alignment: { type: 'boolean', default: false },
      },
    });
    const [file = FILE, ...more] = positionals;
    if (more.length > 0) throw new Error(USAGE);
    return { file, isQuick: values.quick, isAlignment: values.alignment };
  } catch {
    throw new BadInput(USAGE);
  }
}

interface Field {
  readonly payments: readonly ScoredPayment[];
  readonly given: Attack;
  /** What honest labels came to. */
  readonly before: Measured;
}

/** A site that has learnt from honest labels. */
function prepare(all: readonly ScoredPayment[], isQuick: boolean): Field {
  const honest = sampleLabels(all, SAMPLING, randomOf(1));
  const traffic = quantilesOf(all);
  const start = believed(honest, traffic, { slope: 1, intercept: 0, halfWidth: 1.4 });
  const days = isQuick ? DAYS.quick : DAYS.whole;
  const payments = isQuick ? all.filter((_, place) => place % 10 === 0) : all;
  const given = { start, honest, traffic, days, nowMs: NOW };
  return { payments, given, before: measure(payments, start) };
}

/** The curve that labels ask for, without a bound. */
function believed(visits: readonly LabelledVisit[], traffic: readonly number[], incumbent: Curve): Curve {
  const anchors = [{ curve: incumbent, limit: Number.POSITIVE_INFINITY }];
  const given = { visits, traffic, incumbent, anchors, gold: null, nowMs: NOW, maturityMs: MATURITY_MS };
  const calibrated = calibrate(given);
  if (!calibrated.ok) throw new BadInput(`the payments teach nothing: ${calibrated.code}`);
  return calibrated.curve;
}

function run(scenario: Scenario, { payments, given, before }: Field, gold?: GoldSet): Result {
  const share = scenario.share === null ? '' : `, ${100 * scenario.share} % of the weight`;
  console.log(`bound of ${scenario.name}: .25 logits a day, 1 in thirty days, AUC 0${share}`);
  const poisoned = scenario.poison(given.honest, randomOf(1));
  const attacked = attack(scenario, { ...given, gold });
  const result: Result = {
    ...attacked,
    scenario,
    part: partOf(poisoned),
    before,
    afterDay: measure(payments, attacked.day),
    afterAll: measure(payments, attacked.end),
    unbounded: measure(payments, attacked.wanted),
  };
  console.log(lineOf(result));
  return result;
}

/** What the attacker's visits, or else his reviewer, keep of the whole weight. */
function partOf(visits: readonly LabelledVisit[]): number {
  const { examples } = examplesOf(visits, { nowMs: NOW, maturityMs: MATURITY_MS });
  const weights = weigh(examples);
  const whole = weights.incumbent + weights.examples.reduce((sum, { weight }) => sum + weight, 0);
  const isFalse = examples.some(({ id }) => id.startsWith('false-'));
  const own = weights.examples.filter((_, place) => {
    const { id = '', label } = examples[place] ?? {};
    return isFalse ? id.startsWith('false-') : label?.by === 'reviewer 0';
  });
  return own.reduce((sum, { weight }) => sum + weight, 0) / whole;
}

/** Where the section about the site's own measures begins; it is the last one. */
const SECTION = "## The site's own measures";

/** Attacks the site's own measures; resolves with the section, and how many bounds were passed. */
function runAlignment(): { readonly section: string; readonly passed: number } {
  const results = attackAlignment();
  for (const result of results) console.log(alignmentLineOf(result));
  const section = alignmentReportOf(results, 'npm run poison -- --alignment');
  return { section, passed: results.filter(isAlignmentPassed).length };
}

async function main(): Promise<number> {
  const { file, isQuick, isAlignment } = readArguments();
  const alignment = runAlignment();
  if (isAlignment) {
    const [rest = ''] = readFileSync(REPORT, 'utf8').split(SECTION);
    writeFileSync(REPORT, `${rest.trimEnd()}\n\n${alignment.section}`);
    return alignment.passed === 0 ? 0 : 1;
  }
  const field = prepare(await readScored(file, progress), isQuick);
  const results = SCENARIOS.map((scenario) => run(scenario, field));
  const sets = goldSets(field.given.honest);
  const gold = sets.map(({ name, set, scenario }) => run({ ...scenario, name, attacker: '' }, field, set));
  const passed = [...results, ...gold].filter(isPassed);
  const sizes = { labels: field.given.honest.length, payments: field.payments.length };
  const command = 'npm run poison';
  const labels = () => reportOf(results, gold, { days: field.given.days, ...sizes, command });
  if (!isQuick) writeFileSync(REPORT, `${labels()}\n${alignment.section}`);
  const count = passed.length + alignment.passed;
  console.log(count === 0 ? 'no bound was passed' : `${count} bounds were passed`);
  return count === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
