/** `tellsign/console`: what people do with a decision. Pages to mount behind the site's own login. */
export { createConsole } from './console.ts';
export type { ConsoleOptions } from './options.ts';
