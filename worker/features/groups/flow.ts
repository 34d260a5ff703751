import type { BehaviourEvent } from '../../../src/contract/event.ts';
import type { Context, FeatureGroup } from '../group.ts';
import { createActionGaps } from '../trackers/action-gaps.ts';
import { createEntries } from '../trackers/entries.ts';
import { createFieldOrder } from '../trackers/field-order.ts';
import { createFirstAction } from '../trackers/first-action.ts';
import { createWritingPace } from '../trackers/writing-pace.ts';

/** Order and pauses of what is done on the page (features.md G8). */
export function createFlow(context: Context): FeatureGroup<'flow'> {
  const entries = createEntries(context);
  const order = createFieldOrder();
  const first = createFirstAction();
  const gaps = createActionGaps();
  const pace = createWritingPace();
  const trackers = [entries, order, first, gaps, pace];
  let events = 0;
  let hidden = 0;

  return {
    push(event: BehaviourEvent) {
      events += 1;
      if (event.kind === 'hide') hidden += 1;
      for (const tracker of trackers) tracker.push(event);
    },
    read: () => ({
      ...entries.read(),
      order_share: order.read(),
      first_action_ms: first.read(),
      ...gaps.read(),
      blur_count: { value: hidden, n: events },
      character_ms: pace.read(),
    }),
  };
}
