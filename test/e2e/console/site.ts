import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { openAligned } from '../../unit/console/aligned-site.ts';
import { openLabelledSite } from '../../unit/console/labelled-site.ts';
import { openSite, type SiteOptions } from '../../unit/console/site.ts';

/** A site with its console on a port of this machine, where everybody is Mara. */
export const serveConsole = async (options: SiteOptions = {}) => serveSite(await openSite(asMara(options)));

/** The same, with 600 labels of six reviewers. */
export const serveLabelled = async (options: SiteOptions = {}) =>
  serveSite(await openLabelledSite({ options: asMara(options) }, 600));

/** The same, which has counted its own people. */
export const serveAligned = async () => serveSite(await openAligned(asMara({})));

const asMara = (options: SiteOptions): SiteOptions => ({
  ...options,
  console: {
    reviewerOf: () => ({ id: 'Mara Lindqvist', roles: ['read', 'label', 'publish'] }),
    ...options.console,
  },
});

async function serveSite<S extends Awaited<ReturnType<typeof openSite>>>(site: S) {
  const server = serve({ fetch: site.app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...site,
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
