import type { Places } from '../place.ts';
import { BODY_PLACES } from './decisions.ts';
import { DESK_TABLES, LEARNING_TABLES, WEBHOOK_PLACES } from './desk.ts';
import { PAGE_PLACES } from './page.ts';
import { SERVER_PLACES } from './server.ts';
import { VISIT_TABLES } from './tables.ts';

/** Places of the inventory, in the order of the page `docs/privacy.md`. */
export const SECTIONS: readonly (readonly [title: string, places: Places])[] = [
  ['What leaves the page, and what stays in the browser', PAGE_PLACES],
  ['What the backend hands out and remembers', SERVER_PLACES],
  ['Visits, with `tellsign/decide`', VISIT_TABLES],
  ['Members of the columns `body`', BODY_PLACES],
  ['The desk, with `tellsign/decide`', DESK_TABLES],
  ['What is learnt, with `tellsign/decide`', LEARNING_TABLES],
  ['Webhooks', WEBHOOK_PLACES],
];

/** Every place, but for those whose names a type holds complete. */
export const CHECKED: Places = Object.assign(
  {},
  ...SECTIONS.filter(([, places]) => places !== BODY_PLACES).map(([, places]) => places),
);
