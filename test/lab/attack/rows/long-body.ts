import { readFileSync } from 'node:fs';
import { request as openRequest } from 'node:http';
import { createSigner } from '../../../unit/server/enrolment.ts';
import { endless } from '../../../unit/server/middleware/endless.ts';
import { FRAMEWORKS } from '../../../unit/server/middleware/frameworks.ts';
import { type Attack, honest, refused } from '../attack.ts';
import type { Ground } from '../ground.ts';
import { openVisitor } from '../visitor.ts';

const BODY_BYTES = 200 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, 'a');
/** Chosen: far above what sockets and a garbage collector hold on to, far below the body. */
const MOST_GROWTH_BYTES = 64 * 1024 * 1024;
/** What a route reads (A11), and the chunks that were under way. */
const MOST_READ_BYTES = 8192 + 8 * 1024;

const ROUTES = {
  '/tellsign/nonce': 'application/json',
  '/tellsign/enrol': 'application/jwt',
  '/pay': 'application/x-www-form-urlencoded',
} as const;

/** Row 12 (A11): no body is held that is longer than what the route needs. */
export const longBody: Attack = {
  row: 12,
  tried: `${BODY_BYTES / 1024 / 1024} MiB to the routes, with and without its length told`,
  async run(ground) {
    const visitor = openVisitor(ground);
    await visitor.ask('/checkout');
    honest('a key of usual size', (await visitor.enrol(await createSigner())).status, 204);
    const got: Record<string, string> = {};
    const before = memoryOf(ground);
    for (const [path, type] of Object.entries(ROUTES)) {
      got[`${path} of the shop`] = await floodShop(ground, path, { 'content-type': type });
      const told = { 'content-type': type, 'content-length': String(BODY_BYTES) };
      got[`${path} of the shop, its length told`] = await floodShop(ground, path, told);
    }
    if (before > 0) {
      const isHeld = memoryOf(ground) - before > MOST_GROWTH_BYTES;
      got['memory of the shop'] = refused('memory held', isHeld, false) && 'not held';
    }
    honest('the shop still sells', (await openVisitor(ground).ask('/checkout')).status, 200);
    return { ...got, ...(await floodRoutes(ground)) };
  },
};

/** Most memory that the shop's process has had, bytes; 0 where no `/proc` tells. */
function memoryOf({ shop }: Ground): number {
  try {
    const [, kilobytes = '0'] =
      /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${shop.pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}

/** Sends until the shop answers or hangs up, at most the whole body. */
async function floodShop(
  { shop }: Ground,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const sent = openRequest(shop.url + path, { method: 'POST', headers });
  const status = await new Promise<number>((resolve) => {
    sent.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    // Who hangs up has refused as well.
    sent.once('error', () => resolve(413));
    let bytes = 0;
    const write = () => {
      while (bytes < BODY_BYTES && !sent.destroyed) {
        bytes += CHUNK.length;
        if (!sent.write(CHUNK)) return;
      }
      sent.end();
    };
    sent.on('drain', write);
    write();
  });
  sent.destroy();
  return refused(path, status, 413);
}

/** The same routes where nothing limits bodies before them: frameworks that leave reading to the route. */
async function floodRoutes({ forge }: Ground): Promise<Readonly<Record<string, string>>> {
  const got: Record<string, string> = {};
  for (const { name, open } of FRAMEWORKS.filter(({ readsBody }) => readsBody)) {
    const plan = { verifier: forge.binding(), noVerdict: 'refuse', expected: forge.request } as const;
    const site = await open({ ...plan, sid: forge.request.sid, maxBodyBytes: 4096 });
    const types = { '/nonce': 'application/json', '/enrol': 'application/jwt', '/pay': ROUTES['/pay'] };
    for (const [path, type] of Object.entries(types)) {
      const { init, pulled } = endless('a', { 'content-type': type });
      const { status } = await site.ask(path, init);
      const seen = [status, pulled() <= MOST_READ_BYTES];
      refused(`${name} ${path}`, seen, [path === '/nonce' ? 400 : 401, true]);
      got[`${path} of ${name}, without end`] = `${status} after ${pulled()} bytes`;
    }
    await site.close();
  }
  return got;
}
