import type { RuleLevel } from '../../decide/index.ts';
import type { Frame } from '../frame.ts';
import { type Html, html } from '../html.ts';
import type { HourView } from '../view.ts';
import { count } from '../words/money.ts';
import { hourMinute } from '../words/time.ts';

/** From the bottom of a column to its top. */
export const LEVELS = [
  'low',
  'medium',
  'high',
  'unknown',
  'refused',
  'missing',
] as const satisfies readonly RuleLevel[];

const HEIGHT = 160;
/** Share of an hour's width that its column fills. */
const FILLED = 0.78;
/** Hours between two names on the axis. */
const NAMED = 6;

/** Levels hour by hour, as columns; the table below them has the same numbers. */
export function levelsChart(hours: readonly HourView[], { timeZone }: Pick<Frame, 'timeZone'>): Html {
  const most = Math.max(1, ...hours.map(({ visits }) => visits));
  const wide = 100 / Math.max(1, hours.length);
  return html`<svg class="levels" width="100%" height="${HEIGHT + 24}" aria-hidden="true" focusable="false">
  <defs>${['unknown', 'refused', 'missing'].map(
    (
      level,
    ) => html`<pattern id="hatch-${level}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(${level === 'unknown' ? 45 : level === 'refused' ? 135 : 0})">
    <rect class="hatched" width="6" height="6"/><rect class="${level}" width="3" height="6"/></pattern>`,
  )}</defs>
  <line class="lane" x1="0" x2="100%" y1="${HEIGHT}" y2="${HEIGHT}"/>
  ${hours.map((hour, index) => column(hour, { x: index * wide, width: wide * FILLED, scale: (HEIGHT - 8) / most }))}
  ${hours.map(({ startMs }, index) =>
    index % NAMED === 0
      ? html`<text x="${(index * wide).toFixed(2)}%" y="${HEIGHT + 17}">${hourMinute(startMs, timeZone)}</text>`
      : '',
  )}</svg>`;
}

interface ColumnPlace {
  readonly x: number;
  readonly width: number;
  readonly scale: number;
}

function column({ levels }: HourView, { x, width, scale }: ColumnPlace): readonly Html[] {
  let top = HEIGHT;
  return LEVELS.filter((level) => levels[level] > 0).map((level) => {
    const height = Math.max(1, levels[level] * scale);
    top -= height;
    return html`<rect class="${level}" x="${x.toFixed(2)}%" width="${width.toFixed(2)}%" y="${top.toFixed(1)}" height="${height.toFixed(1)}"/>`;
  });
}

/** What each colour and hatching means, and how many visits it has. */
export const levelsLegend = (hours: readonly HourView[]): Html =>
  html`<ul class="legend">${LEVELS.map(
    (
      level,
    ) => html`<li><svg class="levels swatch-level" width="14" height="14" aria-hidden="true" focusable="false"><rect class="${level}" width="14" height="14" rx="3"/></svg>
  ${level} <b>${count(hours.reduce((sum, { levels }) => sum + levels[level], 0))}</b></li>`,
  )}</ul>`;
