import { FEATURES, GROUP_NAMES, MEMBERS } from '../src/contract/schema.ts';
import type { Built } from './build/model.ts';
import type { CorpusFile } from './data/corpus.ts';
import { type caughtHeldOut, type Levels, NOMINAL } from './evaluate/calibrate.ts';
import type { Evaluation } from './evaluate/evaluate.ts';
import type { FamilyResult } from './evaluate/families.ts';
import type { Selection } from './fit/select.ts';
import { PRIOR } from './hand/evidence.ts';

export interface CardData {
  readonly built: Built;
  readonly files: readonly CorpusFile[];
  readonly selection: Selection;
  readonly evaluation: Evaluation;
  readonly levels: Levels;
  readonly caught: ReturnType<typeof caughtHeldOut>;
}

const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`);
const area = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3));

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `model/CARD.md`. */
export function writeCard(data: CardData): string {
  return `${[purpose(data), sources(data), features(data), results(data), limits()].join('\n\n')}\n`;
}

function purpose({ built, levels, caught }: CardData): string {
  const { manifest } = built;
  const { medium, high, source } = manifest.thresholds;
  return `# Model card: ${manifest.name} ${manifest.version}

Written by \`npm run train\`; do not edit. What was tried on the way is in \`LAB.md\`.

\`${manifest.file}\`: ${manifest.bytes} bytes, SHA-256 \`${manifest.sha256}\`, ${built.parameters} parameters, feature schema ${manifest.schema}.
Group-additive int8 network: logit = ${PRIOR} + one bounded contribution per signal group. Output step ${manifest.logitScale} logit.

**Intended use.** Triage of visits to a web form: who passes, who is asked for a second factor, who is looked at by a person. It says how much
a session's movement, typing and event delivery resemble a script rather than a hand, and says why.

**Not to be used for.** Refusing anybody by itself; identifying, profiling or ranking people; employment, credit, insurance or law
enforcement; judging health, age or ability; proof that a visitor is human. A low score is the absence of known tells.

**Levels.** \`medium\` from score ${medium} (logit ${levels.medium.toFixed(2)}), \`high\` from score ${high} (logit ${levels.high.toFixed(2)}); set by: ${source}.
At most ${percent(NOMINAL.medium.share)} and ${percent(NOMINAL.high.share)} of held-out people's rows in the worst recorder may lie above them, and they never sink below the logits
${NOMINAL.medium.least} and ${NOMINAL.high.least}, which keep one hand-set group from deciding alone. A \`high\` must stay at least \`medium\` without its strongest group that
may not decide alone. Held-out people of the training set (cross-fitted; people and families unseen):

${table(
  ['recorder', 'rows', 'medium or high', 'high'],
  levels.places.map(({ place, rows, medium: m, high: h }) => [place, rows, percent(m), percent(h)]),
)}

What the same levels catch of simulated sessions up to 60 s, family and people held out, by the learnt groups alone (a real script also shows in
the groups set by hand):

${table(
  ['family', 'sessions', 'medium or high', 'high'],
  caught.map(({ family, rows, medium: m, high: h }) => [family, rows, percent(m), percent(h)]),
)}`;
}

function sources({ files }: CardData): string {
  const rows = files.map(({ name, sha256 }) => [`\`${name}\``, `\`${sha256}\``, useOf(name)]);
  return `## Data

${table(['file', 'SHA-256', 'use'], rows)}

Split by person, as the files come. Scripts are simulated (\`train/families\`): every family draws its parameters per session and borrows task, pauses,
cadence and pixel rounding from a person's session, so that neither recorder nor task tells the label. Groups without recordings of people
(stack, typing, insert, flow, conduct, and the wheel's part of scroll) are set by hand: \`train/hand/evidence.ts\` gives each number's source.`;
}

function useOf(name: string): string {
  if (name.includes('bots')) return 'never fitted; reported below as unseen generators';
  return name.startsWith('train/') ? 'fit, calibration and thresholds (cross-fitted)' : 'this report only';
}

function features({ selection }: CardData): string {
  const rows = GROUP_NAMES.map((group) => {
    const fitted: readonly number[] = group in selection ? selection[group as keyof Selection] : [];
    const name = (index: number): string => FEATURES[index]?.name.slice(group.length + 1) ?? '';
    return [
      group,
      fitted.map(name).join(', ') || '–',
      MEMBERS[group]
        .filter((i) => !fitted.includes(i))
        .map(name)
        .join(', ') || '–',
    ];
  });
  return `## Features

${table(['group', 'learnt', 'set by hand, or without weight'], rows)}`;
}

function results({ evaluation }: CardData): string {
  const { groups, calls, cost, unseen, families } = evaluation;
  return `## Results

All figures are on people and simulated sessions that the scored model was not fitted on. Test people were used for nothing else; but the settings in
\`train/settings.ts\` were chosen by cross-fitting over the training people and families, so the leave-one-family-out and held-out tables flatter a little. Single seed; sessions of one person are not
independent, so true intervals are wider than the ones given. Families named below are simulations, not tools in a browser: whole tools are the
bot lab's matter, and the input-stack groups have no recorded people to be measured on yet.

### One group at a time, test people against scripts of known families with new parameters (whole sessions up to 60 s)

${table(
  ['group', 'AUC', 'caught at 1 % of people', 'people', 'scripts'],
  groups.map((g) => [g.group, area(g.auc), percent(g.tpr), g.people, g.scripts]),
)}

int8 against real numbers on the same sessions: AUC ${cost.int8.toFixed(4)} and ${cost.float.toFixed(4)} (Δ ${(cost.int8 - cost.float).toFixed(4)}); caught at 1 %: ${percent(cost.tpr8)} and ${percent(cost.tprFloat)}.
Expected calibration error at the prior: ${evaluation.calibrationError.toFixed(3)} (known families; unseen ones are less well calibrated).

### Leave one family out (family and people both unseen)

Pointer, groups path and motion:

${familyTable(families.pointer)}

Typing, group keys:

${familyTable(families.typing)}

Touch, group touch:

${familyTable(families.touch)}

### Generators never trained on

${table(
  ['generator', 'sessions', 'AUC', 'caught at 1 % of people', 'medium or high', 'high'],
  unseen.map((u) => [u.name, u.sessions, area(u.auc), percent(u.tpr), percent(u.medium), percent(u.high)]),
)}

The recorded generators ran on another recorder and task than the people they are compared with (sapimouse test), so their AUC flatters. \`copy\` is
the control: a person's own strokes through the simulator. What it is above .5 is the simulator's own trace, and no family's figure is finer than that.

### False alarms, people of the test set

${table(
  ['source, kind, horizon', 'sessions', 'people', 'unknown', 'medium or high', 'high', 'high, 95 %'],
  calls.map((c) => [
    c.name,
    c.sessions,
    c.people,
    percent(c.unknown),
    percent(c.medium),
    percent(c.high),
    `${percent(c.highRange[0])} – ${percent(c.highRange[1])}`,
  ]),
)}`;
}

function familyTable(results: readonly FamilyResult[]): string {
  const horizons = Object.keys(results[0]?.at ?? {});
  const cells = (at: FamilyResult['at']): string[] =>
    horizons.flatMap((horizon) => [
      area(at[horizon]?.auc ?? Number.NaN),
      percent(at[horizon]?.tpr ?? Number.NaN),
    ]);
  const pick = (horizon: string, key: 'auc' | 'tpr'): number[] =>
    results.map(({ at }) => at[horizon]?.[key] ?? Number.NaN).filter((value) => !Number.isNaN(value));
  const summary = (reduce: (values: number[]) => number): string[] =>
    horizons.flatMap((horizon) => [
      area(reduce(pick(horizon, 'auc'))),
      percent(reduce(pick(horizon, 'tpr'))),
    ]);
  return table(
    ['family', ...horizons.flatMap((horizon) => [`AUC, ${horizon}`, `at 1 %, ${horizon}`]), 'sessions'],
    [
      ...results.map(({ family, at }) => [
        family,
        ...cells(at),
        horizons.map((h) => at[h]?.sessions ?? 0).join(', '),
      ]),
      ['**mean**', ...summary((values) => values.reduce((a, b) => a + b, 0) / values.length), ''],
      ['**worst**', ...summary((values) => Math.min(...values)), ''],
    ],
  );
}

function limits(): string {
  return `## Known limits

- Two mouse recorders, one keyboard recorder, one touch recorder (shape writing on a soft keyboard, not page scrolling). Another device or
  task shifts features; expect more false alarms than above until measured.
- Replayed human movement, and synthesis from human components, are near invisible to shape; input stack and task must catch them.
- Operating-system injection and remote desktops pass every input-stack check.
- Hand-set groups rest on figures from Chromium 156 on Linux; other systems are masked where the browser does not measure.`;
}
