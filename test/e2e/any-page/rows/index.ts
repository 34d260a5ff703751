import type { Row } from '../row.ts';
import { hostile, hostileLater } from './hostile.ts';
import { isolation } from './isolation.ts';
import { missing } from './missing.ts';
import { origin } from './origin.ts';
import { policy } from './policy.ts';
import { release } from './release.ts';
import { script } from './script.ts';
import { structure } from './structure.ts';

/** The matrix. */
export const ROWS: readonly Row[] = [
  ...policy,
  ...origin,
  ...missing,
  ...release,
  ...script,
  ...isolation,
  ...structure,
  ...hostile,
  ...hostileLater,
];
