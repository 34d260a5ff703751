import { isMembers } from '../checked.ts';

/** What is read of a request, whatever framework it came through. Nothing in it is trusted, nothing of it throws. */
export interface Reading {
  header(name: string): string | undefined;
  /** A field of the form or member of the JSON; a field that came twice is a list. */
  field(name: string): unknown;
  /** A body that is plain text. */
  text(): unknown;
}

/** A web request's body, or what reads like one. */
export interface WebBody {
  json(): Promise<unknown>;
  text(): Promise<string>;
  formData(): Promise<{ getAll(name: string): readonly unknown[] }>;
}

/** A request whose body the framework has parsed. */
export interface ParsedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
}

const JSON_TYPE = /^application\/([\w.-]+\+)?json\b/i;
const FORM_TYPE = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/** `open` gives a body that nobody else reads, or one that may be read again. What cannot be read is not there. */
export function readWeb(header: Reading['header'], open: () => WebBody): Reading {
  return {
    header,
    async field(name) {
      const type = header('content-type') ?? '';
      try {
        if (JSON_TYPE.test(type)) return memberOf(await open().json(), name);
        if (!FORM_TYPE.test(type)) return undefined;
        const values = (await open().formData()).getAll(name);
        return values.length > 1 ? values : values[0];
      } catch {
        return undefined;
      }
    },
    async text() {
      try {
        return await open().text();
      } catch {
        return undefined;
      }
    },
  };
}

export function readParsed({ headers, body }: ParsedRequest): Reading {
  return {
    header(name) {
      const value = headers[name.toLowerCase()];
      // No browser sends one twice; joined, two tokens are none.
      return Array.isArray(value) ? value.join(', ') : value;
    },
    field: (name) => memberOf(body, name),
    text: () => body,
  };
}

const memberOf = (body: unknown, name: string): unknown =>
  isMembers(body) && Object.hasOwn(body, name) ? body[name] : undefined;
