import type { PointerFamily } from '../family.ts';

/**
 * The pointer is set down at each target: `page.click`, `element.click` by coordinates, `xdotool mousemove`.
 */
export const teleport: PointerFamily = {
  teleports: true,
  create: () => (task) => ({ duration: 0, at: () => task.to }),
};
