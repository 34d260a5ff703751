/** A touch screen is attached, used or not. */
export const touch = (): boolean => matchMedia('(any-pointer: coarse)').matches;
