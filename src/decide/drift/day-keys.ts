/** Keys of one UTC day, so that each counts once a day. */
export interface DayKeys {
  /** Whether the key is seen for the first time on this day; remembers it. */
  isFirst(jkt: string, atMs: number): boolean;
  erase(jkt: string): void;
}

const DAY_MS = 86_400_000;
/** Chosen: some 2 MB. Beyond it a key counts whenever it comes: a busy site has few that come again. */
const MOST_KEYS = 20_000;

export function createDayKeys(): DayKeys {
  const keys = new Set<string>();
  let today = Number.NaN;
  return {
    isFirst(jkt, atMs) {
      const day = Math.floor(atMs / DAY_MS);
      if (day !== today) keys.clear();
      today = day;
      if (typeof jkt !== 'string' || jkt === '' || keys.has(jkt)) return false;
      if (keys.size < MOST_KEYS) keys.add(jkt);
      return true;
    },
    erase: (jkt) => void keys.delete(jkt),
  };
}
