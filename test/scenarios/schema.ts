import * as v from 'valibot';
import { AGENT_STATES } from '../../src/decide/facts/agent.ts';
import { NETWORK_KINDS } from '../../src/decide/facts/network.ts';
import { OUTCOMES } from '../../src/decide/outcome.ts';

/** An array of scenarios: what happens, event by event, and what the decider is to answer. */
const LEVELS = ['low', 'medium', 'high', 'unknown', 'missing', 'refused'] as const;
const TRAVELS = ['unknown', 'plausible', 'network_moved', 'someone_else'] as const;

const degrees = (limit: number) => v.pipe(v.number(), v.minValue(-limit), v.maxValue(limit));

const event = v.strictObject({
  /** Seconds after `now`, not decreasing. */
  at: v.pipe(v.number(), v.minValue(0)),
  account: v.optional(v.nullable(v.string())),
  /** The same label is the same device key, bound; null is none. */
  key: v.optional(v.nullable(v.string())),
  place: v.optional(v.nullable(v.tuple([degrees(90), degrees(180)]))),
  network: v.optional(v.picklist(NETWORK_KINDS), 'unknown'),
  card: v.optional(v.nullable(v.string())),
  amount: v.optional(v.nullable(v.number())),
  action: v.string(),
  level: v.picklist(LEVELS),
  score: v.optional(v.nullable(v.number())),
  flags: v.optional(v.array(v.string()), []),
  code: v.optional(v.string()),
  agent: v.optional(v.picklist(AGENT_STATES), 'none'),
  ip: v.optional(v.nullable(v.string())),
  /** Its challenge was passed. */
  passed: v.optional(v.boolean(), false),
});

const want = v.strictObject({
  outcome: v.optional(v.picklist(OUTCOMES)),
  rule: v.optional(v.nullable(v.string())),
  travel: v.optional(v.picklist(TRAVELS)),
  alert: v.optional(v.boolean()),
  hold: v.optional(v.boolean()),
});

const scenario = v.pipe(
  v.strictObject({
    name: v.string(),
    /** `checkout`, `login`, `signup`, a path beside the file, or the policy itself, live for every event. */
    policy: v.optional(v.union([v.string(), v.record(v.string(), v.unknown())])),
    /** Epoch seconds of `at: 0`. */
    now: v.optional(v.number(), 1_800_000_000),
    /** Days for which a key has been known to the first event's account at `at: 0`. */
    known: v.optional(v.record(v.string(), v.pipe(v.number(), v.minValue(0))), {}),
    events: v.pipe(
      v.array(event),
      v.minLength(1, 'must have an event'),
      v.check(
        (events) => events.every(({ at }, i) => at >= (events[i - 1]?.at ?? 0)),
        'must not go back in time',
      ),
    ),
    want: v.optional(want),
    wants: v.optional(v.array(v.nullable(want))),
  }),
  v.check(
    ({ want, wants }) => (want === undefined) !== (wants === undefined),
    'must have either want or wants',
  ),
  v.check(
    ({ events, wants }) => wants === undefined || wants.length === events.length,
    'must want something, or null, of every event',
  ),
);

export const scenarioFile = v.array(scenario);
export type Scenario = v.InferOutput<typeof scenario>;
export type ScenarioEvent = v.InferOutput<typeof event>;
export type Want = v.InferOutput<typeof want>;
