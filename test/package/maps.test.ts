import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const isBuilt = existsSync('dist/server.js') && existsSync('dist-ort/index.js');
/**
 * The first seven, and the backend's parts beside `server.js`, ship readable: bundlers and backends read
 * them. Of the runtime nearly all comes minified; `inline.js` is `index.js` with the worker as a text; and
 * the command line prints sentences.
 */
const UNMAPPED = [
  ...['index', 'server', 'decide', 'console', 'debug', 'reasons', 'inspector'].map(
    (name) => `dist/${name}.js`,
  ),
  ...['dist/ort.js', 'dist-ort/ort-webgpu.js', 'dist/inline.js', 'dist/cli.js'],
];
const isMapped = (path: string) => !UNMAPPED.includes(path) && !path.startsWith('dist/server/');
const scripts = ['dist', 'dist-ort'].flatMap((folder) =>
  isBuilt
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => join(folder, name))
        .filter((path) => path.endsWith('.js') && isMapped(path))
    : [],
);
interface MapFile {
  readonly version: number;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly (string | null)[];
  readonly mappings: string;
}

function readMap(script: string): MapFile {
  const [, name = ''] = /^\/\/# sourceMappingURL=(\S+)\n?$/m.exec(readFileSync(script, 'utf8')) ?? [];
  return JSON.parse(readFileSync(join(dirname(script), name), 'utf8')) as MapFile;
}

/**
 * Texts of words that stand once in a script, with their place: minifying keeps them as they are. The
 * directive is the minifier's own.
 */
function textsIn(code: string): readonly { readonly text: string; line: number; column: number }[] {
  return code
    .split('\n')
    .flatMap((line, number) =>
      [...line.matchAll(/"(?!use strict)([a-z][\w:.-]* [\w :.-]{4,80})"/gi)].flatMap(
        ({ 1: text = '', index }) =>
          code.split(text).length === 2 ? [{ text, line: number, column: index }] : [],
      ),
    );
}

describe.skipIf(!isBuilt)('source maps (need dist)', () => {
  it.each(scripts)('show every source of %s', (script) => {
    const { version, sources, sourcesContent } = readMap(script);
    expect(version).toBe(3);
    expect(sources.length).toBeGreaterThan(0);
    expect(sourcesContent).toHaveLength(sources.length);
    for (const [index, content] of sourcesContent.entries()) {
      const source = join(dirname(script), sources[index] ?? '');
      expect(existsSync(source) || source.includes('virtual:'), source).toBe(true);
      if (existsSync(source)) expect(content, source).toBe(readFileSync(source, 'utf8'));
    }
  });

  it.each(['dist/tellsign.js', 'dist/worker.js'])(
    'lead from a text of %s to the line that has it',
    (script) => {
      const file = readMap(script);
      const map = new SourceMap(file as never);
      const led = textsIn(readFileSync(script, 'utf8')).flatMap(({ text, line, column }) => {
        const entry = map.findEntry(line, column);
        if (!('originalSource' in entry)) return [`${text}: nowhere`];
        const { originalSource, originalLine } = entry;
        const content = file.sourcesContent[file.sources.indexOf(originalSource)] ?? '';
        return [
          content.split('\n')[originalLine]?.includes(text)
            ? 'right'
            : `${text}: ${originalSource}:${originalLine}`,
        ];
      });
      expect(led.filter((place) => place !== 'right')).toEqual([]);
      expect(led).not.toEqual([]);
    },
  );
});
