import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { proxy } from 'hono/proxy';
import { type Ground, openGround } from '../bots/ground.ts';

/** Rules of each peer that fired in one visit. */
export interface Found {
  readonly botd: readonly string[];
  readonly fpscanner: readonly string[];
}

export interface Front extends Ground {
  /** What the peers found in the visit that `begin` began last; null until they have said. */
  found(): Found | null;
}

/**
 * The lab's site with the peers' script in every page, so that they see the very visits that tellsign sees.
 * Documents lose their content security policy: fpscanner's worker needs `blob:`, and the peers are to be at
 * their best.
 */
export async function openFront(script: string): Promise<Front> {
  const ground = await openGround();
  let found: Found | null = null;
  const site = new Hono();
  site.get('/peers/detect.js', (context) =>
    context.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  site.post('/peers/found', async (context) => {
    found ??= await context.req.json<Found>();
    return context.body(null, 204);
  });
  site.all('*', async (context) => {
    const { pathname, search } = new URL(context.req.url);
    const request = new Request(context.req.raw);
    // The shop refuses forms of other sites, and these pages have the front's port.
    if (request.headers.has('origin')) request.headers.set('origin', ground.origin);
    const response = await proxy(ground.origin + pathname + search, request);
    if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
    const headers = new Headers(response.headers);
    headers.delete('content-security-policy');
    headers.delete('content-length');
    const html = (await response.text()).replace(
      '</head>',
      '<script src="/peers/detect.js"></script></head>',
    );
    return new Response(html, { status: response.status, headers });
  });
  return new Promise((resolve) => {
    const server = serve({ fetch: site.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      resolve({
        origin: `http://127.0.0.1:${port}`,
        begin() {
          found = null;
          return ground.begin();
        },
        found: () => found,
        async stop() {
          if ('closeAllConnections' in server) server.closeAllConnections();
          await new Promise<void>((done) => server.close(() => done()));
          await ground.stop();
        },
      });
    });
  });
}
