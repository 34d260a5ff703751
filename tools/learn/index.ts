import { parseArgs } from 'node:util';
import { evaluate, type Row } from './evaluate.ts';
import { BadInput, readScored } from './read.ts';

/**
 * `npm run learn -- FILE.csv[.gz] [--draws 10]`: what 200 labels teach of a score, on payments that no label
 * was of. FILE has the columns of `../shared/data/FORMAT.md`, *Payments*. The score is fitted on earlier days
 * alone. Progress goes to standard error. Exits with 2 for arguments or a file that cannot be used.
 */
const USAGE = 'usage: npm run learn -- FILE.csv[.gz] [--draws 10], or npm run learn -- --simulate';

function readArguments(): { readonly file: string; readonly draws: number } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { draws: { type: 'string', default: '10' } },
    });
    const [file, ...more] = positionals;
    const draws = Number(values.draws);
    if (file === undefined || more.length > 0 || !(Number.isInteger(draws) && draws > 0 && draws <= 1000))
      throw new Error(USAGE);
    return { file, draws };
  } catch {
    throw new BadInput(USAGE);
  }
}

function print(rows: readonly Row[]): void {
  console.log('ECE over all payments, and of the tenth with the greatest p, in brackets');
  for (const { start, before, mean, worst, day, days } of rows) {
    const both = ({ ece, top }: Row['mean']) => `${ece.toFixed(4)} (${top.toFixed(4)})`;
    console.log(`${start}: ${both(before)}`);
    console.log(`  200 labels, no bound: ${both(mean)} on average, ${both(worst)} at worst`);
    console.log(
      `  after one bounded day: ${both(day)}; AUC moves by ${(day.auc - before.auc).toExponential(1)}`,
    );
    console.log(
      `  at .01: ${days === null ? 'not in 90 days' : `after ${days} days of .25, in a person’s name`}`,
    );
  }
}

try {
  const { file, draws } = readArguments();
  const payments = await readScored(file, (text) => console.error(text));
  print(evaluate(payments, { draws, onProgress: (text) => console.error(text) }));
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
