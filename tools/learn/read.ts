import { readCsv } from '../../src/cli/csv/read.ts';
import { readPayments } from '../triage/payments.ts';
import { type ScoredPayment, scorePayments } from './score.ts';

/** Bad input: what is wrong with it is told, and no more. */
export class BadInput extends Error {}

/** Chosen: a score of fewer days says nothing; thirty are learnt from. */
const LEAST_DAYS = 37;

/** @throws BadInput for a file that cannot be read, or has too few days */
export async function readScored(
  file: string,
  onProgress: (text: string) => void,
): Promise<readonly ScoredPayment[]> {
  const read = await readPayments(readCsv(file)).catch((error: unknown) => {
    throw new BadInput(`${file}: ${error instanceof Error ? error.message : error}`);
  });
  const { payments, bad } = read;
  if (bad.length > 0) throw new BadInput(`${file}: line ${bad[0]?.line}: ${bad[0]?.error}`);
  const days = Math.floor((payments.at(-1)?.at ?? 0) / 86_400) + 1;
  if (days < LEAST_DAYS) throw new BadInput(`${file}: ${days} days, and ${LEAST_DAYS} are needed`);
  return scorePayments(payments, onProgress);
}
