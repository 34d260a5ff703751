/** Keys that get a number of their own; later ones share one. Chosen: more than any keyboard has. */
const MAX_KEYS = 256;

/** Numbers that pair a key's press with its release and say nothing of the character. */
export interface KeyNumbers {
  /**
   * The number of the key pressed. In a secret field it is the lowest free one, so that it does not identify
   * the key.
   */
  press(name: string, inSecret: boolean): number;
  /** The number of the key released. */
  release(name: string, inSecret: boolean): number;
}

export function createKeyNumbers(): KeyNumbers {
  const numbers = new Map<string, number>();
  /** Numbers of keys pressed in a secret field, until their release. */
  const borrowed = new Map<string, number>();

  const lowestFree = () => {
    const taken = new Set(borrowed.values());
    let number = MAX_KEYS + 1;
    while (taken.has(number)) number++;
    return number;
  };
  const fixed = (name: string) => {
    const number = numbers.get(name) ?? Math.min(numbers.size, MAX_KEYS);
    if (number < MAX_KEYS) numbers.set(name, number);
    return number;
  };
  return {
    press: (name, inSecret) => {
      const secretNumber = borrowed.get(name);
      if (secretNumber !== undefined || !inSecret) return secretNumber ?? fixed(name);
      const number = lowestFree();
      if (borrowed.size < MAX_KEYS) borrowed.set(name, number);
      return number;
    },
    release: (name, inSecret) => {
      const secretNumber = borrowed.get(name);
      borrowed.delete(name);
      return secretNumber ?? (inSecret ? lowestFree() : fixed(name));
    },
  };
}
