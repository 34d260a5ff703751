import type { MisconfigurationName } from '../../../contract/misconfiguration.ts';
import { BINDING_COOKIE, MAX_SKEW_SECONDS, type NonceResponse } from '../../../contract/protocol.ts';
import { readNonce } from '../../../wire/nonce.ts';
import type { Answer } from '../ask.ts';
import { type Checked, type Finding, find, fine, found } from '../finding.ts';
import { fromPage, isLocal, isMixed, isShared, type Look, MAX_BYTES } from '../look.ts';
import { refusalOf } from '../policy.ts';
import { bringsNonce } from './page.ts';

/** An operator is told of a clock that is off by more, seconds (protocol §1.7). */
const TOLD_SECONDS = 5;

/** Nonce route, cookie and clocks. A page that brings its nonces needs the route less. */
export async function checkNonce(look: Look): Promise<Checked> {
  const { policies, page, endpoint } = look;
  const url = `${endpoint}/nonce`;
  const severity = bringsNonce(look) ? 'warning' : 'wrong';
  if (!URL.canParse(url)) return found(find('nonce_route_missing', `${url} · no address`, severity));
  if (isMixed(url, page)) return found(find('nonce_forbidden', `${url} · http in a page of https`, severity));
  const refused = refusalOf(policies, { kind: 'connect', url, page: page.url });
  if (refused) return found(find('nonce_forbidden', `${url} · refused by ${refused}`, severity));
  const isOther = new URL(url).origin !== new URL(page.url).origin;
  const unshared = isOther ? await findUnshared(look, url) : null;
  if (unshared) return found(find('nonce_forbidden', unshared, severity));
  const cookies = isOther ? NO_COOKIES : cookiesOf(page);
  const answer = await askNonce(look, url, cookies);
  if (isOther && !isShared(answer, page))
    return found(find('nonce_forbidden', `${answer.said} · ${UNSHARED}`, severity));
  const name = faultOf(answer);
  if (name) return found(find(name, [answer.said, codeOf(answer.text)].filter(Boolean).join(' '), severity));
  const nonce = readNonce(parse(answer.text));
  if (!nonce) return found(find('nonce_wrong_type', answer.said, severity));
  const findings = [
    ...checkClocks(nonce, answer),
    ...checkAudience(nonce, page),
    ...(await checkCookie(look, { url, answer, cookies })),
    ...(nonce.enrol === undefined ? [] : await checkEnrol(look)),
  ];
  if (findings.length > 0) return { findings, fine: [] };
  return fine(`${answer.said}: a nonce for ${look.action}, for the site ${nonce.aud}.`);
}

const NO_COOKIES: ReadonlyMap<string, string> = new Map();
const UNSHARED = 'without Access-Control-Allow-Origin';

/** Browsers ask another origin before they send it JSON (CORS): what is wrong with its answer, or null. */
async function findUnshared(look: Look, url: string): Promise<string | null> {
  const answer = await look.ask(url, {
    method: 'OPTIONS',
    headers: {
      ...fromPage(look),
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
    maxBytes: MAX_BYTES.nonce,
    follow: false,
  });
  const said = `OPTIONS ${answer.said}`;
  if (!isShared(answer, look.page)) return `${said} · ${UNSHARED}`;
  if (answer.status < 200 || answer.status > 299) return `${said} · the status must be 200 or 204`;
  const allowed = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/\s*,\s*/);
  const isAllowed = allowed.includes('content-type') || allowed.includes('*');
  return isAllowed ? null : `${said} · without content-type in Access-Control-Allow-Headers`;
}

const askNonce = (look: Look, url: string, cookies: ReadonlyMap<string, string>): Promise<Answer> =>
  look.ask(url, {
    method: 'POST',
    headers: {
      ...fromPage(look),
      'content-type': 'application/json',
      'sec-fetch-site': siteOf(url, look.page.url),
      ...(cookies.size > 0 && { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }),
    },
    body: JSON.stringify({ op: look.action }),
    maxBytes: MAX_BYTES.nonce,
    follow: false,
  });

/** What a browser says of the two (Fetch Metadata), taking two last labels for a site. */
function siteOf(url: string, page: string): 'same-origin' | 'same-site' | 'cross-site' {
  const [own, other] = [new URL(page), new URL(url)];
  if (own.origin === other.origin) return 'same-origin';
  const labels = ({ hostname }: URL) =>
    /[\d\]]$/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.');
  return own.protocol === other.protocol && labels(own) === labels(other) ? 'same-site' : 'cross-site';
}

/** As the page itself names what it gets (`src/page/debug`). */
function faultOf({ status, fault }: Answer): MisconfigurationName | null {
  if (fault === 'too_large') return 'nonce_wrong_type';
  if (fault) return 'nonce_route_missing';
  if ([401, 403, 413, 415, 429].includes(status)) return 'nonce_refused';
  if (status === 400) return 'action_unknown';
  return status === 200 ? null : 'nonce_route_missing';
}

/**
 * An audience may be any name. One that is an address is that of the site, or was copied from another. On a
 * developer's machine it is often that of production.
 */
function checkAudience({ aud }: NonceResponse, page: Answer): readonly Finding[] {
  if (!/^https?:/i.test(aud)) return [];
  const own = new URL(page.url).origin;
  if (URL.canParse(aud) && new URL(aud).origin === own) return [];
  return [find('audience_other', `${page.url} · audience ${aud}`, isLocal(page.url) ? 'note' : 'warning')];
}

function checkClocks({ now, exp }: NonceResponse, { url, headers, atMs }: Answer): readonly Finding[] {
  if (exp <= now) return [find('clock_wrong', `${url} · a nonce that expires before it is issued`)];
  const date = Date.parse(headers.get('date') ?? '');
  const [servers, own] = [now - date / 1000, now - atMs / 1000];
  if (Math.abs(servers) > TOLD_SECONDS)
    return [off(`the nonce is ${seconds(servers)} the header Date of the same answer`, servers, url)];
  if (Math.abs(own) > TOLD_SECONDS)
    return [off(`the server’s clock is ${seconds(own)} this machine’s`, own, url, 'warning')];
  return [];
}

function off(why: string, by: number, url: string, most: 'wrong' | 'warning' = 'wrong'): Finding {
  return find('clock_wrong', `${url} · ${why}`, Math.abs(by) > MAX_SKEW_SECONDS ? most : 'note');
}

const seconds = (by: number): string => `${Math.round(Math.abs(by))} s ${by > 0 ? 'ahead of' : 'behind'}`;

interface Issued {
  readonly url: string;
  readonly answer: Answer;
  readonly cookies: ReadonlyMap<string, string>;
}

/** A second request brings the cookie of the first: who gets another one then has lost the first. */
async function checkCookie(look: Look, { url, answer, cookies }: Issued): Promise<readonly Finding[]> {
  const written = answer.headers.getSetCookie().find((line) => line.startsWith(`${BINDING_COOKIE}=`));
  if (written === undefined) return [];
  const rules = written
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (!rules.includes('secure') || !rules.includes('path=/') || rules.some((rule) => /^domain=/.test(rule)))
    return [find('cookie_missing', `${url} · a cookie that no browser keeps: ${rules.slice(1).join('; ')}`)];
  if (new URL(url).origin !== new URL(look.page.url).origin)
    return [find('cookie_missing', `${url} · the page sends no cookie to another origin, so give a sid`)];
  const again = await askNonce(look, url, new Map([...cookies, ...cookiesOf(answer)]));
  const isLost = again.headers.getSetCookie().some((line) => line.startsWith(`${BINDING_COOKIE}=`));
  return isLost ? [find('cookie_missing', `${url} · a new ${BINDING_COOKIE}, although one was sent`)] : [];
}

/** What is no proof is refused with 401 by a route that is there. */
async function checkEnrol(look: Look): Promise<readonly Finding[]> {
  const answer = await look.ask(`${look.endpoint}/enrol`, {
    method: 'POST',
    headers: { ...fromPage(look), 'content-type': 'application/jwt', 'sec-fetch-site': 'same-origin' },
    body: 'doctor',
    maxBytes: MAX_BYTES.nonce,
    follow: false,
  });
  const isThere = [401, 429].includes(answer.status);
  return isThere ? [] : [find('enrol_route_missing', answer.said, 'warning')];
}

/** Cookies that an answer sets, by name. */
function cookiesOf({ headers }: Answer): ReadonlyMap<string, string> {
  return new Map(
    headers.getSetCookie().flatMap((line) => {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const] : [];
    }),
  );
}

/** The code in the answer's JSON, such as `origin_not_allowed`. */
function codeOf(text: string): string | undefined {
  const { code } = Object(parse(text)) as { readonly code?: unknown };
  return typeof code === 'string' && /^[a-z_]{1,32}$/.test(code) ? code : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
