import type { Place, QueuePage, QueueRow } from '../../decide/index.ts';
import type * as view from '../view.ts';
import { whyOf } from '../words/why.ts';
import { journeyText } from './journey.ts';
import { type PlaceWords, placeWords } from './place.ts';

export function queueView(
  { rows, page, pages, places, done, open, over }: QueuePage,
  placeName: PlaceWords,
): view.QueueView {
  const nameOf = placeWords(placeName);
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
    rows: rows.map((row) => rowView(row, nameOf)),
  };
}

/** What an audit has shown before it is answered would sway who looks at it. */
const isBlind = ({ kind, closed }: QueueRow): boolean => kind === 'audit' && closed === null;

function rowView(row: QueueRow, nameOf: (place: Place) => string): view.QueueRow {
  const { id, action, alerts, answered, openedMs, dueMs, taken, why, loss, amount, isOver } = row;
  const isHidden = isBlind(row);
  return {
    id,
    why: (row.journey && journeyText(row.journey, nameOf)) ?? whyOf(why),
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
