/** The last `capacity` values, oldest first; what came before is forgotten. */
export interface Ring<T> {
  push(value: T): void;
  values(): T[];
  /** The newest value. */
  readonly last: T | undefined;
  /** Values kept now. */
  readonly length: number;
}

export function createRing<T>(capacity: number): Ring<T> {
  const slots: T[] = [];
  let next = 0;
  return {
    push(value) {
      slots[next] = value;
      next = (next + 1) % capacity;
    },
    values: () => (slots.length < capacity ? slots.slice() : [...slots.slice(next), ...slots.slice(0, next)]),
    get last() {
      return slots[(next + capacity - 1) % capacity];
    },
    get length() {
      return slots.length;
    },
  };
}

/** A share counted since the session began: how many of how many; NaN before the first. */
export interface Tally {
  add(hit: boolean, weight?: number): void;
  read(): { readonly value: number; readonly n: number };
}

export function createTally(): Tally {
  let hits = 0;
  let n = 0;
  return {
    add(hit, weight = 1) {
      n += weight;
      if (hit) hits += weight;
    },
    read: () => ({ value: n > 0 ? hits / n : Number.NaN, n }),
  };
}
