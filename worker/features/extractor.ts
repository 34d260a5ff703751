import type { BehaviourEvent, Environment } from '../../src/contract/event.ts';
import { FEATURES, GROUP_NAMES, type GroupName } from '../../src/contract/features/index.ts';
import { gate } from './gate.ts';
import { type Context, type FeatureValue, MISSING, type Statistic } from './group.ts';
import { extractors } from './groups/index.ts';
import { createActivations } from './segment/activations.ts';
import { createContacts } from './segment/contacts.ts';
import { createPresses } from './segment/presses.ts';
import { createStrokes, type PooledStroke } from './segment/strokes.ts';

export type { FeatureValue } from './group.ts';

/** The current visit: streaming, bounded, and the same code in the page's worker and in training. */
export interface FeatureExtractor {
  /** Adds the next event. Never throws; an event with a broken number or time is skipped. */
  push(event: BehaviourEvent): void;
  /** New knowledge about the page, merged into what is known. */
  update(environment: Partial<Environment>): void;
  /** Every feature of `FEATURES`, in its order, as of now. */
  read(): readonly FeatureValue[];
  /** The strokes that the features are pooled from. Training scores them anew. */
  strokes(): readonly PooledStroke[];
  /** Events added so far. */
  readonly events: number;
  /** Seconds between the first and the last of them. */
  readonly seconds: number;
}

/** A clock that runs back further than this, ms, is not jitter of delivery: the event is passed over. */
const MAX_LATE_MS = 1000;

interface Member {
  readonly name: GroupName;
  readonly group: {
    push?(event: BehaviourEvent): void;
    read(): Readonly<Record<string, Statistic>>;
  };
}

/** Whether every number the extractors compute with is one. */
function isUsable(event: BehaviourEvent): boolean {
  if (!Number.isFinite(event.t)) return false;
  if ('x' in event) return Number.isFinite(event.x) && Number.isFinite(event.y);
  if (event.kind === 'wheel') return Number.isFinite(event.deltaX) && Number.isFinite(event.deltaY);
  if (event.kind === 'input') return Number.isFinite(event.change);
  return true;
}

export function createFeatureExtractor(environment: Environment): FeatureExtractor {
  let known = environment;
  const context: Context = {
    environment: () => known,
    activations: createActivations(() => known),
    strokes: createStrokes(() => known),
    contacts: createContacts(() => known),
    presses: createPresses(),
  };
  const members = GROUP_NAMES.map(
    (name): Member => ({
      name,
      group: extractors[name](context),
    }),
  );
  let events = 0;
  let first = 0;
  let latest = Number.NEGATIVE_INFINITY;

  return {
    push(event) {
      if (!isUsable(event) || event.t < latest - MAX_LATE_MS) return;
      if (events === 0) first = event.t;
      events += 1;
      latest = Math.max(latest, event.t);
      context.activations.push(event);
      context.strokes.push(event);
      context.contacts.push(event);
      context.presses.push(event);
      for (const { group } of members) group.push?.(event);
    },
    update(update) {
      known = { ...known, ...update };
    },
    read() {
      const found = new Map<string, Statistic>();
      for (const { name, group } of members)
        for (const [measure, statistic] of Object.entries(group.read()))
          found.set(`${name}.${measure}`, statistic);
      return FEATURES.map((feature) => gate(found.get(feature.name) ?? MISSING, feature, known));
    },
    strokes: () => context.strokes.values(),
    get events() {
      return events;
    },
    get seconds() {
      return events === 0 ? 0 : Math.max(0, latest - first) / 1000;
    },
  };
}
