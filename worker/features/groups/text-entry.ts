import type { BehaviourEvent } from '../../../src/contract/event.ts';
import type { FeatureGroup } from '../group.ts';
import { createFieldBursts } from '../trackers/field-bursts.ts';
import { createInputDelivery } from '../trackers/input-delivery.ts';
import { createInsertions } from '../trackers/insertions.ts';

/** How text got into fields (features.md G5). */
export function createTextEntry(): FeatureGroup<'text_entry'> {
  const insertions = createInsertions();
  const delivery = createInputDelivery();
  const bursts = createFieldBursts();
  const trackers = [insertions, delivery, bursts];

  return {
    push(event: BehaviourEvent) {
      for (const tracker of trackers) tracker.push(event);
    },
    read: () => ({ ...insertions.read(), ...delivery.read(), burst_share: bursts.read() }),
  };
}
