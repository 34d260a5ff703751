import { isMembers } from '../checked.ts';
import type { Reading } from './reading.ts';

/** A request whose body the framework has parsed; the site's parser limits its size. */
export interface ParsedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown | undefined;
  /** `http` or `https`. Express and Fastify know what a trusted proxy says. */
  readonly protocol?: string | undefined;
  /** Host and port, the same way. */
  readonly host?: string | undefined;
  /** Node's own, for what has no `protocol`. */
  readonly socket?: object | undefined;
}

export function readParsed(request: ParsedRequest): Reading {
  const { headers, body } = request;
  return {
    header(name) {
      const value = headers[name.toLowerCase()];
      // No browser sends one twice. Two joined tokens are no valid token.
      return (Array.isArray(value) ? value.join(', ') : value) || undefined;
    },
    // Express 4 leaves the port out of `host`; the header has it.
    origins: [request.host, headers.host].map((host) => `${protocolOf(request)}://${host}`),
    isUnread: async () => hasContent(headers) && !(isMembers(body) && Object.keys(body).length > 0),
    field: async (name) => (isMembers(body) && Object.hasOwn(body, name) ? body[name] : undefined),
    text: async (maxBytes) => (typeof body === 'string' && body.length <= maxBytes ? body : undefined),
  };
}

/** More than `{}`: Express 4 parses a body of another type to that. */
const hasContent = (headers: ParsedRequest['headers']): boolean =>
  Number(headers['content-length'] ?? 0) > 2 || headers['transfer-encoding'] !== undefined;

function protocolOf({ protocol, socket }: ParsedRequest): string {
  const isEncrypted = socket && 'encrypted' in socket && socket.encrypted === true;
  return protocol ?? (isEncrypted ? 'https' : 'http');
}
