import type { BehaviourEvent } from '../../../src/contract/event.ts';
import type { Context, FeatureGroup } from '../group.ts';
import { createDelays } from '../trackers/delays.ts';
import { createKeyDelivery } from '../trackers/key-delivery.ts';
import { createSilentKeys } from '../trackers/silent-keys.ts';

/** How key events were delivered (features.md G4, 77, 79, 80). */
export function createTyping({ presses }: Context): FeatureGroup<'typing'> {
  const delivery = createKeyDelivery();
  const silent = createSilentKeys();
  const delays = createDelays();

  return {
    push(event: BehaviourEvent) {
      delivery.push(event);
      silent.push(event);
      if (event.kind === 'keydown') delays.push(event.stack?.latency);
    },
    read: () => ({
      ...delivery.read(),
      unpaired_share: { value: presses.unpaired / presses.closed, n: presses.closed },
      key_without_input_share: silent.read(),
      latency_spread: delays.read(),
    }),
  };
}
