import type { BehaviourEvent } from '../../../src/contract/event.ts';
import type { Context, FeatureGroup } from '../group.ts';
import { createTally } from '../ring.ts';
import { pointerOf } from '../segment/strokes.ts';
import { createDelays } from '../trackers/delays.ts';
import { createMoveDelivery } from '../trackers/move-delivery.ts';
import { createMoveSteps } from '../trackers/move-steps.ts';
import { createTeleports } from '../trackers/teleports.ts';

/** Pressure of a mouse button that is down, Pointer Events §4.1. */
const MOUSE_PRESSURE = 0.5;

/**
 * Input-stack forensics (features.md G1). Only events that carry stack fields count; coalesced extras carry
 * none.
 */
export function createPointerDelivery({
  environment,
  activations,
}: Context): FeatureGroup<'pointer_delivery'> {
  const untrusted = createTally();
  const badPressure = createTally();
  const steps = createMoveSteps();
  const delivery = createMoveDelivery();
  const delays = createDelays();
  const teleports = createTeleports();

  return {
    push(event: BehaviourEvent) {
      const { kind } = event;
      if (kind !== 'move' && kind !== 'down' && kind !== 'up' && kind !== 'click') return;
      if (event.stack?.trusted !== undefined) untrusted.add(!event.stack.trusted);
      if (kind === 'click' || pointerOf(event, environment()) !== 'mouse') return;
      if (kind !== 'move' && activations.active) return;
      teleports.push(event);
      const { stack } = event;
      if (!stack) return;
      delays.push(stack.latency);
      if (kind === 'move') {
        delivery.push(stack, steps.push(event));
      } else if (kind === 'down' && Number.isFinite(stack.pressure))
        badPressure.add(stack.pressure !== MOUSE_PRESSURE);
    },
    read: () => ({
      untrusted_share: untrusted.read(),
      ...delivery.read(),
      ...steps.read(),
      latency_spread: delays.read(),
      pressure_bad_share: badPressure.read(),
      teleport_share: teleports.read(),
    }),
  };
}
