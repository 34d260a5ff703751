import { type Counts, cellOf } from '../cell.ts';
import { liveName } from '../live/actors.ts';
import { poses } from '../live/poses.ts';
import type { Published } from './published.ts';
import { shareText } from './table.ts';

/** One figure of the report's first table. */
export interface Headline {
  readonly figure: string;
  readonly now: string;
  readonly wanted: string;
  readonly command: string;
}

const NOT_YET = 'not measured';

/** The figures by which a release is judged, each from its cell. */
export function headlines({ live, simulated }: Published): Headline[] {
  const low = (row: Counts | undefined): string =>
    row ? `${shareText(cellOf(row).levels.low)} of ${row.sessions}` : NOT_YET;
  const lowOf = (actor: string, load: 'idle' | 'starved' = 'idle'): string =>
    low(live.find((row) => row.actor === actor && row.load === load));
  const liveCommand = (name: string) => `npm run redteam -- --live 40 --only ${name}`;
  const simulatedLow = (delivery: string, budget: number): string =>
    low(
      simulated.find(
        (row) =>
          row.attacker === 'C' &&
          row.start === 'textbook' &&
          row.delivery === delivery &&
          row.budget === budget,
      ),
    );
  const [textbook, found] = [liveName('C', 'textbook', 'protocol'), liveName('C', 'found', 'protocol')];
  const system = liveName('C', 'textbook', 'system');
  return [
    {
      figure: 'live, textbook checkout by the debugging protocol, `low`, no query, generator C',
      now: lowOf(textbook),
      wanted: '≤ 20 %',
      command: liveCommand(textbook),
    },
    {
      figure: 'the same after 100 queries',
      now: lowOf(found),
      wanted: '≤ 50 %',
      command: liveCommand(found),
    },
    {
      figure: 'live, by the operating system, generated movement and typing, `low`',
      now: lowOf(system),
      wanted: '≤ 40 %',
      command: liveCommand(system),
    },
    ...[textbook, system, 'ghost-cursor-playwright'].map((actor) => ({
      figure: `${actor}: share \`low\`, idle · starved`,
      now: `${lowOf(actor)} · ${lowOf(actor, 'starved')}`,
      wanted: '≤ 10 points apart',
      command: liveCommand(actor),
    })),
    {
      figure: 'agents that press without a move, keys log-normal, `low`',
      now: lowOf('presses-without-moves'),
      wanted: '0 of 20',
      command: liveCommand('presses-without-moves'),
    },
    ...(['in-page-events', 'in-page-submit'] as const).map((actor) => ({
      figure: `scripts inside the page that fill and submit (${actor}), \`low\``,
      now: lowOf(actor),
      wanted: '0 %',
      command: liveCommand(actor),
    })),
    {
      figure: 'text put in as dictation does it (cdp-insert-text), `low`',
      now: lowOf('cdp-insert-text'),
      wanted: '0 %',
      command: liveCommand('cdp-insert-text'),
    },
    {
      figure: 'two fields, one typed and one set by a script, `low`',
      now: lowOf('two-fields-one-typed'),
      wanted: '0 %',
      command: liveCommand('two-fields-one-typed'),
    },
    ...poses
      .filter(({ name }) => live.some(({ actor }) => actor === name))
      .map(({ name }) => ({
        figure: `${name}: share \`low\` · the same hand without the pose`,
        now: `${lowOf(name)} · ${lowOf(textbook)}`,
        wanted: '0 %',
        command: liveCommand(name),
      })),
    ...(['protocol', 'system'] as const).flatMap((delivery) =>
      [0, 100].map((budget) => ({
        figure: `simulated, generator C from the textbook, ${delivery}, ${budget} queries, \`low\``,
        now: simulatedLow(delivery, budget),
        wanted: '–',
        command: 'npm run redteam -- --only C',
      })),
    ),
  ];
}
