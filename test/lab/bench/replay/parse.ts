import { createReadStream } from 'node:fs';
import { linesOf } from '../../../../tools/replay/lines.ts';

/** The floor: every line of an export read and parsed, and nothing done with it. */
const [, , path = ''] = process.argv;
let count = 0;
const stream = createReadStream(path, { highWaterMark: 262_144, encoding: 'utf8' });
for await (const [, line] of linesOf(stream as AsyncIterable<string>, path))
  count += Object.keys(JSON.parse(line)).length;
process.stdout.write(String(count));
