import { Hono } from 'hono';
import { icon } from '../assets/icon.ts';
import { keys } from '../assets/keys.ts';
import { style } from '../assets/style.ts';

const FILES = {
  'console.css': [style, 'text/css; charset=utf-8'],
  'keys.js': [keys, 'text/javascript; charset=utf-8'],
  'icon.svg': [icon, 'image/svg+xml'],
} as const;

/** What the pages load. Nothing of it is secret, so no login is asked. */
export function assetRoutes(): Hono {
  const routes = new Hono();
  for (const [name, [text, type]] of Object.entries(FILES))
    routes.get(`/assets/${name}`, (context) =>
      context.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'max-age=60' }),
    );
  return routes;
}
