import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import type { ClientScripts } from '../client.ts';

const SDK_FILES = ['tellsign.js', 'worker.js', 'debug.js', 'reasons.js', 'ort.js', 'ort.wasm'];

/** Style sheets, the inspector's modules, and the SDK as it is shipped. */
export function fileRoutes(scripts: ClientScripts, sdkFolder: string): Hono {
  const publicFolder = fileURLToPath(new URL('../public', import.meta.url));
  const routes = new Hono();
  routes.use('/tellsign/*', etag());
  for (const file of SDK_FILES) {
    routes.get(`/tellsign/${file}`, serveStatic({ root: sdkFolder, path: file, onFound: revalidate }));
  }
  routes.get(
    '/public/*',
    serveStatic({
      root: publicFolder,
      rewriteRequestPath: (path) => path.slice('/public'.length),
      onFound: revalidate,
    }),
  );
  routes.get('/client/:file{[a-z]+\\.js}', async (context) => {
    const script = await scripts(context.req.param('file').slice(0, -'.js'.length));
    if (script === null) return context.text('not found', 404);
    return context.body(script, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'no-cache',
    });
  });
  return routes;
}

/** The browser asks each time and gets 304 when nothing changed: 14 MB of WebAssembly are not sent twice. */
function revalidate(file: string, context: Context): void {
  const { size, mtimeMs } = statSync(file);
  context.header('ETag', `W/"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`);
  context.header('Cache-Control', 'no-cache');
}
