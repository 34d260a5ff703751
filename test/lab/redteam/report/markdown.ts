import { cellOf, FULL_SESSIONS } from '../cell.ts';
import { poses } from '../live/poses.ts';
import { LIVE_CELLS } from '../live/run.ts';
import { headlines } from './figures.ts';
import type { Published } from './published.ts';
import { rowOf, tableOf } from './table.ts';

export interface Results {
  /** SHA-256 of the model file. */
  readonly sha256: string;
  readonly published: Published;
  /** File name of the picture beside the report. */
  readonly picture: string;
}

const FEW = `
**Cells with fewer than ${FULL_SESSIONS} visits show that the leg works, and decide nothing.** Judge by the intervals.
`;

const OUTCOMES = `\`met\` and \`missed\`: the whole interval keeps the limit, or breaks it; where none at all is wanted, none was
seen in ${FULL_SESSIONS} visits. \`open\`: the interval holds the limit, or too little was measured. Differences have Newcombe's interval, which of
${FULL_SESSIONS} visits each is some 25 points wide: that two shares are alike is hardly ever \`met\`.`;

/** `model/REDTEAM.md`. */
export function markdownOf(results: Results): string {
  const { published } = results;
  return `${[purpose(results), figures(published), simulated(published), live(published), limits(published)].join('\n\n')}\n`;
}

const purpose = ({ sha256, published, picture }: Results): string => `# What it takes to get through

Written by \`npm run redteam\`; do not edit. Model \`${published.model}\`, SHA-256 \`${sha256}\`.

An attacker wants a visit by a script to be judged \`low\`. In the words of NIST AI 100-2 these are evasion attacks by
queries that return a score; in those of MITRE ATLAS, AML.T0015 (evade the model) by AML.T0043.001 (black-box
optimisation). An attacker succeeds when its **fresh** visits, which the search never saw, are \`low\`. Shares are
followed by their 95 % Wilson interval. It takes visits as independent: after a search they are some ten for each of its
settings, so the true interval is wider. "No objection of the backend" means: \`low\`, no flag, and live also allowed by
the shop's policy. It is never promised that a share is 0: \`low\` says that nothing speaks against a visit.

![Share of fresh visits judged low, by attacker and number of queries](${picture})`;

function figures(published: Published): string {
  const rows = headlines(published).map(
    ({ figure, now, wanted, outcome, command }) =>
      `| ${figure} | ${now} | ${wanted} | ${outcome} | \`${command}\` |`,
  );
  const head = ['| figure | now | wanted | outcome | command |', '| --- | --- | --- | --- | --- |'];
  return ['## Figures', '', OUTCOMES, '', ...head, ...rows].join('\n');
}

function simulated({ simulated: results }: Published): string {
  const notes = new Map(results.map(({ attacker, note }) => [attacker, note]));
  const legend = [...notes].map(([attacker, note]) => `- **${attacker}**: ${note}.`).join('\n');
  const rows = results.map((row) =>
    rowOf([row.attacker, row.delivery, row.start, String(row.budget)], cellOf(row)),
  );
  return `## In simulation

The shop's checkout with its fields and layout at six viewports, scored by the functions of \`npm run score\` and the
verifier; levels are a backend's. \`protocol\`: one call of the debugging protocol a frame; \`system\`: input of the operating system. A search
(CMA-ES over the generator's settings) starts blind or at textbook settings and sees the score of every query. Each row
joins several searches with seeds of their own, some ten fresh visits each. Whoever may ask once asks about the settings
it has, so rows of no query and of one differ by chance alone. *replay* and *retargeted* search for pace, jitter and
waits; they pass without a query. Command: \`npm run redteam\`; rows of 40 visits are those of \`-- --quick\`, which
takes minutes and prints them.

${legend}

${tableOf(['attacker', 'delivery', 'start', 'queries'], rows)}`;
}

function live({ live: results }: Published): string {
  if (results.length === 0)
    return '## In a real browser\n\nNot measured for this model. Command: `npm run redteam -- --live 40`.';
  const rows = results.map((row) => rowOf([row.actor, row.page, row.load], cellOf(row)));
  const posing = poses.filter(({ name }) => results.some(({ actor }) => actor === name));
  const legend = posing.map(({ name, note }) => `- **${name}**: ${note}.\n`).join('');
  const groups = results.map(
    ({ actor, load, groups, medianSeconds, medianLoad }) =>
      `| ${actor} | ${load} | ${medianSeconds.toFixed(0)} | ${medianLoad?.toFixed(1) ?? 'not noted'} | ${groups.map(([name, mean]) => `${name} ${mean > 0 ? '+' : '−'}${Math.abs(mean).toFixed(1)}`).join(', ')} |`,
  );
  return `## In a real browser

Chromium at the demo shop; the level is what the backend recomputed, as \`TELLSIGN_LOG\` gets it. \`blind\` draws settings
anew for every visit, \`found\` takes those of a simulated search of 100 queries from the textbook on. \`starved\`: the
attacker's process, and nothing else, is stopped for 10–45 ms at a time; \`idle\`: it is left alone. Poses are by the
debugging protocol. Command: \`npm run redteam -- --live 40\`.
${results.some(({ sessions }) => sessions < FULL_SESSIONS) ? FEW : ''}
${tableOf(['attacker', 'page', 'process'], rows)}
${legend && `\n${legend}`}
What each group said on average, logits; positive speaks for a script:

| attacker | process | median visit, s | load of the machine, per core | groups |
| --- | --- | --- | --- | --- |
${groups.join('\n')}`;
}

/** Cells of a release that nobody measured. */
const unmeasured = ({ live: rows }: Published): string =>
  LIVE_CELLS.filter((cell) => !rows.some(({ actor, load }) => actor === cell.actor && load === cell.load))
    .map(({ actor, load }) => (load === 'idle' ? actor : `${actor} (${load})`))
    .join(', ') || 'none';

const limits = (published: Published): string => `## What this does not show

- A machine that does other work delays every process. Cells with a load above 1 per core were measured beside such work:
  what is called \`idle\` there is not, and \`starved\` adds to it.
- Not measured of this model in a real browser: ${unmeasured(published)}.
- Live visits before 30 November 2026 were judged before levels ceased to rest on unfamiliar evidence (LAB.md, 57): fewer
  would be \`high\`, and none more \`low\`.
- Poses were made by the debugging protocol and not starved; nobody posed with a key of 30 days.
- One form, one browser and one operating system. Phones are not attacked.
- A simulation knows Chromium's delivery from recordings; where it and the live legs disagree, the live legs count.
- The search sees the score. Who sees only whether a payment passed needs more queries.
- A person at the keyboard, hired or deceived, is no script and passes.`;
