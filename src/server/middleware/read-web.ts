import { isMembers } from '../checked.ts';
import { isJson, type Reading } from './reading.ts';

/** A body that the site's own code has parsed already, as Hono keeps it. */
export interface ParsedBody {
  json(): Promise<unknown>;
  text(): Promise<string>;
  formData(): Promise<{ getAll(name: string): readonly unknown[] }>;
}

const URLENCODED_TYPE = /^application\/x-www-form-urlencoded\b/i;

/**
 * Reads a copy of the body, so that the handler can read the body itself, and no more than needed. A
 * multipart body is never read here, because it may hold files. Its field counts if the site has parsed it
 * before.
 */
export function readWeb(request: Request, parsed?: ParsedBody): Reading {
  const header = (name: string) => request.headers.get(name) || undefined;
  let read: Promise<string | undefined> | undefined;
  // Once, because each reading takes more of the body off the network.
  const text = (maxBytes: number) => {
    read ??= readText(request, maxBytes);
    return read;
  };
  return {
    header,
    text: async (maxBytes) => (request.bodyUsed ? attempt(() => parsed?.text()) : text(maxBytes)),
    origins: [originOf(request.url)],
    async isUnread(maxBytes) {
      if (request.bodyUsed) return parsed === undefined;
      return request.body !== null && (!isSearched({ header }) || (await text(maxBytes)) === undefined);
    },
    async field(name, maxBytes) {
      if (request.bodyUsed) return attempt(() => parsedField(parsed, { name, isJson: isJson({ header }) }));
      if (!isSearched({ header })) return undefined;
      const body = await text(maxBytes);
      if (body === undefined) return undefined;
      return isJson({ header })
        ? attempt(async () => memberOf(JSON.parse(body), name))
        : oneOrAll(new URLSearchParams(body).getAll(name));
    },
  };
}

/** Whether the body has a type that is searched for a field. */
const isSearched = (reading: Pick<Reading, 'header'>): boolean =>
  isJson(reading) || URLENCODED_TYPE.test(reading.header('content-type') ?? '');

async function parsedField(
  parsed: ParsedBody | undefined,
  { name, isJson: isMember }: { readonly name: string; readonly isJson: boolean },
): Promise<unknown> {
  if (isMember) return memberOf(await parsed?.json(), name);
  return oneOrAll((await parsed?.formData())?.getAll(name) ?? []);
}

/** Undefined if the body is longer or incomplete. At most `maxBytes` and one chunk are in memory. */
async function readText(request: Request, maxBytes: number): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  try {
    const reader = request.clone().body?.getReader();
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (!(bytes <= maxBytes)) {
        // Never awaited: a copy is cancelled only when the other one is, too.
        reader?.cancel().catch(() => undefined);
        return undefined;
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return undefined;
  }
}

async function attempt<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}

const memberOf = (body: unknown, name: string): unknown =>
  isMembers(body) && Object.hasOwn(body, name) ? body[name] : undefined;

const oneOrAll = (values: readonly unknown[]): unknown => (values.length > 1 ? values : values[0]);
