import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { openSite, type SiteOptions } from '../../unit/console/site.ts';

/** A site with its console on a port of this machine, where everybody is Mara. */
export async function serveConsole(options: SiteOptions = {}) {
  const site = await openSite({
    ...options,
    console: {
      reviewerOf: () => ({ id: 'Mara Lindqvist', roles: ['read', 'label', 'publish'] }),
      ...options.console,
    },
  });
  const server = serve({ fetch: site.app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...site,
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
