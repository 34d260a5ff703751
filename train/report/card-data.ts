import { FEATURES, GROUP_NAMES, MEMBERS } from '../../src/contract/features/index.ts';
import { table } from './format.ts';
import type { Report } from './report.ts';

export function data({ files }: Report): string {
  const rows = files.map(({ name, sha256 }) => [`\`${name}\``, `\`${sha256}\``, useOf(name)]);
  return `## Data

${table(['file', 'SHA-256', 'use'], rows)}

\`train/opensesame\` and \`train/iitkgp\` set the floor under how average a visit may be, and nothing else (\`data.json\`).

Split by person, as the files come. Scripts are simulated (\`train/families\`): every family draws its parameters per session and borrows task, pauses,
cadence and pixel rounding from a person's session, so that neither recorder nor task tells the label. Groups without recordings of people
are set by hand: \`train/rules/rules.ts\` gives each number's source.`;
}

function useOf(name: string): string {
  if (name.includes('bots')) return 'never fitted; reported above as unseen generators';
  return name.startsWith('train/') ? 'fit, calibration and thresholds (cross-fitted)' : 'this report only';
}

export function features({ product: { selection } }: Report): string {
  const fitted = new Set(Object.values(selection).flat());
  const rows = GROUP_NAMES.map((group) => {
    const names = (own: boolean): string =>
      MEMBERS[group]
        .filter((index) => fitted.has(index) === own)
        .map((index) => FEATURES[index]?.name.slice(group.length + 1) ?? '')
        .join(', ') || '–';
    return [group, names(true), names(false)];
  });
  return `## Features

${table(['group', 'learnt', 'set by hand, or without weight'], rows)}`;
}
