import { CliError } from '../cli-error.ts';
import { checkThumbprint } from './key.ts';
import { createKey, type KeyFiles, showKey } from './keys.ts';

export interface Rotation extends KeyFiles {
  /** What pages and backends pin while the key changes; none where they pin a root, which stays. */
  readonly pins?: readonly [string, string];
  readonly steps: readonly string[];
}

export interface RotateRequest {
  /** PEM file of the key that signs now, private or public. */
  readonly old: string;
  /** PEM file to write. */
  readonly next: string;
  /** Pages pin a root, which lists the keys that sign. @default they pin the keys */
  readonly isListed?: boolean | undefined;
  /** Thumbprint of the key of a second signer, which stays. @default one key signs */
  readonly other?: string | undefined;
}

/**
 * Makes the key that follows another, and says what to do in which order.
 *
 * @throws CliError where a file cannot be read or written, or the second signer's key is none or the old one
 */
export async function rotate({ old, next, isListed, other }: RotateRequest): Promise<Rotation> {
  const before = await showKey(old);
  if (other !== undefined) checkThumbprint('other', other);
  if (other === before)
    throw new CliError('argument_invalid', '--other names the key that goes, not the one that stays.');
  const files = await createKey(next);
  const { key } = files;
  const stepsOf = isListed ? listedSteps : pinnedSteps;
  return {
    ...files,
    ...(!isListed && { pins: other === undefined ? [before, key] : [key, other] }),
    steps: [...stepsOf({ before, key, next, other }), 'destroy the old key'],
  };
}

interface Change {
  readonly before: string;
  readonly key: string;
  /** PEM file of the new key. */
  readonly next: string;
  readonly other: string | undefined;
}

function pinnedSteps({ before, key, next, other }: Change): readonly string[] {
  if (other !== undefined)
    return [
      signStep(next, other),
      `serve it, and pin the new pair at once: #key=${key}&key=${other}&signers=2`,
    ];
  return [
    `pin both in pages and backends: #key=${before}&key=${key}`,
    'wait until no page is open that pins the old key alone',
    signStep(next, other),
    `pin the new key alone: #key=${key}`,
    `where the old key was stolen, leave out the first two steps: ${GAP}`,
  ];
}

function listedSteps({ before, key, next, other }: Change): readonly string[] {
  if (other !== undefined)
    return [
      `list the new pair, in a folder that is not served: ${listing(key, other)} --signers 2`,
      signStep(next, other),
      'serve list and release at once; pins stay as they are',
    ];
  return [
    `list both keys: ${listing(before, key)}`,
    signStep(next, other),
    `list the new key alone: ${listing(key)}`,
    `where the old key was stolen, list the new key alone at once, then sign, and raise "list" in the pins: ${GAP}`,
  ];
}

const signStep = (next: string, other: string | undefined): string =>
  `sign the next version with ${next}${other === undefined ? '' : ', and countersign it with the other key'}`;

const listing = (...keys: readonly string[]): string =>
  `tellsign model keys list --root ROOT.pem --to DIR --version N ${keys.map((key) => `--pin ${key}`).join(' ')}`;

const GAP = 'pages that come in between use the compiled-in model';
