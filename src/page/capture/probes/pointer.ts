import type { PointerKind } from '../../../contract/event.ts';

/** The primary pointing device, until the first pointer event says it better. */
export const pointer = (): PointerKind | null => {
  if (matchMedia('(pointer: fine)').matches) return 'mouse';
  return matchMedia('(pointer: coarse)').matches ? 'touch' : null;
};
