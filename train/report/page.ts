import { MAIN_HORIZON, MODALITIES } from '../evaluate/results.ts';
import { escapeHtml, figure, inline, key, row, section } from './html.ts';
import { others } from './page-others.ts';
import { deletionPlot, reliabilityPlot } from './plots/curves.ts';
import { detPlot } from './plots/det.ts';
import { INK, LEARNER_INK } from './plots/draw.ts';
import { familyAreas, familyCatches } from './plots/families.ts';
import { horizonPlot } from './plots/horizons.ts';
import { ablationPlot, learnerPlot } from './plots/learners.ts';
import { strangersPlot } from './plots/people.ts';
import type { Report } from './report.ts';
import { studyFor } from './select.ts';
import { STYLE } from './style.ts';
import { targetsOf } from './targets.ts';

const TITLES = { pointer: 'Pointer', keys: 'Typing', touch: 'Touch' } as const;

/** `model/report.html`: one file, nothing fetched, readable in light and dark. */
export function writePage(report: Report): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>tellsign: detection report</title>
<style>${STYLE}</style>
<main>
${[head(report), targets(report), families(report), learners(report), horizons(report), recorders(report), trust(report), others(report), foot(report)].join('\n')}
</main>
</html>
`;
}

function head({ quick, product: { manifest, onnx, parameters } }: Report): string {
  const warning =
    '<p class="warning">A quick run: one seed, on held-out training people. To choose by, not to quote.</p>';
  return `<header>
${quick ? warning : ''}
<h1>How well tellsign tells scripts from people it has never met</h1>
<p class="lead">Every figure here is of scripts whose whole family was kept from the fit, and of people the fit never saw. Thresholds come from
training people alone. Intervals are 95 %, over people, sessions and seeds.</p>
<p class="small">${escapeHtml(manifest.file)} ${escapeHtml(manifest.sha256.slice(0, 16))}… · ${parameters} parameters · ${onnx.length} bytes · made by
<code>npm run evaluate</code> · the same in numbers: <code>model/CARD.md</code></p>
</header>`;
}

function targets(report: Report): string {
  const tiles = targetsOf(report).map(({ name, wanted, reached, met, reason }) => {
    const [value = '', range = ''] = reached.split(' (');
    const state = met === null ? '' : met ? 'met' : 'missed';
    return `<div class="tile ${state}"><b>${escapeHtml(value)}</b><span class="range">${escapeHtml([wanted, range.replace(')', '')].filter(Boolean).join(' · '))}</span>
<div class="name">${inline(name)}</div>${reason === '' ? '' : `<div class="why">${inline(reason)}</div>`}</div>`;
  });
  return section(
    'Figures to reach',
    'Green: reached. Red: missed, with the most likely reason. Grey: measured elsewhere.',
    `<div class="tiles">${tiles.join('\n')}</div>`,
  );
}

function families(report: Report): string {
  const rows = MODALITIES.flatMap((modality) => {
    const horizon = MAIN_HORIZON[modality];
    const study = studyFor(report, { modality, horizon, view: 'shape' });
    return study === undefined
      ? []
      : [
          row(
            figure(`${TITLES[modality]}, ${horizon}: AUC`, familyAreas(study)),
            figure(`${TITLES[modality]}, ${horizon}: caught`, familyCatches(study)),
          ),
        ];
  });
  return section(
    'Family by family',
    'Each family of scripts left out of the fit in turn, two that move a pointer at a time. The red tick on the left is the AUC against people of the very recorder whose task the script borrowed; on the right, what the threshold that flags 1 % of these people would catch. <code>copy</code> is the control: a person’s own movement through the simulator, which nothing should tell.',
    ...rows,
  );
}

function learners(report: Report): string {
  const known = new Set(report.protocol.det.map(({ learner }) => learner as string));
  const entries = LEARNER_INK.domain.flatMap((name, i) =>
    known.has(name)
      ? [[LEARNER_INK.range[i] ?? '', name === 'additive' ? 'tellsign (additive)' : name] as const]
      : [],
  );
  return section(
    'What exact explanations cost',
    'Adding up one bounded network per group makes every attribution exact. The same features in boosted trees and in a network without that bound show what it costs. Curves: scripts missed against people flagged, log-odds on both axes, mean of the families left out in the hold-outs that all learners were tried on.',
    key(entries),
    row(
      ...MODALITIES.filter((modality) =>
        report.protocol.det.some((curve) => curve.modality === modality),
      ).map((modality) =>
        figure(`${TITLES[modality]}, ${MAIN_HORIZON[modality]}`, detPlot(report, modality)),
      ),
    ),
    row(figure('Mean and worst family', learnerPlot(report))),
  );
}

function horizons(report: Report): string {
  return section(
    'As a session grows',
    'Blue: all learnt groups together, with its interval. Grey: each group by itself.',
    row(...MODALITIES.map((modality) => figure(TITLES[modality], horizonPlot(report, modality)))),
    row(
      figure('Without a clock', ablationPlot(report), 'The same fits without every feature that reads time.'),
    ),
  );
}

function recorders(report: Report): string {
  return section(
    'People of another recorder',
    'Fitted on one mouse recorder alone, with a threshold from its own people, then tried on everybody of the other. Dashed: the 2 % to stay below.',
    row(figure('False alarms', strangersPlot(report))),
  );
}

function trust({ protocol, examined }: Report): string {
  return section(
    'Can the score be believed, and its reasons?',
    'A calibrated score of .3 should be a script three times in ten. A true reason, deleted, should move the score: blue deletes the strongest attribution first, grey in random order.',
    row(
      figure(
        'Calibration, families of the fit',
        reliabilityPlot(examined.reliability, 'Calibration with families of the fit'),
      ),
      figure(
        'Calibration, families left out',
        reliabilityPlot(protocol.unseenReliability, 'Calibration with families left out'),
      ),
    ),
    key([
      [INK.ours, 'strongest first'],
      [INK.soft, 'random order'],
    ]),
    row(
      figure(
        'Deleting features of scripts',
        deletionPlot(examined.deletion.scripts, 'Deletion curve, scripts'),
        `area between: ${examined.deletion.scripts.gap.toFixed(2)}`,
      ),
      figure(
        'Deleting features of people',
        deletionPlot(examined.deletion.people, 'Deletion curve, people'),
        `area between: ${examined.deletion.people.gap.toFixed(2)}`,
      ),
    ),
  );
}

function foot({ files }: Report): string {
  return `<footer class="small"><p>Data: ${files.map(({ name, sha256 }) => `${escapeHtml(name)} ${escapeHtml(sha256.slice(0, 8))}`).join(' · ')}. Families of scripts are simulations
(<code>train/families</code>); replayed human movement cannot be told by shape, and is not claimed to be.</p></footer>`;
}
