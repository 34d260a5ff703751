/** What is wrong with a JSON text, and at which character. */
export interface JsonFault {
  /** Counted from 0. */
  readonly at: number;
  readonly reason: string;
}

/** White space, then a bracket, colon or comma; a string; or a number, `true`, `false` or `null`. */
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
  /[ \t\r\n]*(?:([[\]{}:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?))/y;
const SPACE = /[ \t\r\n]*/y;

/** What may come next: a value, a member's name, the first of each, a colon, what follows, or nothing. */
type Expected = 'value' | 'first value' | 'name' | 'first name' | 'colon' | 'next' | 'end';

/** Names of the members of each open object, the innermost one last; null stands for a list. */
type Open = (Set<string> | null)[];

/**
 * The first fault of a JSON text; null where there is none. An object that has two members of one name is
 * faulty: who reads it may see the one, and the parser takes the other. The engine's own errors do not always
 * say where they are.
 */
export function findJsonFault(text: string): JsonFault | null {
  const open: Open = [];
  let expected: Expected = 'value';
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    TOKEN.lastIndex = at;
    const token: string | undefined = TOKEN.exec(text)?.[0];
    if (token === undefined) return { at, reason: `unexpected ${quote(text, at)}` };
    const name: string | null = token.startsWith('"') && isName(expected) ? String(JSON.parse(token)) : null;
    if (name !== null && open.at(-1)?.has(name)) return { at, reason: `two members are named ${token}` };
    const next: Expected | null = name === null ? step(expected, token, open) : addName(name, open);
    if (next === null) return { at, reason: `unexpected ${quote(text, at)}` };
    expected = next;
    at += token.length;
  }
  return expected === 'end' ? null : { at: text.length, reason: 'the text ends too early' };
}

const isName = (expected: Expected): boolean => expected === 'name' || expected === 'first name';

function addName(name: string, open: Open): Expected {
  open.at(-1)?.add(name);
  return 'colon';
}

/** What may follow a token; null where it may not stand. */
function step(expected: Expected, token: string, open: Open): Expected | null {
  if (expected === 'colon') return token === ':' ? 'value' : null;
  const isObject = open.at(-1) instanceof Set;
  if (token === '}' || token === ']') {
    const isEmpty = expected === (isObject ? 'first name' : 'first value');
    const isOwn = open.length > 0 && isObject === (token === '}');
    if (!isOwn || !(isEmpty || expected === 'next')) return null;
    open.pop();
    return open.length > 0 ? 'next' : 'end';
  }
  if (expected === 'next' && token === ',') return isObject ? 'name' : 'value';
  if ((expected !== 'value' && expected !== 'first value') || token === ',' || token === ':') return null;
  if (token === '{' || token === '[') {
    open.push(token === '{' ? new Set() : null);
    return token === '{' ? 'first name' : 'first value';
  }
  return open.length > 0 ? 'next' : 'end';
}

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}

/** Characters of a fault that its reason repeats. Chosen: enough to find it by eye. */
const MAX_QUOTED = 20;

const quote = (text: string, at: number): string =>
  JSON.stringify(text.slice(at, at + MAX_QUOTED).split('\n')[0]);
