import type { DriftCauseKind } from '../../../src/contract/drift.ts';
import type { DriftAlarm } from '../../../src/decide/drift/drift.ts';

/** Alarms where nothing happened. */
export interface QuietRow {
  readonly site: string;
  readonly use: 'choose' | 'report';
  readonly visits: number;
  readonly alarms: readonly DriftAlarm[];
}

/** What was found of one shift. */
export interface ShiftRow {
  readonly site: string;
  readonly use: 'choose' | 'report';
  readonly shift: string;
  readonly cause: DriftCauseKind;
  readonly found: { readonly delay: number; readonly alarm: DriftAlarm } | null;
}

/** An alarm is wanted within so many visits (decide.md §9). */
const WANTED = 300;

export function tableOf(quiet: readonly QuietRow[], rows: readonly ShiftRow[]): string {
  return (['choose', 'report'] as const)
    .map((use) => {
      const own = quiet.filter((row) => row.use === use);
      const visits = own.reduce((sum, row) => sum + row.visits, 0);
      const alarms = own.flatMap((row) => row.alarms.map(({ signal, feature }) => feature ?? signal));
      const head = `${use}: ${alarms.length} false alarms in ${visits} visits (${[...new Set(alarms)].join(', ')})`;
      return `${head}\n\n${shiftTable(rows.filter((row) => row.use === use))}\n`;
    })
    .join('\n');
}

function shiftTable(rows: readonly ShiftRow[]): string {
  const names = [...new Set(rows.map(({ shift }) => shift))];
  const lines = names.map((name) => {
    const own = rows.filter(({ shift }) => shift === name);
    const found = own.flatMap((row) => (row.found ? [{ ...row.found, cause: row.cause }] : []));
    const delays = found.map(({ delay }) => delay).toSorted((a, b) => a - b);
    const within = delays.filter((delay) => delay <= WANTED).length;
    const named = found.filter(({ alarm, cause }) => alarm.cause.kind === cause).length;
    const at = (share: number) => delays[Math.floor(share * (delays.length - 1))] ?? '–';
    const signals = ['score', 'feature', 'missing'].map(
      (signal) => found.filter(({ alarm }) => alarm.signal === signal).length,
    );
    return `| ${[name, `${within} of ${own.length}`, at(0.5), at(0.9), `${named} of ${found.length}`, signals.join(' · ')].join(' | ')} |`;
  });
  return [
    '| shift | alarm within 300 visits | median visits | nine of ten | cause named | score · feature · missing |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}
