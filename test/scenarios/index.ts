import { readFileSync } from 'node:fs';
import { play } from './play.ts';
import { BadFile, readScenarios } from './read.ts';

/**
 * `npm run scenarios -- FILE.json …`: plays scenarios and prints one JSON line each, `{ name, want, got }`.
 * Exits with 1 where one misses, with 2 for a file that holds none.
 */
const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('scenarios: name a file');
  process.exitCode = 2;
}
for (const file of files) {
  try {
    for (const scenario of readScenarios(file, readFileSync(file, 'utf8'))) {
      const { isHit, ...line } = await play(scenario, file);
      console.log(JSON.stringify(line));
      if (!isHit) process.exitCode ||= 1;
    }
  } catch (error) {
    if (!(error instanceof BadFile) && !Object.hasOwn(Object(error), 'code')) throw error;
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
