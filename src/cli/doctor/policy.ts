/** A Content Security Policy: sources by directive. */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** The policies of a page: each has to allow a request. */
export function readPolicies(texts: readonly string[]): readonly Policy[] {
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => {
      const policy = new Map<string, readonly string[]>();
      for (const part of text.split(';')) {
        const [name = '', ...sources] = part.trim().split(/\s+/);
        const directive = name.toLowerCase();
        // The first one of a name counts, as in browsers.
        if (directive !== '' && !policy.has(directive)) policy.set(directive, sources);
      }
      return policy;
    })
    .filter((policy) => policy.size > 0);
}

/** Directives that are asked for each kind of request, the most special one first. */
const CHAINS = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  worker: ['worker-src', 'child-src', 'script-src', 'default-src'],
  connect: ['connect-src', 'default-src'],
} as const;

export interface Requested {
  readonly kind: keyof typeof CHAINS;
  /** Absolute address; `blob:` for a blob. */
  readonly url: string;
  /** Address of the page. */
  readonly page: string;
  /** Attributes of the script's tag. */
  readonly nonce?: string | undefined;
  readonly integrity?: string | undefined;
}

/** The directive that refuses a request, with its sources; null where every policy allows it. */
export function refusalOf(policies: readonly Policy[], requested: Requested): string | null {
  for (const policy of policies) {
    const name = CHAINS[requested.kind].find((directive) => policy.has(directive));
    const sources = (name && policy.get(name)) || [];
    if (name && !isAllowed(sources, name, requested)) return `${name} ${sources.join(' ')}`.trim();
  }
  return null;
}

/** Why Trusted Types refuse the policy under which the worker is started; null where they do not. */
export function trustedTypesRefusal(policies: readonly Policy[]): string | null {
  for (const policy of policies) {
    const names = policy.get('trusted-types');
    const isRequired = policy.get('require-trusted-types-for')?.includes("'script'") ?? false;
    if (isRequired && names && !names.includes('*') && !names.includes('vrd#worker'))
      return `trusted-types ${names.join(' ')}`.trim();
  }
  return null;
}

function isAllowed(sources: readonly string[], name: string, requested: Requested): boolean {
  const { kind, nonce, integrity } = requested;
  const isDynamic = sources.includes("'strict-dynamic'") && name !== 'worker-src';
  // A worker is started by a script that the policy allowed.
  if (isDynamic && kind === 'worker') return true;
  if (kind === 'script') {
    if (nonce && sources.includes(`'nonce-${nonce}'`)) return true;
    const hashes = (integrity ?? '').split(/\s+/).filter(Boolean);
    if (hashes.length > 0 && hashes.every((hash) => sources.includes(`'${hash}'`))) return true;
    if (isDynamic) return false;
  }
  return sources.some((source) => matches(source.toLowerCase(), requested));
}

const HOST = /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[^\s:/*]+)(?::(\d+|\*))?(\/\S*)?$/;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

function matches(source: string, { url, page }: Requested): boolean {
  if (/^[a-z][a-z\d+.-]*:$/.test(source)) return url.startsWith(source) || upgrades(source, url);
  if (!/^https?:/.test(url)) return false;
  if (source === '*') return true;
  const target = new URL(url);
  const own = new URL(page);
  if (source === "'self'") return isOwn(target, own);
  const [, scheme = own.protocol.slice(0, -1), host = '', port, path] = HOST.exec(source) ?? [];
  if (host === '' || source.startsWith("'")) return false;
  const isScheme = target.protocol === `${scheme}:` || (scheme === 'http' && target.protocol === 'https:');
  return isScheme && isHost(host, target.hostname) && isPort(port, target) && isPath(path, target.pathname);
}

const upgrades = (source: string, url: string): boolean => source === 'http:' && url.startsWith('https:');
const isOwn = (target: URL, own: URL): boolean =>
  target.origin === own.origin || (target.host === own.host && target.protocol === 'https:');

function isHost(host: string, name: string): boolean {
  if (host === '*') return true;
  return host.startsWith('*.') ? name.endsWith(host.slice(1)) : host === name;
}

function isPort(port: string | undefined, { port: own, protocol }: URL): boolean {
  const actual = own || DEFAULT_PORTS[protocol];
  return port === '*' || (port ?? DEFAULT_PORTS[protocol]) === actual;
}

const isPath = (path: string | undefined, pathname: string): boolean =>
  path === undefined || path === '/' || (path.endsWith('/') ? pathname.startsWith(path) : pathname === path);
