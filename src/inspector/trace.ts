import { drawing } from './element.ts';

/** The last 40 s at four points a second, in a box of CSS px that fits the panel. */
const POINTS = 160;
const WIDTH = 320;
const HEIGHT = 64;
/** The scale reaches at least this far to both sides, so that small changes look small. */
const LEAST_LOGIT = 4;

export interface Trace {
  readonly node: SVGElement;
  add(logit: number): void;
}

/** The last logits as a line; the middle is 0, up is riskier. */
export function createTrace(): Trace {
  const seen: number[] = [];
  const line = drawing('polyline', { class: 'line', points: '' });
  const dot = drawing('circle', { class: 'dot', r: '3', cx: '-9', cy: '-9' });
  const zero = drawing('line', {
    class: 'zero',
    x1: '0',
    x2: `${WIDTH}`,
    y1: `${HEIGHT / 2}`,
    y2: `${HEIGHT / 2}`,
  });
  const node = drawing(
    'svg',
    { class: 'trace', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' },
    zero,
    line,
    dot,
  );
  return {
    node,
    add(logit) {
      seen.push(logit);
      if (seen.length > POINTS) seen.shift();
      const limit = Math.max(LEAST_LOGIT, ...seen.map(Math.abs)) * 1.1;
      const place = (value: number, index: number): [x: number, y: number] => [
        (index / (POINTS - 1)) * (WIDTH - 6) + 3,
        HEIGHT / 2 - (value / limit) * (HEIGHT / 2),
      ];
      line.setAttribute(
        'points',
        seen
          .map((value, index) =>
            place(value, index)
              .map((n) => n.toFixed(1))
              .join(),
          )
          .join(' '),
      );
      const [x, y] = place(logit, seen.length - 1);
      dot.setAttribute('cx', x.toFixed(1));
      dot.setAttribute('cy', y.toFixed(1));
    },
  };
}
