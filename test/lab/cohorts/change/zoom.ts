import type { BehaviourEvent } from '../../../../src/contract/event.ts';
import type { Change } from './change.ts';

/** Ratios that screens and the browser's zoom menu have. */
const RATIOS = [1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/**
 * A zoomed page or a dense screen: the pointer stands on whole device pixels, and the page sees them divided
 * by the ratio. On a dense screen the recorded path spans as many CSS px as before, in a zoomed page as many
 * device px as before.
 */
export const zoom: Change = (visit, random) => {
  const dpr = random.pick(RATIOS);
  const dense = random.chance(0.5);
  const place = (value: number) => Math.round(dense ? value * dpr : value) / dpr;
  const sized = (value: number | null) => (value === null || dense ? value : value / dpr);
  const seen = (event: BehaviourEvent): BehaviourEvent => {
    if (event.kind === 'move' || event.kind === 'down' || event.kind === 'up')
      return { ...event, x: place(event.x), y: place(event.y) };
    if (event.kind === 'scroll') return { ...event, x: place(event.x), y: place(event.y) };
    if (event.kind !== 'click') return event;
    const { offsetX, offsetY, width, height } = event;
    return {
      ...event,
      x: place(event.x),
      y: place(event.y),
      offsetX: sized(offsetX),
      offsetY: sized(offsetY),
      width: sized(width),
      height: sized(height),
    };
  };
  return { ...visit, environment: { ...visit.environment, dpr }, events: visit.events.map(seen) };
};
