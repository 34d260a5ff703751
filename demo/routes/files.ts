import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';

const SDK_FILES = [
  'tellsign.js',
  'worker.js',
  'debug.js',
  'reasons.js',
  'inspector.js',
  'ort.js',
  'ort.wasm',
];

/** Style sheets, and the SDK as it is shipped. */
export function fileRoutes(sdkFolder: string): Hono {
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
  return routes;
}

/** The browser asks each time and gets 304 when nothing changed: 14 MB of WebAssembly are not sent twice. */
function revalidate(file: string, context: Context): void {
  const { size, mtimeMs } = statSync(file);
  context.header('ETag', `W/"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`);
  context.header('Cache-Control', 'no-cache');
}
