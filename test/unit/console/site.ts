import type { ConsoleOptions } from '../../../src/console/index.ts';
import { createConsole } from '../../../src/console/index.ts';
import {
  createDecider,
  createPolicyBook,
  type DeciderOptions,
  type Location,
  memoryCounters,
  memoryRecords,
  type PolicyBookOptions,
  type Records,
  type Reviewer,
  type Role,
} from '../../../src/decide/index.ts';
import { accepted, BERLIN, SECRET, TOKYO } from '../decide/setup.ts';

/** Saturday, 28 November 2026, 14:05 in Berlin. */
export const START = Date.UTC(2026, 10, 28, 13, 5);
export const ORIGIN = 'https://shop.example';

const PEOPLE: Readonly<Record<string, readonly Role[]>> = {
  mara: ['read', 'label', 'publish'],
  jonas: ['read', 'label'],
  paula: ['read', 'publish'],
  guest: ['read'],
  nobody_much: [],
};

/** Who asks is in a header: the login of a test. */
export function reviewerOf(request: Request): Reviewer | null {
  const id = request.headers.get('x-reviewer') ?? '';
  const roles = PEOPLE[id];
  return roles ? { id, roles } : null;
}

const NAMES = [
  ['Berlin', BERLIN],
  ['Tokyo', TOKYO],
] as const;

export interface SiteOptions {
  /** @default in memory */
  readonly records?: (now: () => number) => Records;
  readonly policies?: PolicyBookOptions;
  readonly decider?: Partial<DeciderOptions>;
  readonly console?: Partial<ConsoleOptions>;
}

/** A site in memory with its console, and a clock that a test moves. */
export async function openSite(options: SiteOptions = {}) {
  const clock = { ms: START };
  const now = () => clock.ms;
  const records = options.records?.(now) ?? memoryRecords({ now });
  const policies = await createPolicyBook({ store: records.policies, ...options.policies });
  const decider = createDecider({
    secret: SECRET,
    records,
    counters: memoryCounters(),
    policies,
    amounts: { currency: 'EUR' },
    locate: (request) => request as Location,
    budget: { perDay: 100, audit: 0 },
    // Nothing here waits for a clock; a busy machine must not make a test fail over.
    timeoutMs: 10_000,
    now,
    ...options.decider,
  });
  const app = createConsole({
    decider,
    records,
    policies,
    reviewerOf,
    path: '',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    placeName: ({ lat, lon }) =>
      NAMES.find(([, place]) => Math.abs(place.lat - lat) < 1 && Math.abs(place.lon - lon) < 1)?.[0] ?? null,
    now,
    ...options.console,
  });
  const visit = (who: string, change: Readonly<Record<string, unknown>> = {}) => {
    const { level = 'low', score = 0.05, groups = {}, ...rest } = change;
    const { device = `${who}-laptop`, place = BERLIN, ...request } = rest;
    const key = { jkt: String(device), bound: true, ephemeral: false };
    return decider.decide(accepted({ level, score, key, groups } as Parameters<typeof accepted>[0]), {
      action: 'checkout',
      account: who,
      card: `${who}-visa`,
      amount: 40,
      request: { place },
      ...request,
    } as Parameters<typeof decider.decide>[1]);
  };
  return {
    app,
    clock,
    records,
    policies,
    decider,
    visit,
    /** An order of a machine, which is held back: one case. */
    machine: (who: string, amount = 100) => visit(who, { level: 'high', score: 0.95, amount }),
    /** Berlin, and five minutes later Tokyo with another device: one case. */
    async journey(who: string) {
      await visit(who);
      clock.ms += 5 * 60_000;
      return visit(who, { device: `${who}-stranger`, place: TOKYO, amount: 1210 });
    },
    get: (path: string, who = 'mara') => app.request(`${ORIGIN}${path}`, { headers: { 'x-reviewer': who } }),
    post: (path: string, form: Readonly<Record<string, string>> = {}, who = 'mara') =>
      app.request(`${ORIGIN}${path}`, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { 'x-reviewer': who, 'sec-fetch-site': 'same-origin' },
      }),
    /** Puts the device key of a case on the deny list, as its page offers it. */
    async denyKey(id: string, who = 'mara') {
      const headers = { 'x-reviewer': who };
      const page = await (await app.request(`${ORIGIN}/case/${id}`, { headers })).text();
      const [, deny = ''] = /name="deny" value="(key:[\w-]+)"/.exec(page) ?? [];
      const init = { method: 'POST', body: new URLSearchParams({ deny }) };
      const own = { ...headers, 'sec-fetch-site': 'same-origin' };
      return app.request(`${ORIGIN}/case/${id}/deny`, { ...init, headers: own });
    },
    /** What the audit says was done, apart from the policies that the site began with. */
    async log(): Promise<readonly string[]> {
      const rows: string[] = [];
      for await (const { by, what, detail } of records.audit())
        if (by !== 'site') rows.push(`${by} ${what} ${detail}`);
      return rows;
    },
    /** Ids of the queue's cases, as their links say. */
    async ids(): Promise<readonly string[]> {
      const page = await (await app.request(`${ORIGIN}/`, { headers: { 'x-reviewer': 'guest' } })).text();
      return [...page.matchAll(/\/case\/([\w-]+)" data-row/g)].map(([, id = '']) => id);
    },
  };
}
