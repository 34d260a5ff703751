/**
 * The parts of a request that are read, the same for every framework. Nothing in it is trusted; no member
 * throws.
 */
export interface Reading {
  /** A header's value; undefined when it is absent or empty. */
  header(name: string): string | undefined;
  /** Origins of the request's own URL, such as `https://shop.example`. */
  readonly origins: readonly string[];
  /**
   * A field of the form, or a member of the JSON. A field that came twice is a list. Undefined when the body
   * has none, is longer than `maxBytes`, or has another type.
   */
  field(name: string, maxBytes: number): Promise<unknown>;
  /**
   * Whether the request has a body that cannot be searched for a field: nobody parsed it, or it is longer
   * than `maxBytes`.
   */
  isUnread(maxBytes: number): Promise<boolean>;
  /** The body as text; undefined when it is longer than `maxBytes` or no text. */
  text(maxBytes: number): Promise<string | undefined>;
}

const JSON_TYPE = /^application\/([\w.-]+\+)?json\b/i;

/** Whether the body is JSON. No form of another site can send that type without a CORS preflight. */
export const isJson = (reading: Pick<Reading, 'header'>): boolean =>
  JSON_TYPE.test(reading.header('content-type') ?? '');

/**
 * Whether the request itself says that its body is longer. A body without a length is counted while it is
 * read.
 */
export const isLonger = (reading: Pick<Reading, 'header'>, maxBytes: number): boolean =>
  Number(reading.header('content-length') ?? 0) > maxBytes;
