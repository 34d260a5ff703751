import type { Random } from '../../random.ts';
import { pickEase } from '../ease.ts';

/** Plans one scripted scroll over `distance` px: offsets from its start, and when, ms. */
export type Scroller = (distance: number) => readonly { readonly t: number; readonly y: number }[];

export interface ScrollFamily {
  create(random: Random): Scroller;
}

/** `scrollBy` on a timer: equal steps at equal or uniform intervals. */
const steps: ScrollFamily = {
  create(random) {
    const step = random.pick([40, 50, 53, 80, 100, 120, Math.round(random.uniform(5, 250))]);
    const everyMs = random.logUniform(8, 500);
    const spread = random.pick([0, random.uniform(0, 0.5)]);
    return (distance) => {
      const count = Math.min(400, Math.max(1, Math.round(Math.abs(distance) / step)));
      let t = 0;
      return Array.from({ length: count }, (_, index) => {
        t += everyMs * random.uniform(1 - spread, 1 + spread);
        return { t, y: Math.sign(distance) * Math.min(Math.abs(distance), step * (index + 1)) };
      });
    };
  },
};

/** `scrollTo({ behavior: 'smooth' })` and tween libraries: one ease over a fixed time, a step each frame. */
const eased: ScrollFamily = {
  create(random) {
    const ease = pickEase(random, 0.2);
    const totalMs = random.logUniform(150, 2500);
    const frameMs = random.pick([16.7, 16.7, 8.3, 33.3]);
    return (distance) => {
      const count = Math.max(1, Math.round(totalMs / frameMs));
      return Array.from({ length: count }, (_, index) => {
        const u = (index + 1) / count;
        return { t: u * totalMs, y: Math.round(distance * ease(u)) };
      });
    };
  },
};

/** `scrollTo` and `scrollIntoView`: one jump. */
const jump: ScrollFamily = { create: () => (distance) => [{ t: 1, y: Math.round(distance) }] };

/** Steps and rests drawn at random: "human" scrolling of crawlers. */
const random: ScrollFamily = {
  create(draw) {
    const [low, high] = [draw.uniform(10, 120), draw.uniform(120, 500)];
    const restMs = draw.logUniform(30, 900);
    return (distance) => {
      const plan: { t: number; y: number }[] = [];
      let [t, y] = [0, 0];
      while (Math.abs(y) < Math.abs(distance) && plan.length < 300) {
        t += draw.uniform(restMs / 2, restMs * 1.5);
        y += Math.sign(distance) * Math.round(draw.uniform(low, high));
        plan.push({ t, y });
      }
      return plan;
    };
  },
};

export const scrollFamilies = { steps, eased, jump, random } as const satisfies Record<string, ScrollFamily>;
