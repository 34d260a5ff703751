import type { Row } from '../row.ts';
import { hostile, hostileLater } from './hostile.ts';
import { missing } from './missing.ts';
import { origin } from './origin.ts';
import { policy } from './policy.ts';
import { structure } from './structure.ts';

/** The matrix. */
export const ROWS: readonly Row[] = [
  ...policy,
  ...origin,
  ...missing,
  ...structure,
  ...hostile,
  ...hostileLater,
];
