import { NOMINAL } from '../fit/calibration.ts';
import { PRIOR } from '../rules/limits.ts';
import { data, features } from './card-data.ts';
import { linkage, readLinkage } from './card-linkage.ts';
import { neighbours } from './card-neighbours.ts';
import { protocol } from './card-protocol.ts';
import { readUnfamiliar, unfamiliar } from './card-unfamiliar.ts';
import { percent, table } from './format.ts';
import type { Report } from './report.ts';
import { targetsOf } from './targets.ts';

/** `model/CARD.md`. */
export function writeCard(report: Report): string {
  const parts = [
    purpose(report),
    figures(report),
    protocol(report),
    neighbours(report),
    features(report),
    data(report),
    unfamiliar(readUnfamiliar()),
    linkage(readLinkage()),
    limits(),
  ].filter((part) => part !== '');
  return `${parts.join('\n\n')}\n`;
}

function purpose({ quick, product: { manifest, parameters, levels, caught } }: Report): string {
  const { medium, high, source } = manifest.thresholds;
  const warning = `\n**Made by \`npm run evaluate -- --quick\`: one seed, on held-out training people. To choose by, not to quote.**\n`;
  return `# Model card: ${manifest.name} ${manifest.version}
${quick ? warning : ''}
Written by \`npm run evaluate\`; do not edit. The same in pictures: \`report.html\`. What was tried on the way: \`LAB.md\`.

\`${manifest.file}\`: ${manifest.bytes} bytes, SHA-256 \`${manifest.sha256}\`, ${parameters} parameters, feature schema ${manifest.schema}.
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
the groups set by hand): ${caught.map(({ family, medium: m, high: h }) => `${family} ${percent(m, 0)}, ${percent(h, 0)}`).join('; ')} (\`medium\` or above, \`high\`).`;
}

function figures(report: Report): string {
  const rows = targetsOf(report).map(({ name, wanted, reached, met, reason }) => [
    name,
    wanted,
    reached,
    met === null ? '–' : met ? 'met' : '**missed**',
    reason,
  ]);
  return `## Figures to reach

${table(['figure', 'wanted', 'reached (95 % interval)', '', 'most likely reason'], rows)}`;
}

function limits(): string {
  return `## Known limits

- The levels come from two mouse recorders, one keyboard recorder and three touch recorders, none of which scrolls a page; smaller ones are fitted, too.
  Another device or task shifts features; expect more false alarms than above until measured.
- Replayed human movement, and synthesis from human components, are near invisible to shape, and the rest passes most of them, too, by the debugging
  protocol as by the operating system (\`REDTEAM.md\`). No replay of a person is claimed to be caught.
- Operating-system injection and remote desktops pass every input-stack check.
- A backend's level does not rest on evidence unlike the people and the scripts of the training (*Far from everything*). Straight strokes of a finger look
  like a script's, so this does not clear them.
- Hand-set groups rest on figures from Chromium 156 on Linux; other systems are masked where the browser does not measure.
- The settings of the fit were chosen by cross-fitting over the training people and families; families are simulations, not tools in a browser.`;
}
