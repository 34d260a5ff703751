import { pathToFileURL } from 'node:url';
import type { Feature } from '../src/contract/features/feature.ts';
import { FEATURES, GROUP_NAMES, GROUPS, MEMBERS } from '../src/contract/features/index.ts';
import { SENTENCES } from '../src/contract/features/sentences.ts';
import { SOURCES } from '../src/contract/features/sources.ts';

const COLUMNS = ['feature', 'says, when it speaks for a script', 'scale', 'least', 'asks for'];

/** The page `docs/features.md`: every feature's row as its group's table, and what each source is. */
export function describeFeatures(): string {
  return `# Features

The ${FEATURES.length} features of the evidence, printed by \`npm run --silent features > docs/features.md\` from the rows in
\`src/contract/features/\`. A value is missing with fewer than the *least* number of observations of its source, or on a
page that does not have all it *asks for*: kinds of events recorded, a clock as fine as this, and what the page must or
must not be. Missing is not zero: a missing feature contributes nothing of its own.

${GROUP_NAMES.map((group) => describeGroup(group)).join('\n\n')}

## Sources

What the observations are. *Within* names sources that have at least as many, times the factor given.

${table(
  ['source', 'what', 'within'],
  Object.entries(SOURCES).map(([name, source]) => [
    name,
    source.of,
    'within' in source ? within(source.within) : '',
  ]),
)}
`;
}

const describeGroup = (group: (typeof GROUP_NAMES)[number]): string =>
  `## ${GROUPS[group].title} (\`${group}\`)\n\n${table(
    COLUMNS,
    MEMBERS[group].flatMap((index) => {
      const feature = FEATURES[index];
      return feature ? [rowOf(feature, SENTENCES[feature.name][0])] : [];
    }),
  )}`;

const rowOf = (feature: Feature, sentence: string): string[] => [
  `\`${feature.name}\``,
  sentence,
  `${feature.unit}, ${number(feature.min)} to ${number(feature.max)}, ${feature.transform}`,
  `${feature.minCount} ${feature.source}`,
  [
    feature.channels.join(', '),
    feature.clockGrainMs === undefined ? [] : `clock ≤ ${feature.clockGrainMs} ms`,
    Object.entries(feature.only ?? {}).map(([name, value]) => `${name} = ${value}`),
    Object.entries(feature.except ?? {}).map(([name, value]) => `${name} ≠ ${value}`),
    feature.needs ?? [],
  ]
    .flat()
    .join('; '),
];

const number = (value: number): string => String(value).replace('-', '−');

const within = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => (count === 1 ? name : `${count} × ${name}`))
    .join(', ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(describeFeatures());
