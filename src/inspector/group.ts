import type { Inspection } from '../contract/analyst.ts';
import { createBar } from './bar.ts';
import { element } from './element.ts';
import { signed } from './format.ts';

type Group = Inspection['groups'][number];

export interface GroupRow {
  readonly node: HTMLElement;
  show(group: Group, limit: number): void;
}

/**
 * One group of evidence: its contribution as a bar, and, opened, each feature's value and how many events it
 * rests on.
 */
export function createGroupRow(first: Group): GroupRow {
  const bar = createBar();
  const weight = element('output');
  const count = element('small');
  const body = element('tbody');
  const node = element(
    'details',
    { class: 'group' },
    element(
      'summary',
      {},
      element('span', { class: 'title', title: first.title }, first.title),
      count,
      bar.node,
      weight,
    ),
    element('table', {}, head(), body),
  );
  const cells = first.features.map(({ name }) => {
    const value = element('td');
    const n = element('td');
    const row = element(
      'tr',
      {},
      element('th', { scope: 'row' }, name.slice(name.indexOf('.') + 1)),
      value,
      n,
    );
    body.append(row);
    return { row, value, n };
  });
  return {
    node,
    show(group, limit) {
      node.classList.toggle('idle', !group.active);
      bar.show(group.contribution, limit);
      weight.textContent = group.active ? signed(group.contribution) : '–';
      const present = group.features.filter(({ value }) => value !== null).length;
      count.textContent = `${present}/${group.features.length}`;
      group.features.forEach(({ value, n }, index) => {
        const cell = cells[index];
        if (cell === undefined) return;
        const text = value === null ? '–' : plain(value);
        cell.row.classList.toggle('fresh', cell.value.textContent !== text);
        cell.row.classList.toggle('missing', value === null);
        cell.value.textContent = text;
        cell.n.textContent = String(n);
      });
    },
  };
}

function head(): HTMLElement {
  const column = (text: string) => element('th', { scope: 'col' }, text);
  return element('thead', {}, element('tr', {}, column('Feature'), column('Value'), column('Events')));
}

/** Four significant digits, no exponent for everyday sizes. */
function plain(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
