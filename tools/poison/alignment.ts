import { type AlignmentCounts, emptyParts, PARTS, placesOf } from '../../src/decide/alignment/counts.ts';
import { REFERENCE } from '../../src/decide/alignment/reference.ts';
import { distanceOf, SHIPPED_MEASURES, stepOf, WEEK_STEPS } from '../../src/decide/alignment/step.ts';
import { type Random, randomOf } from '../../src/decide/triage/draw.ts';
import { MOST_STEPS, type SiteMeasures } from '../../src/scoring/site-measures.ts';

/** An attack on what is counted of a site's people. */
interface AlignmentAttack {
  readonly name: string;
  readonly attacker: string;
  /** Share of his visits before the first step, and in each week afterwards. */
  readonly first: number;
  readonly later: number;
  /** Groups of keys that his fall into; the site's keyed hash keeps him from choosing. */
  readonly parts: number;
}

const ATTACKS: readonly AlignmentAttack[] = [
  { name: 'no attack', attacker: 'nobody', first: 0, later: 0, parts: PARTS },
  ...[0.05, 0.1, 0.2].map((share) => ({
    name: `bots, ${100 * share} %`,
    attacker: `${100 * share} % of the visits before and during the first step, and of each week after it`,
    ...{ first: share, later: share, parts: PARTS },
  })),
  {
    name: '1,000 Sybil keys',
    attacker: '1,000 keys of his own before the first step, beside 500 people',
    ...{ first: 2 / 3, later: 0, parts: PARTS },
  },
  {
    name: 'Sybil keys in three groups',
    attacker: 'as many, where he had guessed which keys fall into three of the eight groups',
    ...{ first: 2 / 3, later: 0, parts: 3 },
  },
  {
    name: 'boiling frog',
    attacker: 'nothing at first, then half of each week’s visits, half a year long',
    ...{ first: 0, later: 0.5, parts: PARTS },
  },
];

/** Visits of the site's people that are counted, and weeks that are looked at after the first step. */
const [PEOPLE, WEEKS] = [500, 26] as const;
/** IQR of a normal distribution with deviation 1. */
const NORMAL_IQR = 1.349;

/** What an attack moved, steps: the worst feature's distance, and their median, to what no attack gives. */
export interface AlignmentResult {
  readonly attack: AlignmentAttack;
  readonly first: { readonly worst: number; readonly median: number };
  readonly end: { readonly worst: number; readonly median: number };
  /** Most of one week, and most of all against the shipped measures. */
  readonly week: number;
  readonly whole: number;
}

/** Every attack pushes every feature to the top of its range, in visits that pass. */
export function attackAlignment(): readonly AlignmentResult[] {
  const honest = pathOf({ name: '', attacker: '', first: 0, later: 0, parts: PARTS });
  return ATTACKS.map((attack) => {
    const path = pathOf(attack);
    const weeks = path.slice(1).map((one, index) => distances(one, path[index] ?? SHIPPED_MEASURES));
    return {
      attack,
      first: summaryOf(distances(path[0], honest[0])),
      end: summaryOf(distances(path.at(-1), honest.at(-1))),
      week: Math.max(...weeks.flat()),
      whole: Math.max(...path.flatMap((one) => distances(one, SHIPPED_MEASURES))),
    };
  });
}

/** Whether a bound was passed, by any bit. */
export const isAlignmentPassed = ({ week, whole }: AlignmentResult): boolean =>
  week > WEEK_STEPS || whole > MOST_STEPS;

/** Measures in force after the first step, and after each week. */
function pathOf({ first, later, parts }: AlignmentAttack): readonly SiteMeasures[] {
  const path: SiteMeasures[] = [];
  for (let week = 0; week <= WEEKS; week++) {
    const counts = countsOf(week === 0 ? first : later, { parts, random: randomOf(week + 1) });
    const inForce = path.at(-1) ?? SHIPPED_MEASURES;
    const stepped = stepOf({ counts, reference: REFERENCE, inForce, anchors: week === 0 ? null : [] });
    path.push(stepped.ok ? stepped.measures : inForce);
  }
  return path;
}

/** People like those of the reference, and beside them the attacker's share. */
function countsOf(
  share: number,
  { parts: reached, random }: { readonly parts: number; readonly random: Random },
): AlignmentCounts {
  const bots = Math.round((PEOPLE * share) / (1 - share));
  const parts = emptyParts();
  for (let visit = 0; visit < PEOPLE + bots; visit++) {
    const isBot = visit >= PEOPLE;
    const values = Int8Array.from(REFERENCE.features, (measure) =>
      isBot || !measure ? 127 : clamp(measure.median + (normal(random) * measure.iqr) / NORMAL_IQR),
    );
    const missing = Uint8Array.from(REFERENCE.features, (measure) => (measure ? 0 : 1));
    const part = parts[Math.floor(random() * (isBot ? reached : PARTS))];
    for (const place of placesOf({ evidence: { values, missing }, logit: Number.NaN }))
      if (part) part[place] = (part[place] ?? 0) + 1;
  }
  const visits = PEOPLE + bots;
  return { schema: REFERENCE.schema, model: REFERENCE.model, visits, keys: visits, days: 7, parts };
}

const clamp = (value: number): number => Math.round(Math.min(Math.max(value, -127), 127));
/** Box and Muller's. */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function distances(one: SiteMeasures | undefined, other: SiteMeasures | undefined): readonly number[] {
  return REFERENCE.features.flatMap((measure, feature) =>
    measure ? [distanceOf(one?.features[feature], other?.features[feature])] : [],
  );
}

function summaryOf(all: readonly number[]): AlignmentResult['first'] {
  const sorted = all.toSorted((a, b) => a - b);
  return { worst: sorted.at(-1) ?? 0, median: sorted[sorted.length >> 1] ?? 0 };
}

/** One line, as the attack is told while it runs. */
export function alignmentLineOf({ attack, first, end, week, whole }: AlignmentResult): string {
  return [
    `alignment, ${attack.name}: bound ${MOST_STEPS} steps, ${WEEK_STEPS.toFixed(1)} a week`,
    `bent ${first.worst.toFixed(1)} at first (median feature ${first.median.toFixed(1)})`,
    `${end.worst.toFixed(1)} after ${WEEKS} weeks (${end.median.toFixed(1)})`,
    `most in a week ${week.toFixed(4)}, most in all ${whole.toFixed(1)}`,
  ].join('; ');
}

/** The section of `model/POISONING.md`. */
export function alignmentReportOf(results: readonly AlignmentResult[], command: string): string {
  const rows = results.map((result) => {
    const { attack, first, end, week, whole } = result;
    return `| ${[
      `**${attack.name}**: ${attack.attacker}`,
      `${first.worst.toFixed(1)} · ${first.median.toFixed(1)}`,
      `${end.worst.toFixed(1)} · ${end.median.toFixed(1)}`,
      week.toFixed(4),
      `${whole.toFixed(1)}${isAlignmentPassed(result) ? ' **passed**' : ''}`,
    ].join(' | ')} |`;
  });
  return `## The site's own measures

\`${command}\` writes this section. ${PEOPLE} visits of people, drawn from the quartiles of those the model was made on,
are counted before the first step and in each week; the attacker's visits pass, and every feature of them is at the top
of its range. A step is applied each week, ${WEEKS} weeks long, with nobody watching. Bounds, for every attack:
**${MOST_STEPS} steps (one unit of the model's scale) for any value of any feature**, **${WEEK_STEPS.toFixed(1)} steps a week** after the first.

| attack | bent at first, worst · median feature | after ${WEEKS} weeks | most in a week | most in all |
|---|---|---|---|---|
${rows.join('\n')}

*Bent* is the distance in steps, for any value, to what the same people give without an attack. It includes what another
draw of people gives. What bots in the traffic do to false alarms and scripts caught was measured on recordings: at 5 and
20 % less than a point on recorders never fitted (\`npm run lab -- alignment\`, docs/learning.md).
`;
}
