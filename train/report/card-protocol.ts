import { HORIZONS, MAIN_HORIZON, MODALITIES, type StudyOf } from '../evaluate/results.ts';
import type { Study } from '../evaluate/study.ts';
import { area, areaFigure, percent, percentFigure, table } from './format.ts';
import type { Report } from './report.ts';
import { studyFor } from './select.ts';

const TITLES = { pointer: 'Pointer', keys: 'Typing', touch: 'Touch' } as const;

/** What was measured by leaving out, and on the shipped model. */
export function protocol(report: Report): string {
  return [
    how(report),
    families(report),
    horizons(report),
    learners(report),
    ablation(report),
    strangers(report),
    shipped(report),
    calls(report),
  ].join('\n\n');
}

function how({ scale: { seeds, screening } }: Report): string {
  const whom = screening
    ? 'a fold of training people that neither fit nor threshold saw'
    : 'the test people, and scripts doing their tasks';
  return `## How it was measured

Each fit leaves out whole families of scripts (two that move a pointer, one that types and one that touches at a time: harder than one by one, in half the
time), or a whole recorder with all its people (leave one source out), and a quarter of the training
people, whose only part is to set the threshold: the logit that 1 % of the worst recorder's rows exceed. Reported are ${whom}. Intervals are 95 %, by a
bootstrap over people with all their rows, scripted sessions, and the ${seeds} seed(s) that were run (each with its own quarter and its own random start).
"Caught" is at the threshold of the training people; "caught at 1 %" at the threshold that 1 % of the reported people exceed. Beside every rate stands the AUC
against people of the *same recorder* alone. Families are judged by groups in which the simulator leaves no trace of its own; \`copy\`, a person's own strokes
through the simulator, is the control, and what it is above .5 no family's figure is finer than.`;
}

function families(report: Report): string {
  const sections = MODALITIES.map((modality) => {
    const horizon = MAIN_HORIZON[modality];
    const study = studyFor(report, { modality, horizon, view: 'shape' });
    return study === undefined ? '' : `${TITLES[modality]}, ${horizon}:\n\n${familyTable(study)}`;
  });
  const whole = studyFor(report, { modality: 'pointer', horizon: 'whole', view: 'shape' });
  const never = whole?.families.filter(({ family }) => NEVER.test(family)) ?? [];
  const others =
    never.length === 0
      ? ''
      : `Never fitted at all, whole sessions – recorded generators ran on another recorder than the people they are compared with, so their AUC flatters:\n\n${table(FAMILY_HEAD, never.map(familyRow))}`;
  return `## Families left out\n\n${[...sections, others].filter(Boolean).join('\n\n')}`;
}

/** Controls of the simulator, and recorded generators by their data set. */
const NEVER = /^(copy|replay)$|\//;

const FAMILY_HEAD = [
  'family',
  'AUC',
  'same recorder',
  'caught',
  'people above it',
  'caught at 1 %',
  'people, sessions',
];

const familyRow = (row: Study['families'][number]): string[] => [
  row.family,
  areaFigure(row.auc),
  area(row.sameRecorder),
  percentFigure(row.caught),
  percent(row.falseAlarms.value),
  percentFigure(row.caughtAt1),
  `${row.people}, ${row.sessions}`,
];

function familyTable({ families: rows, mean, worst }: Study): string {
  const summary = Object.entries({ mean, worst }).map(([name, figures]) => [
    `**${name}**`,
    areaFigure(figures.auc),
    '',
    percentFigure(figures.caught),
    percent(figures.falseAlarms.value),
    percentFigure(figures.caughtAt1),
    '',
  ]);
  return table(FAMILY_HEAD, [...rows.map(familyRow), ...summary]);
}

function horizons({ protocol: { studies } }: Report): string {
  const own = studies.filter(
    ({ learner, features, among }) => learner === 'additive' && features === 'all' && among === 'all',
  );
  const cell = (item: StudyOf | undefined): string =>
    item === undefined
      ? '–'
      : `${area(item.study.mean.auc.value)} · ${percent(item.study.mean.caught.value, 0)}`;
  const rows = MODALITIES.flatMap((modality) => {
    const views = [...new Set(own.filter((item) => item.modality === modality).map(({ view }) => view))];
    return views.map((view) => [
      modality,
      view,
      ...HORIZONS.map((horizon) =>
        cell(
          own.find((item) => item.modality === modality && item.view === view && item.horizon === horizon),
        ),
      ),
    ]);
  });
  return `## Each group, and all together, as a session grows

Mean over families left out: AUC · caught at the training people's 1 %. \`shape\` sums the groups without the simulator's trace, \`fused\` all learnt groups.

${table(['', 'group', ...HORIZONS], rows)}`;
}

function learners(report: Report): string {
  const count = report.scale.compared;
  const names = [...new Set(report.protocol.studies.map(({ learner }) => learner))];
  const rows = MODALITIES.flatMap((modality) =>
    (modality === 'pointer' ? (['3 strokes', '10 strokes'] as const) : (['15s', 'whole'] as const)).flatMap(
      (horizon) =>
        names.flatMap((learner) => {
          const study = studyFor(report, { learner, modality, horizon, view: 'shape', among: 'compared' });
          return study === undefined
            ? []
            : [
                [
                  `${modality}, ${horizon}`,
                  learner,
                  areaFigure(study.mean.auc),
                  areaFigure(study.worst.auc),
                  percentFigure(study.mean.caughtAt1),
                  percentFigure(study.worst.caughtAt1),
                ],
              ];
        }),
    ),
  );
  return `## What adding up groups costs

The same features, folds and families – the ${count} hold-outs that all were tried on, so compare within this table only – for the shipped additive network (\`additive\`), boosted trees that keep each tree to one group (\`additive trees\`), boosted trees
without that bound (\`trees\`) and a 32-16 network over everything (\`network\`). The last three are instruments (\`train/evaluate/learners\`), never shipped.

${table(['', 'learner', 'AUC, mean', 'AUC, worst', 'caught at 1 %, mean', 'worst'], rows)}`;
}

function ablation(report: Report): string {
  const rows = MODALITIES.flatMap((modality) => {
    const wanted = { modality, horizon: MAIN_HORIZON[modality], view: 'shape' } as const;
    return (['all', 'timeless'] as const).flatMap((features) => {
      const study = studyFor(report, { ...wanted, features });
      return study === undefined
        ? []
        : [
            [
              `${modality}, ${wanted.horizon}`,
              features === 'all' ? 'all' : 'without a clock',
              areaFigure(study.mean.auc),
              areaFigure(study.worst.auc),
              percentFigure(study.mean.caughtAt1),
            ],
          ];
    });
  });
  return `## Ablation

Without every feature that reads a clock (\`train/evaluate/ablate.ts\`). A row that is absent had no features left. Without the input stack: see the tools below; no
simulated family has one.

${table(['', 'features', 'AUC, mean', 'AUC, worst', 'caught at 1 %, mean'], rows)}`;
}

function strangers({ protocol: { strangers: items } }: Report): string {
  const rows = items
    .filter(({ horizon }) => horizon !== '5s' && horizon !== '3 strokes')
    .map(({ learner, source, horizon, view, nominal, high }) => [
      source,
      learner,
      horizon,
      view,
      percentFigure(nominal.mean.falseAlarms),
      percentFigure(high.mean.falseAlarms),
      areaFigure(nominal.mean.auc),
      percentFigure(nominal.mean.caught),
    ]);
  return `## Leave one source out

Fitted on one mouse recorder, tried on all people of the other; the threshold is the first recorder's alone. There is one keyboard recorder, which cannot be left out,
and touch recorders were left out in the notebook only (\`LAB.md\`, 45). Families are known to the fit here, their people are not.

${table(['people of', 'learner', 'horizon', 'view', 'false alarms at the nominal 1 %', 'at the level `high`', 'AUC on that recorder', 'caught'], rows)}`;
}

function shipped({
  examined: { groups, int8, reliability, deletion },
  protocol: { unseenReliability },
}: Report): string {
  return `## The shipped model

Test people against scripts of known families with new parameters, whole sessions up to 60 s, one group at a time:

${table(
  ['group', 'AUC', 'caught at 1 % of people', 'people', 'scripts'],
  groups.map((group) => [
    group.group,
    area(group.auc),
    percent(group.caughtAt1),
    group.people,
    group.scripts,
  ]),
)}

- int8 against real numbers on the same sessions: AUC ${int8.auc.toFixed(4)} and ${int8.float.toFixed(4)}, Δ ${int8.cost.value.toFixed(4)} (${int8.cost.low.toFixed(4)} – ${int8.cost.high.toFixed(4)}).
- Expected calibration error at the prior: ${areaFigure(reliability.error)} with families of the fit, ${areaFigure(unseenReliability.error)} with families left out of it.
- Deleting features, strongest attribution first, against random order: area ${area(deletion.scripts.gap)} on ${deletion.scripts.sessions} scripted sessions, ${area(deletion.people.gap)} on ${deletion.people.sessions} of people.`;
}

function calls({ examined }: Report): string {
  return `## False alarms, people of the test set, shipped model and levels

${table(
  ['source, kind, horizon', 'sessions', 'people', 'unknown', 'medium or high', 'high'],
  examined.calls.map((item) => [
    `${item.source}, ${item.modality}, ${item.horizon}`,
    item.sessions,
    item.people,
    percent(item.unknown),
    percentFigure(item.medium),
    percentFigure(item.high),
  ]),
)}`;
}
