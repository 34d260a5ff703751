import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { longComments, longProse } from './long.ts';

/**
 * `npm run check -- lines`: comments of 110 characters, prose of 120, sources of 300 lines at the most
 * (style.md 1).
 */
const MAX_LINES = 300;

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).split(
  '\n',
);
/** Reports and tables that a command writes, and data that training writes. */
const isWritten = (file: string) => /^model\/|-data\.ts$|package-lock/.test(file);
const files = tracked.filter((file) => /\.(ts|tsx|mjs|md|go|java|php)$/.test(file) && !isWritten(file));

let found = 0;
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const long = file.endsWith('.md') ? longProse(text) : longComments(text);
  for (const { line, characters } of long) console.log(`${file}:${line}: ${characters} characters`);
  const lines = text.split('\n').length - 1;
  const isTooLong = /^(src|worker|train|tools|demo)\//.test(file) && lines > MAX_LINES;
  if (isTooLong) console.log(`${file}: ${lines} lines`);
  found += long.length + (isTooLong ? 1 : 0);
}
console.log(`${files.length} files, ${found} too long`);
process.exitCode = found > 0 ? 1 : 0;
