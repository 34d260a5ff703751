import type { Inspection } from '../contract/analyst.ts';
import { element } from './element.ts';
import { createGroupRow, type GroupRow } from './group.ts';
import { createSumRows } from './sum.ts';

/** Length of a full bar in logit units, unless some group needs more. */
const FULL_BAR_LOGIT = 2;

export interface Groups {
  readonly node: HTMLElement;
  show(seen: Inspection): void;
}

/** Every group with its contribution, and what they come to. */
export function createGroups(): Groups {
  const rows = new Map<string, GroupRow>();
  const list = element('div');
  const sum = createSumRows();
  const legend = element(
    'div',
    { class: 'legend' },
    element('span', {}, '← person'),
    element('span', {}, 'script →'),
  );
  return {
    node: element('div', {}, legend, list, sum.node),
    show({ groups, verdict }) {
      const limit = Math.max(FULL_BAR_LOGIT, ...groups.map(({ contribution }) => Math.abs(contribution)));
      for (const group of groups) {
        const row = rows.get(group.name) ?? createGroupRow(group);
        if (!rows.has(group.name)) list.append(row.node);
        rows.set(group.name, row);
        row.show(group, limit);
      }
      sum.show(verdict.groups.baseline, verdict.logit);
    },
  };
}
