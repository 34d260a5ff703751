import { readFile, writeFile } from 'node:fs/promises';
import { replaceBlock } from './block.ts';
import { compare } from './compare.ts';
import { describeInventory } from './describe.ts';
import { findValues } from './found.ts';
import { CHECKED } from './places/index.ts';

/**
 * `npm run check -- inventory`: every value that leaves the page or is stored has a row in
 * `tools/inventory/places`, every row has a value, and `docs/privacy.md` shows them. With `--write` the page
 * is written.
 */
const PAGE = 'docs/privacy.md';

const faults = [...compare(await findValues(), CHECKED)];
const page = await readFile(PAGE, 'utf8');
const wanted = replaceBlock(page, describeInventory());
if (process.argv.includes('--write')) await writeFile(PAGE, wanted);
else if (page !== wanted) faults.push(`${PAGE} shows another inventory: run it with --write`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
