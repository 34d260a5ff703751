import type { AgentCode } from './codes.ts';
import { readOrigin } from './listed.ts';
import type { SignedRequest } from './request.ts';
import { readSignatureInput, type SignatureInput } from './signature-input.ts';
import type { SignedParameters } from './web-bot-auth.ts';

/** The tag of agents that are not paid through a network. */
export const WEB_BOT_AUTH = 'web-bot-auth';
/** Tags that declare an agent, and for which this package has no check of its own: Visa's. */
export const NETWORK_TAGS = ['agent-browser-auth', 'agent-payer-auth'] as const;

/** What a request declares of itself, before anything of it is proven. */
export type Declaration =
  /** Nothing. */
  | { readonly kind: 'none' }
  /** Something that cannot be verified, whoever signed it. */
  | { readonly kind: 'refused'; readonly code: AgentCode }
  /** Something that another check is for. */
  | { readonly kind: 'scheme'; readonly tag: string }
  | { readonly kind: 'signed'; readonly signed: Signed };

/** A signature of tag `web-bot-auth` that is in time and covers what it has to. */
export interface Signed extends SignedParameters {
  /** Origin that `Signature-Agent` names; null without such a header. */
  readonly agent: string | null;
  /** Null where none is named. */
  readonly algorithm: string | null;
}

/** A signature is good for no longer, seconds: what card networks ask for (decide.md §5). */
export const WINDOW_SECONDS = 480;
/** Longest nonce and name of a key, characters. Chosen: twice what the drafts recommend. */
const MAX_TEXT = 256;
/** Parts of a request, beside headers, that the library reads as RFC 9421 does. */
const DERIVED = new Set(['@method', '@authority', '@scheme', '@path', '@target-uri']);

export interface ReadDeclarationOptions {
  readonly nowMs: number;
  /** Tags that another check is for. */
  readonly schemes: ReadonlySet<string>;
}

/** Reads what a request declares of itself. */
export function readDeclaration(
  { headers }: SignedRequest,
  { nowMs, schemes }: ReadDeclarationOptions,
): Declaration {
  const [input, signature, agent] = ['signature-input', 'signature', 'signature-agent'].map((name) =>
    headers.get(name),
  );
  if (!input) return agent ? refuse('unsigned') : { kind: 'none' };
  const members = readSignatureInput(input);
  if (members === null) return refuse('malformed');
  const tagged = members.map((member) => [member, String(member.parameters.get('tag') ?? '')] as const);
  const scheme = tagged.find(([, tag]) => schemes.has(tag));
  if (scheme) return { kind: 'scheme', tag: scheme[1] };
  const own = tagged.find(([, tag]) => tag === WEB_BOT_AUTH);
  if (!own) {
    if (tagged.some(([, tag]) => NETWORK_TAGS.some((known) => known === tag)))
      return refuse('tag_unsupported');
    // A signature for another purpose declares no agent.
    return agent ? refuse('unsigned') : { kind: 'none' };
  }
  if (members.length > 1) return refuse('several_signatures');
  return readSigned(own[0], { signature: signature ?? '', agent: agent ?? '', nowMs });
}

interface ReadSignedOptions {
  readonly signature: string;
  readonly agent: string;
  readonly nowMs: number;
}

function readSigned(
  { label, components, parameters }: SignatureInput,
  { signature, agent, nowMs }: ReadSignedOptions,
): Declaration {
  if (signature === '') return refuse('signature_missing');
  if (!/^[\w-]+=:[A-Za-z0-9+/]+=*:$/.test(signature)) return refuse('malformed');
  if (!signature.startsWith(`${label}=`)) return refuse('signature_missing');
  const uncovered = findUncovered(components, agent);
  if (uncovered !== null) return refuse(uncovered);
  const [created, expires, keyid, nonce, alg] = ['created', 'expires', 'keyid', 'nonce', 'alg'].map((name) =>
    parameters.get(name),
  );
  if (typeof created !== 'number' || typeof expires !== 'number' || expires <= created)
    return refuse('malformed');
  if (!isText(keyid) || (alg !== undefined && !isText(alg))) return refuse('malformed');
  if (nonce === undefined) return refuse('nonce_missing');
  if (!isText(nonce)) return refuse('malformed');
  if (expires - created > WINDOW_SECONDS) return refuse('window_too_long');
  if (created * 1000 > nowMs) return refuse('created_ahead');
  if (expires * 1000 <= nowMs) return refuse('expired');
  const origin = agent === '' ? null : readAgentOrigin(agent);
  if (origin === undefined) return refuse('agent_unreadable');
  return {
    kind: 'signed',
    signed: { created, expires, keyid, nonce, agent: origin, algorithm: alg ?? null },
  };
}

/** What a signature lacks, or signs in a form that the library does not read. */
function findUncovered(components: SignatureInput['components'], agent: string): AgentCode | null {
  const names = components.map(({ name }) => name);
  if (components.some(({ name, hasParameters }) => hasParameters || (name[0] === '@' && !DERIVED.has(name))))
    return 'component_unsupported';
  if (!names.includes('@authority')) return 'authority_unsigned';
  if (names.includes('signature-agent') === (agent !== '')) return null;
  return agent === '' ? 'malformed' : 'agent_unsigned';
}

/**
 * The origin that `Signature-Agent` names, as a text or, in early drafts, bare; undefined for any other form.
 */
function readAgentOrigin(header: string): string | undefined {
  const [, quoted, bare] = /^(?:"([!#-[\]-~]+)"|([\w.-]+(?::\d+)?))$/.exec(header) ?? [];
  const text = quoted ?? bare;
  if (text === undefined) return undefined;
  return readOrigin(text.includes('://') ? text : `https://${text}`) ?? undefined;
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_TEXT;

const refuse = (code: AgentCode): Declaration => ({ kind: 'refused', code });
