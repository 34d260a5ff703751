/** CSS px. */
export const viewport = (): readonly [number, number] => [innerWidth, innerHeight];
