/** Why an address gave nothing that can be used. */
export type Fault = 'timeout' | 'too_large' | 'redirects' | 'unreachable';

/** What an address answered, read within limits. */
export interface Answer {
  /** Address that answered, after redirects. */
  readonly url: string;
  /** HTTP status; 0 where nothing answered. */
  readonly status: number;
  readonly headers: Headers;
  /** Media type without parameters, in lower case. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly text: string;
  readonly fault: Fault | null;
  /** Code of Node for why nothing answered, such as `ECONNREFUSED`. */
  readonly cause?: string;
  /** Address and answer in words. */
  readonly said: string;
  /** When the headers came, by this machine's clock, ms since 1970. */
  readonly atMs: number;
}

export interface Question {
  readonly method?: 'GET' | 'POST' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Most bytes that are read. */
  readonly maxBytes: number;
  /** Follow redirects. The page asks for nonces without. @default true */
  readonly follow?: boolean;
}

/** How addresses are asked. */
export interface Asker {
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly now: () => number;
}

/** Redirects that are followed. Chosen: a browser follows twenty, and no site needs six. */
const MAX_REDIRECTS = 5;

/** Asks an address. Never rejects, whatever the other side does. */
export async function ask(url: string, question: Question, asker: Asker): Promise<Answer> {
  const signal = AbortSignal.timeout(asker.timeoutMs);
  let at = url;
  try {
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const response = await asker.fetch(at, initOf(question, signal));
      const next = redirectOf(response, at);
      if (next === null || question.follow === false) return await read(response, at, question, asker);
      await response.body?.cancel();
      if (!/^https?:$/.test(next.protocol)) return silent(at, 'unreachable', 'a redirect to no web address');
      at = next.href;
    }
    return silent(at, 'redirects', `more than ${MAX_REDIRECTS} redirects`);
  } catch (error) {
    if (signal.aborted) return silent(at, 'timeout', `no answer within ${asker.timeoutMs / 1000} s`);
    const cause = causeOf(error);
    return { ...silent(at, 'unreachable', cause), cause };
  }
}

const initOf = (question: Question, signal: AbortSignal): RequestInit => ({
  method: question.method ?? 'GET',
  headers: { 'user-agent': 'tellsign-doctor', ...question.headers },
  ...(question.body !== undefined && { body: question.body }),
  redirect: 'manual',
  signal,
});

function redirectOf({ status, headers }: Response, base: string): URL | null {
  const location = headers.get('location');
  if (status < 300 || status > 399 || location === null) return null;
  return URL.canParse(location, base) ? new URL(location, base) : null;
}

async function read(
  response: Response,
  url: string,
  { maxBytes }: Question,
  { now }: Asker,
): Promise<Answer> {
  const { status, headers, body } = response;
  const atMs = now();
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  let fault: Fault | null = null;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) {
      fault = 'too_large';
      break;
    }
    chunks.push(chunk);
  }
  const bytes = Uint8Array.from(Buffer.concat(chunks));
  const size = fault ? `, more than ${maxBytes} bytes` : '';
  const said = `${url} · ${status} ${type || 'without a type'}${size}`;
  return { url, status, headers, type, bytes, text: decoderFor(headers).decode(bytes), fault, said, atMs };
}

/** By the charset that the answer names, as browsers read it: UTF-16 makes another text of a script. */
function decoderFor(headers: Headers): TextDecoder {
  const [, charset] = /charset="?([\w.:-]+)/i.exec(headers.get('content-type') ?? '') ?? [];
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

const silent = (url: string, fault: Fault, why: string): Answer => ({
  url,
  status: 0,
  headers: new Headers(),
  type: '',
  bytes: new Uint8Array(),
  text: '',
  fault,
  said: `${url} · ${why}`,
  atMs: 0,
});

/** Node hides the reason behind "fetch failed". */
function causeOf(error: unknown): string {
  const { cause, message } = Object(error) as { readonly cause?: unknown; readonly message?: unknown };
  const { code, message: deeper } = Object(cause) as { readonly code?: unknown; readonly message?: unknown };
  return String(code ?? deeper ?? message ?? error).slice(0, 200);
}
