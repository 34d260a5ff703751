import type { ReleaseCode } from '../../contract/release.ts';
import type { Result } from '../../contract/result.ts';
import { loadCompiled } from './load-compiled.ts';
import { openRelease, type ReleasedModel, type ReleaseOptions } from './release.ts';

/**
 * Accepts a delivered model only if a pinned key signed its manifest, for this channel, not below the floor
 * and not for later than now, and every file is the one that was signed. Its verdicts are refused from the
 * release's end on. Never rejects; where it refuses, go on with the model of the package.
 *
 * @param text the signed manifest
 * @throws TypeError for a wrong option
 * @example
 * const own = await loadRelease(await readFile('models/stable.jws', 'utf8'), {
 *   keys: [KEY],
 *   minVersion: 17,
 *   read: (path) => readFile(`models/${path}`),
 * });
 */
export const loadRelease = (
  text: string,
  options: ReleaseOptions,
): Promise<Result<ReleasedModel, ReleaseCode>> => openRelease(text, { ...options, load: loadCompiled });
