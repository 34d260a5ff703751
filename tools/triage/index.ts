import { parseArgs } from 'node:util';
import { readCsv } from '../../src/cli/csv/read.ts';
import { evaluate, type Report } from './evaluate.ts';
import { readPayments } from './payments.ts';

/**
 * `npm run triage -- FILE.csv[.gz] [--budget 20,50,100,200]`: which share of the loss each order of a queue
 * finds, with so many cases a day. FILE has the columns of `../shared/data/FORMAT.md`, *Payments*. The score
 * is fitted on earlier days alone, and labels are known a week late.
 *
 * Progress and lines that are no payments go to standard error. Exits with 1 where there were such lines,
 * with 2 for arguments or a file that cannot be used.
 */
const USAGE = 'usage: npm run triage -- FILE.csv[.gz] [--budget 20,50,100,200]';
/** Bad lines that are told one by one. Chosen: a screen. */
const TOLD = 20;

class BadInput extends Error {}

function readArguments(): { readonly file: string; readonly budgets: readonly number[] } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { budget: { type: 'string', default: '20,50,100,200' } },
    });
    const [file, ...more] = positionals;
    const budgets = values.budget.split(',').map(Number);
    const isBudget = (value: number) => Number.isInteger(value) && value > 0 && value <= 100_000;
    if (file === undefined || more.length > 0 || !budgets.every(isBudget)) throw new Error(USAGE);
    return { file, budgets };
  } catch {
    throw new BadInput(USAGE);
  }
}

/** @throws BadInput for a file that cannot be read */
async function read(file: string): ReturnType<typeof readPayments> {
  try {
    return await readPayments(readCsv(file));
  } catch (error) {
    throw new BadInput(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}

function print({ days, alertsPerDay, reach, captured }: Report, budgets: readonly number[]): void {
  const width = Math.max(...captured.map(({ name }) => name.length));
  console.log(`${days} days, ${alertsPerDay} alerts a day with ${reach.toFixed(2)} of all loss`);
  console.log('share of the alerts’ loss that is found, by cases a day');
  console.log(
    ['', ...budgets.map((budget) => String(budget).padStart(6))]
      .join('')
      .padStart(width + 6 * budgets.length),
  );
  for (const { name, shares } of captured)
    console.log(name.padEnd(width) + shares.map((share) => share.toFixed(3).padStart(6)).join(''));
}

async function main(): Promise<number> {
  const { file, budgets } = readArguments();
  const { payments, bad } = await read(file);
  for (const one of bad.slice(0, TOLD)) console.error(JSON.stringify({ file, ...one }));
  if (bad.length > TOLD) console.error(`… and ${bad.length - TOLD} more lines`);
  const report = evaluate(payments, { budgets, onProgress: (text) => console.error(text) });
  if (report.days === 0) throw new BadInput(`${file}: too few days; thirty are learnt from`);
  print(report, budgets);
  return bad.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
