import { HANDLESS } from './handless.ts';
import { HANDS } from './hands.ts';
import type { Kind } from './kind.ts';
import { TOUCHING } from './touch.ts';

/** Every kind of person of the volume leg. A new kind is one entry. */
export const KINDS: readonly Kind[] = [...HANDS, ...HANDLESS, ...TOUCHING];
