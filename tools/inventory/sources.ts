import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Found } from './names.ts';
import { REQUEST_FILES } from './places/requests.ts';

/** What stores or sends, and the only files of the product that may. */
const WRITERS: Readonly<Record<string, { readonly pattern: RegExp; readonly files: readonly string[] }>> = {
  localStorage: { pattern: /\blocalStorage\b/, files: [] },
  sessionStorage: { pattern: /\bsessionStorage\b/, files: [] },
  'document.cookie': { pattern: /\bdocument\s*\.\s*cookie\b|\bcookieStore\b/, files: [] },
  IndexedDB: {
    pattern: /\bindexedDB\b|from 'idb-keyval'/,
    files: ['worker/stored.ts'],
  },
  'Cache API': { pattern: /\bcaches\s*\./, files: ['worker/score/ort/fetch-wasm.ts'] },
  'Set-Cookie': {
    pattern: /\bsetCookie\(|'set-cookie'/,
    files: [
      'src/console/console.ts',
      'src/server/middleware/enrol-route.ts',
      'src/server/middleware/express.ts',
      'src/server/middleware/hono.ts',
      'src/server/middleware/nonce-route.ts',
    ],
  },
  beacon: {
    pattern: /\bsendBeacon\b|\bnew (WebSocket|EventSource|RTCPeerConnection|WebTransport)\b/,
    files: [],
  },
  request: {
    pattern: /(?<![.\w])fetch\(|\bfetch\(`|\bXMLHttpRequest\(/,
    files: Object.keys(REQUEST_FILES),
  },
};
/** The page’s half; a backend sends what the site tells it to. */
const SENDS = /^(worker|src\/page)\//;

export interface Source {
  readonly file: string;
  /** Without comments. */
  readonly text: string;
}

/**
 * Names that are literals in the sources. Throws where a file stores or sends that is not among the known
 * ones: its values would be in no list.
 */
export async function readSources(): Promise<Found> {
  const sources = await Promise.all(['src', 'worker'].map(readFolder)).then((lists) => lists.flat());
  const strangers = findStrangers(sources);
  if (strangers.length > 0) throw new Error(`store or send, and are not in the inventory: ${strangers}`);
  const all = (pattern: RegExp) => [
    ...new Set(sources.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = '']) => name))),
  ];
  return {
    'nonce request': all(/body = `\{"(\w+)":/g),
    request: sources.filter(sends).map(({ file }) => file),
    'Cache API': all(/cache: '([\w-]*tellsign[\w-]*)'/g),
    Redis: all(/['`](vrd:[a-z]+\d*:)/g),
  };
}

const sends = ({ file, text }: Source): boolean =>
  SENDS.test(file) && WRITERS.request?.pattern.test(text) === true;

/** What `localStorage in src/page/form.ts` would be. */
export const findStrangers = (sources: readonly Source[]): readonly string[] =>
  Object.entries(WRITERS).flatMap(([name, { pattern, files }]) =>
    sources
      .filter(({ file }) => name !== 'request' || SENDS.test(file))
      .filter(({ file, text }) => !files.includes(file) && pattern.test(text))
      .map(({ file }) => `${name} in ${file}`),
  );

async function readFolder(folder: string): Promise<readonly Source[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
  return Promise.all(
    files.map(async (file) => ({ file, text: withoutComments(await readFile(file, 'utf8')) })),
  );
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
