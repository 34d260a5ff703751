import * as Plot from '@observablehq/plot';
import { draw } from '../../../../train/report/plots/draw.ts';
import { cellOf } from '../cell.ts';
import type { SimulatedRow } from './published.ts';

/** The report page's own colours; a picture by itself brings them along, for light and dark. */
const STYLE = `<style>
  svg { --ink: #1d1d1b; --soft: #8d8a82; --a: #cf3f52; --b: #1f6feb; --c: #16816f; --d: #c4561c; --paper: #fbfaf6;
    background: var(--paper); color: var(--ink); font: 13px system-ui, sans-serif; }
  @media (prefers-color-scheme: dark) {
    svg { --ink: #e9e7e1; --soft: #8b8d93; --a: #f0798a; --b: #6aa5ff; --c: #4cc2ac; --d: #ef8b54; --paper: #16171a; }
  }
</style>`;
const COLOURS = ['var(--a)', 'var(--b)', 'var(--c)', 'var(--d)'];

/** From one name of the key to the next, px. */
const LINE_PX = 18;

/** Share `low` by queries, a panel for each way of delivery and start, a line for each attacker. */
export function pictureOf(rows: readonly SimulatedRow[]): string {
  const points = rows.map((row) => {
    const { share, low, high } = cellOf(row).levels.low;
    const { attacker, delivery, start, budget } = row;
    return { attacker, panel: `${delivery}, ${start}`, budget: String(budget), share, low, high };
  });
  const attackers = [...new Set(points.map(({ attacker }) => attacker))];
  const budgets = [...new Set(rows.map(({ budget }) => budget))].sort((a, b) => a - b).map(String);
  const panels = [...new Set(points.map(({ panel }) => panel))];
  const svg = draw(
    {
      width: 235 * panels.length + 60,
      height: 300,
      marginLeft: 46,
      marginRight: 14,
      marginTop: 34,
      color: { domain: attackers, range: COLOURS.slice(0, attackers.length) },
      fx: { label: null, domain: panels },
      x: { type: 'point', domain: budgets, label: 'queries →' },
      y: { domain: [0, 1], label: '↑ fresh visits judged low', tickFormat: '.0%', grid: true },
      marks: [
        Plot.ruleX(points, {
          fx: 'panel',
          x: 'budget',
          y1: 'low',
          y2: 'high',
          stroke: 'attacker',
          strokeOpacity: 0.5,
        }),
        Plot.line(points, {
          fx: 'panel',
          x: 'budget',
          y: 'share',
          stroke: 'attacker',
          z: 'attacker',
          strokeWidth: 2,
        }),
        Plot.dot(points, { fx: 'panel', x: 'budget', y: 'share', fill: 'attacker', r: 3.5 }),
        // The key stands where the last panel is empty.
        ...attackers.map((attacker, place) =>
          Plot.text([attacker], {
            fx: [panels.at(-1)],
            frameAnchor: 'bottom-right',
            text: [attacker],
            fill: [attacker],
            dx: -6,
            dy: -8 - LINE_PX * place,
          }),
        ),
      ],
    },
    'Share of fresh visits judged low, by attacker and number of queries',
  );
  const open = svg.indexOf('>') + 1;
  const head = svg.slice(0, open);
  const named = head.includes('xmlns=')
    ? head
    : head.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  return `${named}${STYLE}${svg.slice(open)}\n`;
}
