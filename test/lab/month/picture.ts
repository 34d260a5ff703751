import type { DayResult } from './site.ts';

const [WIDTH, LANE, GAP, LEFT, RIGHT, TOP] = [720, 110, 44, 56, 16, 34];

/** What is drawn, a lane each: means over seven days. */
const LANES: readonly { readonly title: string; readonly of: (days: readonly DayResult[]) => number }[] = [
  { title: 'fraud that went through, % of its amount', of: (days) => 100 * share(days, 'loss', 'fraud') },
  { title: 'alerts a day', of: (days) => days.reduce((sum, { alerts }) => sum + alerts, 0) / days.length },
  {
    title: 'good orders stopped, %',
    of: (days) => 100 * share(days, 'falseAlarms', 'good'),
  },
];
const SMOOTHED = 7;
/** Classes of the sites' lines. */
const KINDS = ['still', 'calibrated', 'aligned'] as const;

/** A month without learning, calibrated, and aligned, too, as an SVG of a few kilobytes. */
export function monthPicture(sites: readonly (readonly DayResult[])[]): string {
  const count = sites[0]?.length ?? 0;
  const height = TOP + LANES.length * (LANE + GAP);
  const lanes = LANES.map(({ title, of }, lane) => {
    const lines = sites.map((days) =>
      days.map((_, day) => of(days.slice(Math.max(0, day - SMOOTHED + 1), day + 1))),
    );
    const most = niceOf(Math.max(...lines.flat()));
    const top = TOP + lane * (LANE + GAP);
    const y = (value: number) => (top + LANE * (1 - value / most)).toFixed(1);
    const x = (day: number) => (LEFT + ((WIDTH - LEFT - RIGHT) * day) / Math.max(1, count - 1)).toFixed(1);
    const path = (values: readonly number[], kind: string) =>
      `<polyline class="${kind}" points="${values.map((value, day) => `${x(day)},${y(value)}`).join(' ')}"/>`;
    return [
      `<text x="${LEFT}" y="${top - 8}">${title}</text>`,
      ...[0, most / 2, most].map(
        (value) =>
          `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}"/><text class="tick" x="${LEFT - 8}" y="${Number(y(value)) + 4}">${value}</text>`,
      ),
      ...KINDS.map((kind, at) => path(lines[at] ?? [], kind)),
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="A simulated month without learning and with it">
<style>text{font:13px system-ui,sans-serif;fill:#334}.tick{text-anchor:end;font-size:11px;fill:#667}.grid{stroke:#dde}polyline{fill:none;stroke-width:2.5}.still{stroke:#889;stroke-dasharray:5 4}.calibrated{stroke:#1f5fbf}.aligned{stroke:#b5541c}@media(prefers-color-scheme:dark){text{fill:#dde}.tick{fill:#aab}.grid{stroke:#445}.calibrated{stroke:#7db1ff}.aligned{stroke:#f0a060}}</style>
${lanes.join('\n')}
<text x="${LEFT}" y="${height - 8}">Day 1 to ${count}, means over seven days; dashed: nothing learnt, blue: calibrated, orange: aligned, too</text>
</svg>
`;
}

function share(days: readonly DayResult[], part: 'loss' | 'falseAlarms', whole: 'fraud' | 'good'): number {
  const sum = (name: keyof DayResult) => days.reduce((total, day) => total + day[name], 0);
  return sum(part) / Math.max(1, sum(whole));
}

/** The next round number. */
function niceOf(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 4, 5, 8, 10].map((step) => step * unit).find((step) => step >= value) ?? 10 * unit;
}
