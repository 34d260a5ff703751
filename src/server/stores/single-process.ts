import { readEnvironment } from '../environment.ts';

/**
 * Two processes with a store each would accept every token twice, which is the commonest misconfiguration
 * (§1.7). So a site must ask for a store inside one process.
 *
 * @throws TypeError unless `allowed` is true, and in a Node cluster worker whatever it is
 */
export function checkSingleProcess(store: string, allowed: unknown): void {
  if (allowed !== true) {
    throw new TypeError(`${store}: allowSingleProcess must be true, or use a store that all processes share`);
  }
  if (isClusterWorker())
    throw new TypeError(`${store}: allowSingleProcess cannot be true in a cluster worker`);
}

/** Node sets NODE_UNIQUE_ID in the workers of its `cluster` module. */
const isClusterWorker = (): boolean => readEnvironment('NODE_UNIQUE_ID') !== undefined;
