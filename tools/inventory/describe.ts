import { BASES, type Place } from './place.ts';
import { SECTIONS } from './places/index.ts';

const COLUMNS = ['value', 'purpose', 'basis', 'kept', 'who has it'];

/** The inventory as sections of `docs/privacy.md`. */
export const describeInventory = (): string =>
  [
    `### Retention\n\n${describeRetention()}`,
    ...SECTIONS.map(
      ([title, places]) =>
        `### ${title}\n\n${Object.entries(places)
          .map(([name, place]) => describePlace(name, place))
          .join('\n\n')}`,
    ),
  ].join('\n\n');

/** A row for each place: for how long what lies there is kept, where a value says nothing else. */
const describeRetention = (): string =>
  table(
    ['place', 'kept', 'who has it'],
    SECTIONS.flatMap(([, places]) =>
      Object.entries(places).map(([name, { kept, recipient }]) => [name, kept, recipient]),
    ),
  );

const describePlace = (name: string, place: Place): string =>
  `**${name}.** ${place.what}\n\n${table(
    COLUMNS,
    Object.entries(place.names).map(([value, terms]) => {
      const { purpose, basis, kept, recipient } =
        typeof terms === 'string' ? { ...place, purpose: terms } : { ...place, ...terms };
      return [`\`${value}\``, purpose, BASES[basis], kept, recipient];
    }),
  )}`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
