import type { QueuePage, QueueRow } from '../../decide/index.ts';
import type * as view from '../view.ts';
import { whyOf } from '../words/why.ts';

export function queueView({ rows, page, pages, places, done, open, over }: QueuePage): view.QueueView {
  return {
    page,
    pages,
    total: open.ranked + open.drawn,
    budget: {
      perDay: places.perDay,
      auditBudget: places.drawn,
      answered: done.ranked,
      audits: done.drawn,
      overBudget: over.automatic,
      belowBudget: over.waiting,
    },
    rows: rows.map(rowView),
  };
}

/** What an audit has shown before it is answered would sway who looks at it. */
const isBlind = ({ kind, closed }: QueueRow): boolean => kind === 'audit' && closed === null;

function rowView(row: QueueRow): view.QueueRow {
  const { id, action, alerts, answered, openedMs, dueMs, taken, why, loss, amount, isOver } = row;
  const isHidden = isBlind(row);
  return {
    id,
    why: whyOf(why),
    rule: isHidden ? null : why.code,
    action,
    loss: loss?.high ?? null,
    amount,
    openedMs,
    dueMs,
    alerts: alerts - answered,
    holder: taken && { id: taken.by, untilMs: taken.untilMs },
    audit: isHidden,
    isOver,
  };
}
