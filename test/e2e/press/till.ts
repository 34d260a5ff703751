import { html, openSite, type Route } from '../../setup/site.ts';
import { script, WORKER } from '../../setup/stub-worker.ts';

/** What arrived of one submission, but for the token. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly entries: readonly (readonly [name: string, value: string])[];
}

/** One visit of one page, as the server saw it. */
export interface Run {
  readonly id: string;
  readonly arrivals: Arrival[];
  readonly tokens: string[];
  /** How often a nonce was asked for. */
  nonces: number;
  /** Everything that the page had to do between press and release is done. */
  readonly over: Promise<void>;
}

export interface Till {
  readonly origin: string;
  /** The next visit; the site then shows this page. */
  begin(page: (run: string) => string, options: { readonly leaves: boolean }): Run;
  stop(): Promise<void>;
}

const FIELD = 'tellsign-token';
/** Of the client, and not of the visitor. */
const OWN = [FIELD, 'tellsign-hint', 'run'];
/** Nothing that holds a form waits for an answer longer. */
const LIMIT_MS = 5_000;

/** A site whose answers wait until the page that asked has done what it had to do. */
export async function openTill(): Promise<Till> {
  const runs = new Map<string, Run & { readonly end: () => void }>();
  let page = '';
  let current: (Run & { readonly end: () => void; readonly leaves: boolean }) | undefined;

  const take: Route = async (request) => {
    const arrival = await read(request);
    const run = runs.get(arrival.run);
    run?.arrivals.push(arrival.seen);
    run?.tokens.push(...arrival.tokens);
    await run?.over;
    return html('<!doctype html><title>paid</title><p id="paid">paid')(request);
  };
  const home: Route = (request) => {
    const { search } = new URL(request.url);
    return request.method === 'POST' || search.includes('run=') ? take(request) : html(page)(request);
  };
  const over: Route = (request) => {
    runs.get(new URL(request.url).searchParams.get('run') ?? '')?.end();
    return new Response('');
  };
  const nonce: Route = async () => {
    if (current) current.nonces++;
    // A page that is left has no answer by then.
    if (current?.leaves) await new Promise((done) => setTimeout(done, LIMIT_MS).unref());
    await current?.over;
    return new Response('', { status: 404 });
  };
  const elsewhere: Route = async (request) => {
    await current?.over;
    return html('<!doctype html><title>elsewhere</title>elsewhere')(request);
  };
  const site = await openSite(
    {
      '/': home,
      '/pay': take,
      '/over': over,
      '/tellsign/nonce': nonce,
      '/elsewhere': elsewhere,
      '/tellsign/worker.js': script(WORKER),
    },
    'dist',
  );
  return {
    origin: site.origin,
    begin(make, { leaves }) {
      const id = String(runs.size);
      let end = () => {};
      const isOver = new Promise<void>((resolve) => {
        end = resolve;
      });
      current = { id, arrivals: [], tokens: [], nonces: 0, over: isOver, end, leaves };
      runs.set(id, current);
      page = make(id);
      return current;
    },
    stop: site.stop,
  };
}

async function read(request: Request): Promise<{ seen: Arrival; run: string; tokens: string[] }> {
  const { pathname, search, searchParams } = new URL(request.url);
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';');
  const all = request.method === 'GET' ? [...searchParams] : await entriesOf(request, type);
  const path = request.method === 'GET' ? pathname : pathname + search;
  const entries = all.filter(([name]) => !OWN.includes(name));
  return {
    seen: { method: request.method, path, type, entries },
    run: all.find(([name]) => name === 'run')?.[1] ?? '',
    tokens: all.filter(([name]) => name === FIELD).map(([, value]) => value),
  };
}

async function entriesOf(request: Request, type: string): Promise<[string, string][]> {
  if (type === 'text/plain') {
    // A line each; the second line of a text area goes with the first.
    const lines = (await request.text()).split(/\r\n(?=[\w-]+(?:\.[xy])?=|$)/).filter((line) => line !== '');
    return lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  }
  const entries = [...(await request.formData())];
  return Promise.all(
    entries.map(async ([name, value]): Promise<[string, string]> => {
      if (typeof value === 'string') return [name, value];
      return [name, `${value.name}/${value.type}/${await value.text()}`];
    }),
  );
}
