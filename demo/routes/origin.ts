import { Hono } from 'hono';
import { isOrigin } from '../shop/origins.ts';
import { readForm } from './form.ts';
import type { Visit } from './visit.ts';

/** `POST /origin`: from now on this session seems to come from somewhere else. */
export function originRoutes(): Hono<Visit> {
  const routes = new Hono<Visit>();
  routes.post('/origin', async (context) => {
    const { origin } = await readForm(context);
    if (isOrigin(origin)) context.get('session').origin = origin;
    return context.redirect(pageBefore(context.req.header('referer'), context.req.url), 303);
  });
  return routes;
}

/** Path of the page with the button; the shop's first page where the browser does not tell. */
function pageBefore(referrer: string | undefined, url: string): string {
  if (referrer === undefined || !URL.canParse(referrer)) return '/';
  const { host, pathname, search } = new URL(referrer);
  // A page that answered a form is not there to be asked for again; `//host` would lead away.
  const isPage = /^\/(cart|checkout)?$/.test(pathname);
  return host === new URL(url).host && isPage ? `${pathname}${search}` : '/';
}
