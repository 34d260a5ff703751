import type { Shown } from './people.ts';
import type { DayResult, Site } from './site.ts';

/** Of each site: without learning first. */
export type Sites<T> = readonly T[];

/** What a kind of people meets at the end of the month. */
export interface KindRow {
  readonly kind: string;
  /** Good orders that are not let through at once, but for visits that nobody can judge. */
  readonly falseAlarms: Sites<number>;
  /** Orders of a thief who shows what this kind shows that are let through, or cannot be judged. */
  readonly posed: Sites<number>;
}

/** Every session of every kind, as a customer's and as a thief's order. */
export async function measureKinds({ kinds }: Shown, sites: Sites<Site>): Promise<readonly KindRow[]> {
  const rows: KindRow[] = [];
  for (const [kind, sessions] of Object.entries(kinds)) {
    const share = async (site: Site, isThief: boolean) => {
      let through = 0;
      for (const evidence of sessions) through += Number(await site.probe(evidence, isThief));
      return through / sessions.length;
    };
    const row: { kind: string; falseAlarms: number[]; posed: number[] } = {
      kind,
      falseAlarms: [],
      posed: [],
    };
    for (const site of sites) {
      row.falseAlarms.push(1 - (await share(site, false)));
      row.posed.push(await share(site, true));
    }
    rows.push(row);
  }
  return rows;
}

export function tableOf(
  results: Sites<readonly DayResult[]>,
  kinds: readonly KindRow[],
  refusals: ReadonlyMap<string, number>,
): string {
  const days = results[0]?.length ?? 0;
  const tens = Array.from({ length: Math.ceil(days / 10) }, (_, at) => [at * 10, at * 10 + 10] as const);
  const rows = [...tens, [0, days] as const].map(([from, to]) => {
    const sums = results.map((own) => sumOf(own.slice(from, to)));
    const all = (of: (one: Sums) => string) => sums.map(of).join(' → ');
    const cells = [
      `${from + 1} – ${Math.min(to, days)}`,
      all(({ loss, fraud }) => percent(loss / fraud)),
      all((sum) => (sum.alerts / sum.days).toFixed(1)),
      all(({ falseAlarms, good }) => percent(falseAlarms / good)),
      all(({ step }) => step.toFixed(2)),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| days | fraud that went through | alerts a day | good orders stopped | the curve moved |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    `Nights without a step: ${[...refusals].map(([code, nights]) => `${code} ${nights}`).join(', ')}`,
    '',
    '| kind of people | good orders stopped | a thief who poses as one, not stopped |',
    '|---|---|---|',
    ...kinds.map(
      ({ kind, falseAlarms, posed }) =>
        `| ${kind} | ${falseAlarms.map(percent).join(' → ')} | ${posed.map(percent).join(' → ')} |`,
    ),
  ].join('\n');
}

type Sums = DayResult & { readonly days: number };

function sumOf(days: readonly DayResult[]): Sums {
  const sum = (of: (day: DayResult) => number) => days.reduce((total, day) => total + of(day), 0);
  return {
    days: days.length,
    ...{
      loss: sum(({ loss }) => loss),
      fraud: sum(({ fraud }) => fraud),
      alerts: sum(({ alerts }) => alerts),
    },
    ...{ good: sum(({ good }) => good), falseAlarms: sum(({ falseAlarms }) => falseAlarms) },
    step: sum(({ step }) => step),
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
