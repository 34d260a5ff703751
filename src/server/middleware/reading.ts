import { isMembers } from '../checked.ts';

/** What is read of a request, whatever framework it came through. Nothing in it is trusted. */
export interface Reading {
  header(name: string): unknown;
  /** A field of the form or member of the JSON; a field that came twice is a list. Never rejects: what cannot be read is not there. */
  field(name: string): unknown;
}

interface FormLike {
  getAll(name: string): readonly unknown[];
}

/** Body of a web request, or of something that reads like one. */
export interface BodyLike {
  json(): Promise<unknown>;
  formData(): Promise<FormLike>;
}

const JSON_TYPE = /^application\/([\w.-]+\+)?json\b/i;
const FORM_TYPE = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/** A field of a body that has not been read yet. */
export async function readField(body: BodyLike, type: unknown, name: string): Promise<unknown> {
  const text = String(type);
  try {
    if (JSON_TYPE.test(text)) return memberOf(await body.json(), name);
    if (!FORM_TYPE.test(text)) return undefined;
    const values = (await body.formData()).getAll(name);
    return values.length > 1 ? values : values[0];
  } catch {
    return undefined;
  }
}

/** A field of a body that the framework has parsed. */
export const memberOf = (body: unknown, name: string): unknown =>
  isMembers(body) && Object.hasOwn(body, name) ? body[name] : undefined;
