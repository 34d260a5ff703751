import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { answerTo, type Case, runCase, type Vectors } from './vectors/run.ts';

/**
 * `npm run conformance -- FILE.json …`: verifies every case of the files and prints one JSON line for each,
 * `{name, want, got}`. Exits with 1 when any differ, with 2 when a file cannot be used. The format is
 * `Vectors` in `vectors/run.ts`. Where `want` asks for level or flags, `got` has them too: of the flags those
 * that are wanted and there.
 */
async function main(files: readonly string[]): Promise<number> {
  if (files.length === 0) {
    process.stderr.write('usage: npm run conformance -- FILE.json …\n');
    return 2;
  }
  let differ = 0;
  for (const file of files) {
    const { cases, ...setting } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
    if (!Array.isArray(cases) || cases.length === 0) throw new TypeError(`${file}: no cases`);
    for (const one of cases) {
      const { name, want } = one;
      const got = await runCase(setting, one).then(
        (result): Case['want'] => answerTo(want, result),
        (error: unknown) => `exception: ${String(error)}`,
      );
      if (!isDeepStrictEqual(got, want)) differ++;
      process.stdout.write(`${JSON.stringify({ name, want, got })}\n`);
    }
  }
  return differ === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 2;
  },
);
