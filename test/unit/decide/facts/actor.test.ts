import { describe, expect, it } from 'vitest';
import { actorOf } from '../../../../src/decide/facts/actor.ts';
import { AGENT_STATES } from '../../../../src/decide/facts/agent.ts';
import { variables } from '../variables.ts';

/** One row a state, one column a level: low, medium, high, unknown, missing, refused. */
const TABLE = {
  none: ['human', 'unknown', 'undeclared_automation', 'unknown', 'unknown', 'unknown'],
  verified: ['assisted', ...Array(5).fill('declared_agent')],
  invalid: ['unknown', 'unknown', 'undeclared_automation', 'unknown', 'unknown', 'unknown'],
  unverified: ['unknown', 'unknown', 'undeclared_automation', 'unknown', 'unknown', 'unknown'],
} as const;
const LEVELS = ['low', 'medium', 'high', 'unknown', 'missing', 'refused'];

describe.each(AGENT_STATES)('who acts where the agent is %s', (state) => {
  it.each(LEVELS.map((level, column) => [level, TABLE[state][column]]))(
    'and the level %s: %s',
    (level, actor) => {
      expect(actorOf(variables({ level: level ?? '', agent: { state } }))).toBe(actor);
    },
  );
});
