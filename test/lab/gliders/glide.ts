import type { MoveEvent } from '../../../src/contract/event.ts';
import type { Random } from '../../../train/random.ts';

/** A script that moves the pointer about a page and never lets it rest. */
export interface Glider {
  readonly name: string;
  readonly note: string;
  /** Moves for so many seconds, one a frame. */
  create(random: Random, seconds: number): MoveEvent[];
}

const [WIDTH, HEIGHT] = [1280, 760] as const;
const FRAME_MS = 1000 / 60;

type Place = readonly [x: number, y: number];

const drawPlace = (random: Random): Place => [
  random.uniform(0.05, 0.95) * WIDTH,
  random.uniform(0.05, 0.95) * HEIGHT,
];

/** One move a frame at what `next` gives, each a little late as timers are. */
function framed(random: Random, { seconds, next }: { seconds: number; next: () => Place }): MoveEvent[] {
  const late = random.uniform(0.05, 2);
  return Array.from({ length: Math.round((seconds * 1000) / FRAME_MS) }, (_, frame): MoveEvent => {
    const [x, y] = next();
    const t = Math.round(10 * (frame * FRAME_MS + random.uniform(0, late))) / 10;
    return { kind: 'move', t, x: Math.round(x), y: Math.round(y) };
  });
}

export const GLIDERS: readonly Glider[] = [
  {
    name: 'waypoints',
    note: 'from place to place in straight lines, one constant step a frame',
    create(random, seconds) {
      const step = random.logUniform(1, 6);
      let [here, goal] = [drawPlace(random), drawPlace(random)];
      const next = (): Place => {
        let left = Math.hypot(goal[0] - here[0], goal[1] - here[1]);
        if (left <= step) {
          here = goal;
          goal = drawPlace(random);
          left = Math.hypot(goal[0] - here[0], goal[1] - here[1]);
        }
        const share = Math.min(1, step / Math.max(left, 1e-9));
        here = [here[0] + share * (goal[0] - here[0]), here[1] + share * (goal[1] - here[1])];
        return here;
      };
      return framed(random, { seconds, next });
    },
  },
  {
    name: 'curves',
    note: 'along slow sine curves whose speed rises and falls',
    create(random, seconds) {
      const waves = [WIDTH, HEIGHT].map((size) => {
        return { size, hertz: random.logUniform(0.03, 0.3), phase: random.uniform(0, 2 * Math.PI) };
      });
      let frame = 0;
      const next = (): Place => {
        frame += 1;
        const [x = 0, y = 0] = waves.map(({ size, hertz, phase }) => {
          return size * (0.5 + 0.42 * Math.sin(phase + (2 * Math.PI * hertz * frame * FRAME_MS) / 1000));
        });
        return [x, y];
      };
      return framed(random, { seconds, next });
    },
  },
  {
    name: 'wandering',
    note: 'a heading that turns at random, one pixel or two a frame',
    create(random, seconds) {
      const step = random.uniform(1, 2.5);
      const turn = random.logUniform(0.01, 0.15);
      let [x, y] = drawPlace(random);
      let heading = random.uniform(0, 2 * Math.PI);
      const next = (): Place => {
        heading += random.normal(0, turn);
        [x, y] = [x + step * Math.cos(heading), y + step * Math.sin(heading)];
        if (x < 0 || x > WIDTH) heading = Math.PI - heading;
        if (y < 0 || y > HEIGHT) heading = -heading;
        [x, y] = [Math.min(WIDTH, Math.max(0, x)), Math.min(HEIGHT, Math.max(0, y))];
        return [x, y];
      };
      return framed(random, { seconds, next });
    },
  },
];
