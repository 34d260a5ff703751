import { createHash } from 'node:crypto';
import { BUILD } from '../../../contract/build.ts';
import type { Answer } from '../ask.ts';
import { type Checked, type Finding, find, fine, found } from '../finding.ts';
import { fromPage, isMixed, isScript, isShared, type Look, MAX_BYTES } from '../look.ts';
import { refusalOf, trustedTypesRefusal } from '../policy.ts';

/** Longest that a file without a version in its name may be kept, seconds: a day. */
const MAX_AGE_SECONDS = 86_400;
/** Versions and hashes in an address. */
export const VERSIONED = /\d\.\d+\.\d|[._-][\da-f]{8,}\./i;

/** Files of the page: script, worker, runtime, and whether they are of one release. */
export async function checkFiles(look: Look): Promise<Checked> {
  const { scriptUrl, workerUrl } = look;
  const askFor = (url: string) => look.ask(url, { maxBytes: MAX_BYTES.script, headers: fromPage(look) });
  const script = scriptUrl === undefined ? null : await askFor(scriptUrl);
  const worker = workerUrl === undefined ? null : await askFor(workerUrl);
  const parts = [
    script ? checkScript(look, script) : fine(),
    worker ? checkWorker(look, worker) : fine(),
    script && worker ? checkReleases(script, worker) : fine(),
    await checkRuntime(look),
    checkCaching([script, worker].filter((answer) => answer !== null)),
  ];
  return { findings: parts.flatMap(({ findings }) => findings), fine: parts.flatMap((part) => part.fine) };
}

const looksLikeMarkup = (text: string): boolean => /^\s*</.test(text);
const isRight = ({ status, fault, type, text }: Answer): boolean =>
  status === 200 && fault === null && isScript(type) && !looksLikeMarkup(text);

function checkScript({ policies, page, script }: Look, answer: Answer): Checked {
  const { url, said } = answer;
  const { nonce, integrity, type = '' } = script ?? {};
  if (!isRun(type)) return found(find('script_blocked', `${page.url} · <script type="${type}"> is not run`));
  if (isMixed(url, page)) return found(find('script_blocked', `${url} · http in a page of https`));
  const refused = refusalOf(policies, { kind: 'script', url, page: page.url, nonce, integrity });
  if (refused) return found(find('script_blocked', `${url} · refused by ${refused}`));
  if (!isRight(answer)) return found(find('script_blocked', said));
  if (integrity && !hasHash(answer, integrity))
    return found(find('script_blocked', `${url} · has another hash than the tag’s integrity`));
  const build = buildOf(answer);
  return build
    ? fine(`${said}: the page script, ${build}.`)
    : found(find('script_blocked', `${said} · ${strangeness(answer)}`));
}

function checkWorker(look: Look, answer: Answer): Checked {
  const { policies, page, script } = look;
  const { url, said, status, fault, headers } = answer;
  if (status !== 200 || fault) return found(find('worker_missing', said));
  if (!isRight(answer)) return found(find('worker_wrong_type', said));
  const refused = refusalOf(policies, { kind: 'worker', url, page: page.url });
  const blobRefused = refusalOf(policies, { kind: 'worker', url: 'blob:', page: page.url });
  const trusted = trustedTypesRefusal(policies);
  const integrity = script?.['data-worker-integrity'];
  const forbid = (why: string) => found(find('worker_forbidden', `${url} · ${why}`));
  if (trusted) return forbid(`refused by ${trusted}`);
  if (integrity && !hasHash(answer, integrity))
    return found(find('release_mismatch', `${url} · has another hash than data-worker-integrity`));
  const isForeign = new URL(url).origin !== new URL(page.url).origin;
  if (!isForeign && !integrity) {
    if (refused) return forbid(`refused by ${refused}`);
    const isolated = (headersOf: Headers) => headersOf.get('cross-origin-embedder-policy') ?? '';
    if (isolated(page.headers) && !isolated(headers) && blobRefused)
      return forbid('without the header Cross-Origin-Embedder-Policy that the page has');
  } else {
    // It is fetched, and started from a blob.
    const unread = refusalOf(policies, { kind: 'connect', url, page: page.url });
    if (unread ?? blobRefused) return forbid(`refused by ${unread ?? `${blobRefused}, which lacks blob:`}`);
    if (isForeign && !isShared(answer, page)) return forbid('without Access-Control-Allow-Origin');
  }
  const policy = headers.get('content-security-policy') ?? '';
  if (/script-src|default-src/.test(policy) && !/'(?:wasm-)?unsafe-eval'/.test(policy))
    return found(find('wasm_forbidden', `${url} · ${policy}`, 'warning'));
  const build = buildOf(answer);
  return build
    ? fine(`${said}: the worker, ${build}.`)
    : found(find('worker_wrong_type', `${said} · ${strangeness(answer)}`));
}

function hasHash({ bytes }: Answer, integrity: string): boolean {
  const hashes = integrity.split(/\s+/).map((hash) => /^(sha256|sha384|sha512)-([\w+/=-]+)/.exec(hash));
  return hashes.some(
    (match) =>
      match &&
      createHash(match[1] ?? '')
        .update(bytes)
        .digest('base64') === match[2],
  );
}

/** Types of a script element that browsers run; consent managers write `text/plain` until somebody agrees. */
const isRun = (type: string): boolean => type === '' || type === 'module' || isScript(type.toLowerCase());

/** Why a script of the right type is none of these files. */
function strangeness({ bytes, headers }: Answer): string {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'compressed twice';
  const [, charset] = /charset=(\S+)/i.exec(headers.get('content-type') ?? '') ?? [];
  if (charset && !/^"?utf-?8/i.test(charset)) return `read as ${charset} it is no file of tellsign`;
  return 'no file of tellsign: it names no release';
}

/** The build that a file names, such as `tellsign-0.1.0`. */
const buildOf = ({ text }: Answer): string | undefined => /tellsign-\d+\.\d+\.\d+[\w.+-]*/.exec(text)?.[0];

function checkReleases(script: Answer, worker: Answer): Checked {
  if (!isRight(script) || !isRight(worker)) return fine();
  const [own, other] = [buildOf(script), buildOf(worker)];
  if (own === undefined || other === undefined) return fine();
  if (own !== other) return found(find('release_mismatch', `page script ${own}, worker ${other}`));
  if (own !== BUILD) return found(find('release_other', `page ${own}, this command ${BUILD}`, 'note'));
  return fine();
}

async function checkRuntime(look: Look): Promise<Checked> {
  const { script, beside } = look;
  const urls = {
    'ort.js': script?.['data-ort-url'] ?? beside('ort.js'),
    'ort.wasm': script?.['data-ort-wasm-url'] ?? beside('ort.wasm'),
  };
  const findings: Finding[] = [];
  for (const [name, given] of Object.entries(urls)) {
    if (given === undefined || !URL.canParse(given, look.page.url)) continue;
    const url = new URL(given, look.page.url).href;
    const maxBytes = name === 'ort.wasm' ? MAX_BYTES.wasm : MAX_BYTES.script;
    const answer = await look.ask(url, { maxBytes, headers: fromPage(look) });
    const isType = name === 'ort.wasm' ? answer.type === 'application/wasm' : isRight(answer);
    const isWhole = answer.status === 200 && answer.fault === null;
    if (!isWhole || !isType) findings.push(find('runtime_missing', answer.said, 'warning'));
  }
  return { findings, fine: [] };
}

function checkCaching(answers: readonly Answer[]): Checked {
  const long = answers.filter(({ url, headers }) => {
    const [, age = '0'] = /max-age=(\d+)/i.exec(headers.get('cache-control') ?? '') ?? [];
    return Number(age) > MAX_AGE_SECONDS && !VERSIONED.test(new URL(url).pathname);
  });
  const findings = long.map(({ url, headers }) =>
    find('cache_too_long', `${url} · Cache-Control: ${headers.get('cache-control')}`, 'warning'),
  );
  return { findings, fine: [] };
}
