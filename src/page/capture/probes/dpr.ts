/** CSS pixels to device pixels; page zoom included. */
export const dpr = (): number => devicePixelRatio;
