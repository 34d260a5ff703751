import type { NonceRequest } from '../../../src/server/index.ts';
import type { Random } from '../../../train/random.ts';
import { sorted } from '../../vectors/forge.ts';
import { mutant } from '../mutate.ts';
import { goodToken, type Source, toSegment } from '../source.ts';
import type { Kind, Site } from './site.ts';
import { strangeBody, strangeHeader, strangePath } from './strange.ts';

/** A request to be sent, and whether it is one that the site must accept. */
export interface Drawn {
  /** The route it was made for. */
  readonly kind: Kind;
  readonly isGenuine: boolean;
  readonly url: string;
  readonly init: RequestInit;
}

interface Draft {
  method: string;
  path: string;
  readonly headers: Record<string, string>;
  body: BodyInit | null;
}

/** What requests are made of that take long to make. */
export interface Supplies {
  readonly source: Source;
  readonly site: Site;
  readonly random: Random;
  /** A binding cookie of the site's own. */
  readonly cookie: string;
}

export const ORIGIN = 'https://shop.example';
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const FIELD = 'tellsign-token';
const NONCE_BODY = '{"op":"checkout"}';

/** A genuine request of each route. */
const KINDS: Readonly<Record<Kind, (supplies: Supplies) => Promise<Draft>>> = {
  'visit nonce': async () => post('/tellsign/nonce', JSON_TYPE, NONCE_BODY),
  'visit enrol': async (supplies) => {
    const sent = await proof(supplies, { binding: supplies.cookie });
    return withHeader(post('/tellsign/enrol', 'application/jwt', sent), 'cookie', cookieHeader(supplies));
  },
  'session nonce': async () => post('/session/nonce', JSON_TYPE, NONCE_BODY),
  'session enrol': async (supplies) =>
    post('/session/enrol', 'application/jwt', await proof(supplies, { sid: supplies.source.request.sid })),
  health: async () => ({ method: 'GET', path: '/tellsign/health', headers: {}, body: null }),
  'form pay': async (supplies) => post('/pay', FORM, `name=Mara&${FIELD}=${token(supplies)}&agree=yes`),
  'json pay': async (supplies) => post('/pay', JSON_TYPE, JSON.stringify({ [FIELD]: token(supplies) })),
  'api pay': async (supplies) => withHeader(post('/api/pay', JSON_TYPE, '{}'), 'verdict', token(supplies)),
  'next pay': async (supplies) => post('/next/pay', FORM, `${FIELD}=${token(supplies)}`),
  'key set': async () => ({ method: 'GET', path: '/.well-known/vrd-jwks.json', headers: {}, body: null }),
  receipt: async ({ site }) => withHeader(post('/receipt', FORM, ''), 'receipt', await site.receipt()),
};

/** One in so many is sent as it is: the fuzzer would see it if everything were refused. */
const GENUINE = 0.01;
/** What no HTTP client can send in a header. */
const UNSENT = /[^\t\x20-\x7e\x80-\xff]/g;
/** A token is dear to sign; most requests carry one that somebody has changed. */
const SIGNED = 0.02;

const cookieHeader = ({ cookie }: Supplies): string => `a=b; __Host-vrd=${cookie}`;

const post = (path: string, type: string, body: string): Draft => ({
  method: 'POST',
  path,
  headers: { 'content-type': type },
  body,
});

function withHeader(draft: Draft, name: string, value: string): Draft {
  draft.headers[name] = value.replace(UNSENT, '');
  return draft;
}

function token({ source, random }: Supplies): string {
  if (random.chance(SIGNED)) return goodToken(source, random);
  const { token: changed } = mutant(source, random);
  return typeof changed === 'string' ? changed : '';
}

/** What enrols the device: for the session, or for whom the cookie names. */
async function proof(supplies: Supplies, whom: Pick<NonceRequest, 'sid' | 'binding'>): Promise<string> {
  const { source, site, random } = supplies;
  if (!random.chance(SIGNED)) return token(supplies);
  const { enrol, aud, now } = await site.verifier.issueNonce({ action: source.request.action, ...whom });
  const jti = toSegment(String(random.integer(0, 2 ** 31)))
    .padEnd(22, 'A')
    .slice(0, 22);
  const claims = { aud, exp: now + 100, iat: now, jti, nonce: enrol, v: 1 };
  return source.sign(
    toSegment(sorted({ ...source.header, typ: 'vrd-enrol+jwt' })),
    toSegment(sorted(claims)),
  );
}

/** A request of some route, mostly with something changed in it. */
export async function drawRequest(supplies: Supplies): Promise<Drawn> {
  const { random } = supplies;
  const kind = random.pick(supplies.site.kinds);
  const isGenuine = random.chance(GENUINE);
  const draft: Draft = isGenuine ? await genuine(kind, supplies) : await KINDS[kind](supplies);
  if (random.chance(0.5)) draft.headers.cookie = cookieHeader(supplies);
  if (!isGenuine) for (let changes = random.integer(1, 4); changes > 0; changes--) change(draft, random);
  const { method, path, headers, body } = draft;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const init = { method, headers, ...(hasBody && { body, duplex: 'half' }) } as RequestInit;
  return { kind, isGenuine, url: ORIGIN + path, init };
}

/** With a token of its own, signed now. */
async function genuine(kind: Kind, supplies: Supplies): Promise<Draft> {
  const signing: Random = { ...supplies.random, chance: () => true };
  return KINDS[kind]({ ...supplies, random: signing });
}

function change(draft: Draft, random: Random): void {
  const part = random.uniform();
  if (part < 0.48) {
    const [name, value] = strangeHeader(random);
    if (value === null) delete draft.headers[name];
    else draft.headers[name] = value;
    return;
  }
  if (part < 0.92) {
    draft.body = strangeBody(draft.body, random);
    return;
  }
  if (part < 0.96) draft.method = random.pick(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'POST']);
  else draft.path = strangePath(draft.path, random);
}
