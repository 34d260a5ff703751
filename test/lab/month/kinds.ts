/** Share of customers who use a mouse and keys, or a phone, as most do; the rest are of every other kind. */
export const COMMON = { 'mouse and keys': 0.45, 'phone, drawn words': 0.25 } as const;
