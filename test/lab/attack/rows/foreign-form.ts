import { FRAMEWORKS, type Framework } from '../../../unit/server/middleware/frameworks.ts';
import { type Attack, honest, refused } from '../attack.ts';
import type { Ground } from '../ground.ts';
import { openVisitor } from '../visitor.ts';

const BINDING = '__Host-vrd';
const OP = JSON.stringify({ op: 'checkout' });
const JSON_TYPE = 'application/json';

/** What a page of another site can have a browser send without asking first (CORS), and what it cannot. */
const FOREIGN: Readonly<
  Record<string, { readonly status: number; readonly headers: Record<string, string> }>
> = {
  'a form': { status: 415, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  'a form of plain text': { status: 415, headers: { 'content-type': 'text/plain' } },
  'a form with files': { status: 415, headers: { 'content-type': 'multipart/form-data; boundary=b' } },
  'JSON from another site': {
    status: 403,
    headers: { 'content-type': JSON_TYPE, 'sec-fetch-site': 'cross-site' },
  },
  'JSON from another origin': {
    status: 403,
    headers: { 'content-type': JSON_TYPE, origin: 'https://evil.example' },
  },
  'JSON from a sandbox': { status: 403, headers: { 'content-type': JSON_TYPE, origin: 'null' } },
};

/** Row 7 (A9): only the site's own pages, with JSON, get a nonce and a binding cookie. */
export const foreignForm: Attack = {
  row: 7,
  tried: 'overwrite the binding cookie by a form of another site that posts to the nonce or enrolment route',
  async run(ground) {
    const got: Record<string, string> = { 'the shop': await attackShop(ground) };
    for (const framework of FRAMEWORKS) got[framework.name] = await attackRoutes(ground, framework);
    return got;
  },
};

/** A browser follows `SameSite` and sends a cross-site form without cookies. */
async function attackShop(ground: Ground): Promise<string> {
  const visitor = openVisitor(ground);
  honest('its own page', (await visitor.nonce()).aud, 'https://kiln-and-kettle.example');
  const got: string[] = [];
  for (const path of ['/tellsign/nonce', '/tellsign/enrol'])
    for (const [what, { headers }] of Object.entries(FOREIGN)) {
      const isNoForm = path.endsWith('enrol') && headers['content-type'] === JSON_TYPE;
      const sent = isNoForm ? { ...headers, 'content-type': 'application/jwt' } : headers;
      const answer = await openVisitor(ground).ask(path, { method: 'POST', body: OP, headers: sent });
      const isSet = answer.setCookies.join().includes(BINDING);
      got.push(refused(`${what} to ${path}`, [answer.status, isSet], [FOREIGN[what]?.status, false]));
    }
  return [...new Set(got)].join('; ');
}

async function attackRoutes({ forge }: Ground, { name, open }: Framework): Promise<string> {
  const plan = { verifier: forge.binding(), noVerdict: 'challenge', expected: forge.request } as const;
  const site = await open({ ...plan, anonymous: true });
  try {
    const ask = async (headers: Record<string, string>) => {
      const answer = await site.ask('/nonce', { method: 'POST', body: OP, headers });
      const own = answer.headers.getSetCookie().filter((cookie) => cookie.startsWith(BINDING));
      return { status: answer.status, cookie: own[0]?.split(';')[0] };
    };
    const first = await ask({ 'content-type': JSON_TYPE });
    honest(
      `${name}: a first visit is given a cookie`,
      [first.status, first.cookie !== undefined],
      [200, true],
    );
    const again = await ask({ 'content-type': JSON_TYPE, cookie: first.cookie ?? '' });
    honest(`${name}: a valid cookie is left alone`, again, { status: 200, cookie: undefined });
    const got: string[] = [];
    for (const [what, { headers, status }] of Object.entries(FOREIGN)) {
      const answer = await ask(headers);
      // Fastify has no parser for files, and Express and Next none that would matter: all of them refuse.
      got.push(refused(`${name}, ${what}`, [answer.status, answer.cookie !== undefined], [status, false]));
    }
    return [...new Set(got)].join('; ');
  } finally {
    await site.close();
  }
}
