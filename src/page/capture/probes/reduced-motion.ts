/** The visitor asked for less motion: wheel notches are then not smoothed. */
export const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
