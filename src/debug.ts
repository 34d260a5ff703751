/**
 * `debug.js`: says on the console what is missing, why and what to change. The page loads it with `debug`
 * alone.
 */
export { start } from './page/debug/start.ts';
