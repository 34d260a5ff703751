import type { Random } from '../../../../train/random.ts';
import type { Visit } from '../desk.ts';
import type { Pool } from '../pool.ts';

/** One kind of person of the volume leg. */
export interface Kind {
  readonly kind: string;
  /** What is recorded, what is put together, and what is only imitated. */
  readonly note: string;
  /** One session. Another random source gives another person or another stretch of their recordings. */
  build(pool: Pool, random: Random): Visit;
}
