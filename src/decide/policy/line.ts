/** A way into a document: names of members and places in lists. */
export type Path = readonly (string | number)[];

/**
 * Line, counted from 1, at which the value at `path` begins in a valid JSON text; where the path leads
 * nowhere, that of the last value on the way.
 */
export const lineOf = (json: string, path: Path): number => lineAt(json, find(json, path));

/** The text of the value at `path` in a valid JSON text. */
export function textAt(json: string, path: Path): string {
  const at = find(json, path);
  return json.slice(at, skipValue(json, at));
}

/** Where the value at `path` begins; where the path leads nowhere, the last value on the way. */
function find(json: string, path: Path): number {
  let at = skipSpace(json, 0);
  for (const step of path) {
    const next = enter(json, at, step);
    if (next === null) break;
    at = next;
  }
  return at;
}

/** Line, counted from 1, of a character. */
export const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** Where the member or element `step` of the value at `at` begins; null where it has none. */
function enter(json: string, at: number, step: string | number): number | null {
  const isObject = json[at] === '{';
  if (!isObject && json[at] !== '[') return null;
  let place = 0;
  let position = skipSpace(json, at + 1);
  while (position < json.length && json[position] !== '}' && json[position] !== ']') {
    let name: unknown = place;
    if (isObject) {
      const end = skipValue(json, position);
      name = JSON.parse(json.slice(position, end));
      // Past the colon.
      position = skipSpace(json, skipSpace(json, end) + 1);
    }
    if (name === step) return position;
    position = skipSpace(json, skipValue(json, position));
    if (json[position] === ',') position = skipSpace(json, position + 1);
    place++;
  }
  return null;
}

/** Where the value at `at` ends: after a string, at the closing bracket's end, or at the next separator. */
function skipValue(json: string, at: number): number {
  const token = /"(?:[^"\\]|\\.)*"|[[\]{}]|[^\s"[\]{},:]+/gy;
  let depth = 0;
  for (let position = at; position < json.length; ) {
    token.lastIndex = position;
    const text = token.exec(json)?.[0];
    position += text?.length ?? 1;
    if (text === '{' || text === '[') depth++;
    if (text === '}' || text === ']') depth--;
    if (text !== undefined && depth === 0) return position;
  }
  return json.length;
}

function skipSpace(json: string, at: number): number {
  let position = at;
  while (/\s/.test(json[position] ?? '')) position++;
  return position;
}
