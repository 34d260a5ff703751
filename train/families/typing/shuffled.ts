import type { TypedKey, TypingFamily } from '../family.ts';

/** One person's own presses in another order: the right typist, but no key keeps its habits. */
export const shuffled: TypingFamily = {
  create(random) {
    const pool: TypedKey['human'][] = [];
    const speed = random.logUniform(0.8, 1.25);
    const together = random.chance(0.5);
    return (key) => {
      pool.push(key.human);
      const [one, other] = [random.pick(pool), random.pick(pool)];
      const gap = Math.max(key.repeated ? 60 : 5, one.gap * speed);
      return { gap, dwell: (together ? one : other).dwell };
    };
  },
};
