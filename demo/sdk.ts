import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the SDK's built files, wherever the package is installed. */
export function findSdk(): string {
  return dirname(fileURLToPath(import.meta.resolve('tellsign/script')));
}
