import type { Figure } from '../evaluate/study.ts';

/** Formats of figures, for the card and the page. */
export const percent = (share: number, digits = 1): string =>
  Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : '–';
export const area = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : '–');

const withInterval = (format: (value: number) => string) => {
  return ({ value, low, high }: Figure): string => {
    if (!Number.isFinite(value)) return '–';
    const ends = [low, high].map((end) => format(end).replace(' %', ''));
    return `${format(value)} (${ends.join('–')})`;
  };
};
export const percentFigure = withInterval(percent);
export const areaFigure = withInterval(area);

type Cell = string | number;

/** A table as GitHub's markdown. */
export function table(head: readonly Cell[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
