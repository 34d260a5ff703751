import type { Random } from '../../random.ts';
import type { Point, PointerFamily, Task } from '../family.ts';

interface Wind {
  readonly gravity: number;
  readonly wind: number;
  readonly maxStep: number;
  readonly targetArea: number;
  readonly stepMs: number;
  readonly stepSpread: number;
  /**
   * As in the npm package: one wind for both axes, slower damping near the target, waits in proportion to the
   * step.
   */
  readonly port: boolean;
}

/** WindMouse (Benjamin Land): a particle pulled to the target through random wind. */
export const windmouse: PointerFamily = {
  create(random) {
    const maxStep = random.uniform(4, 40);
    const settings: Wind = {
      gravity: random.uniform(3, 15),
      wind: random.uniform(0.5, 10),
      maxStep,
      targetArea: random.uniform(5, 60),
      stepMs: random.uniform(4, 20),
      stepSpread: random.pick([0, random.uniform(0, 0.6)]),
      port: random.chance(0.4),
    };
    return (task) => trace(blow(task, settings, random));
  },
};

interface Node {
  readonly t: number;
  readonly point: Point;
}

function blow(task: Task, settings: Wind, random: Random): Node[] {
  let [x, y] = task.from;
  let [vx, vy, wx, wy, t] = [0, 0, 0, 0, 0];
  let limit = settings.maxStep;
  const path: Node[] = [{ t, point: [x, y] }];
  for (let step = 0; step < 600; step += 1) {
    const [dx, dy] = [task.to[0] - x, task.to[1] - y];
    const distance = Math.hypot(dx, dy);
    if (distance < 1) break;
    const wind = Math.min(settings.wind, distance);
    if (distance >= settings.targetArea) {
      const [gust, other] = [random.uniform(-1, 1), random.uniform(-1, 1)];
      wx = wx / Math.sqrt(3) + (gust * wind) / Math.sqrt(5);
      wy = wy / Math.sqrt(3) + ((settings.port ? gust : other) * wind) / Math.sqrt(5);
    } else {
      wx /= Math.sqrt(settings.port ? 2 : 3);
      wy /= Math.sqrt(settings.port ? 2 : 3);
      limit = limit < 3 ? random.uniform(3, 6) : limit / Math.sqrt(5);
    }
    vx += wx + (settings.gravity * dx) / distance;
    vy += wy + (settings.gravity * dy) / distance;
    const speed = Math.hypot(vx, vy);
    if (speed > limit) {
      const clip = limit / 2 + random.uniform(0, limit / 2);
      vx = (vx / speed) * clip;
      vy = (vy / speed) * clip;
    }
    x += vx;
    y += vy;
    const wait = settings.port ? 0.3 + Math.hypot(vx, vy) / settings.maxStep : 1;
    t += settings.stepMs * wait * Math.exp(random.normal(0, settings.stepSpread));
    path.push({ t, point: [x, y] });
  }
  path.push({ t: t + settings.stepMs, point: task.to });
  return path;
}

/** A trajectory that stands at each node until the next. */
function trace(path: readonly Node[]): { duration: number; at(ms: number): Point } {
  let index = 0;
  return {
    duration: path.at(-1)?.t ?? 0,
    at(ms) {
      while (index > 0 && (path[index]?.t ?? 0) > ms) index -= 1;
      while (index + 1 < path.length && (path[index + 1]?.t ?? 0) <= ms) index += 1;
      return path[index]?.point ?? [0, 0];
    },
  };
}
