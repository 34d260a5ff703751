import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { shippedModel } from '../fuzz/source.ts';
import type { Case, Vectors } from '../vectors/run.ts';
import { MUTANTS, VECTOR_FILES, WYCHEPROOF } from './ports.ts';

const README = 'examples/verify/README.md';
const NUMBERS = /(<!-- numbers: [^>]+ -->\n).*(<!-- \/numbers -->)/s;

interface Group {
  readonly tests: readonly unknown[];
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const codeOf = ({ want }: Case): string => (typeof want === 'string' ? want : want.code);

/** The page with the numbers of today: what the ports must do, and what they must know of the model. */
export async function writeNumbers(page: string): Promise<string> {
  const text = `\n${countTests()}\n\n${await describeModel()}\n\n`;
  return page.replace(NUMBERS, (_all, start: string, end: string) => start + text + end);
}

function countTests(): string {
  const cases = VECTOR_FILES.flatMap((file) => (read(file) as Vectors).cases);
  const refused = cases.filter((one) => codeOf(one) !== 'ok').map(codeOf);
  const { testGroups } = read(WYCHEPROOF) as { readonly testGroups: readonly Group[] };
  const signatures = testGroups.reduce((sum, { tests }) => sum + tests.length, 0);
  return `\`npm test -- examples\` runs all five implementations, these and \`tellsign/server\`, on the same tokens. Each
gives every token the same code. A language whose toolchain is missing is skipped by name.

| on what | how many |
|---|---|
| vectors in \`test/vectors\` | ${cases.length}, of which ${refused.length} refused with ${new Set(refused).size} codes |
| mutated tokens, newly drawn | ${MUTANTS} |
| Wycheproof's ECDSA signatures | ${signatures} |`;
}

async function describeModel(): Promise<string> {
  const { id, manifest } = await shippedModel();
  const { schema, center, thresholds, calibration, logitScale } = manifest;
  const { high } = thresholds;
  const logit = (Math.log(high / (1 - high)) - calibration.intercept) / calibration.slope;
  return `The model of this release, as a port has to know it. \`high_q\` is the claimed logit from which it says \`high\`:

| mdl | schema | features | high_q |
|---|---|---|---|
| \`${id}\` | ${schema} | ${center.length} | ${Math.ceil(logit / logitScale)} |`;
}

/** `npx tsx test/examples/ports-readme.ts` writes the numbers into the page. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(README, await writeNumbers(readFileSync(README, 'utf8')));
}
