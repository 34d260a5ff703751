import type { Settings } from '../options.ts';
import type { Finding } from './finding.ts';
import { probe } from './probe.ts';
import type { Violations } from './violations.ts';

type Watched = { readonly [K in 'workerUrl' | 'workerText']?: Settings[K] | undefined };

/** Why the worker could not be started. */
export async function findWorkerFault(
  { workerUrl, workerText }: Watched,
  violations: Violations,
): Promise<Finding> {
  const found = await findFileFault({ workerUrl, workerText });
  if (found) return found;
  // The file is right, or cannot be read from here: then the browser refused to start it.
  const directive = await violations.find('worker');
  return {
    code: 'worker_unavailable',
    name: 'worker_forbidden',
    url: workerText === undefined ? workerUrl : 'the worker in the script',
    answer: directive && `refused by ${directive}`,
  };
}

/** What is wrong with the worker's file; null where it is right, built in, or cannot be read. */
export async function findFileFault({ workerUrl, workerText }: Watched): Promise<Finding | null> {
  if (workerText !== undefined || !workerUrl) return null;
  const { status, type, said } = await probe(workerUrl);
  if (status === 0) return null;
  const found = { code: 'worker_unavailable', url: workerUrl, answer: said } as const;
  if (status !== 200) return { ...found, name: 'worker_missing' };
  return /(java|ecma)script$/.test(type) ? null : { ...found, name: 'worker_wrong_type' };
}
