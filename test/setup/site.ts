import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { serve } from '@hono/node-server';
import { ORT_FOLDER, TARGET_FOLDER } from './build.ts';

/** Answers one path of a test site. */
export type Route = (request: Request) => Response | Promise<Response>;

/** A page of HTML, with headers of its own when the test is about them. */
export const html =
  (body: string, headers: Readonly<Record<string, string>> = {}): Route =>
  () =>
    new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });

export interface Site {
  readonly origin: string;
  stop(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.bin': 'application/octet-stream',
  '.onnx': 'application/octet-stream',
};

/**
 * A site on a free loopback port: the given routes by path, and the build under test (`TELLSIGN_TARGET`)
 * below `/tellsign/`, with `tellsign-ort` below `/tellsign-ort/`. A route for one of those files wins, so
 * that a test can break it.
 */
export async function openSite(
  routes: Readonly<Record<string, Route>>,
  folder = TARGET_FOLDER,
): Promise<Site> {
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const route = routes[pathname];
    if (route) return route(request);
    const [, ort, name] = /^\/tellsign(-ort)?\/([\w.-]+)$/.exec(pathname) ?? [];
    const type = name && TYPES[extname(name)];
    const file = type ? await readFile(join(ort ? ORT_FOLDER : folder, name)).catch(() => null) : null;
    if (!type || file === null) return new Response('not found', { status: 404 });
    return new Response(new Uint8Array(file), {
      headers: { 'content-type': type, 'cache-control': 'no-cache' },
    });
  };
  return new Promise((resolve) => {
    const server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      resolve({
        origin: `http://127.0.0.1:${port}`,
        stop: () => {
          // A browser keeps its connections open; closing politely would wait for them.
          if ('closeAllConnections' in server) server.closeAllConnections();
          return new Promise((done) => server.close(() => done()));
        },
      });
    });
  });
}
