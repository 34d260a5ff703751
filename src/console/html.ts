import { html } from 'hono/html';

export { html };

/** Text of a page in which everything that was put in is escaped. */
export type Html = ReturnType<typeof html>;
