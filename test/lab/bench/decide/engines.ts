import { celEnv, parse, plan } from '@bufbuild/cel';
import jsonLogic from 'json-logic-js';
import { Engine } from 'json-rules-engine';
import { compilePolicy, type Variables } from '../../../../src/decide/index.ts';
import { evaluate } from '../../../../src/decide/policy/evaluate.ts';
import { POLICY, TWELVE } from './twelve.ts';

/** Ids of the rules that hold for a visit, in any order. */
export type Evaluator = (facts: Variables) => readonly string[] | Promise<readonly string[]>;

const ids = TWELVE.map(({ id }) => id);

/**
 * Every engine with the twelve rules loaded. zen-engine is not among them: a lock file needs the builds of
 * all its platforms, and not every registry has them.
 */
export async function openEngines(): Promise<Readonly<Record<string, Evaluator>>> {
  return {
    tellsign: await openTellsign(),
    '@bufbuild/cel': openBufbuild(),
    'json-logic-js': openJsonLogic(),
    'json-rules-engine': openJsonRules(),
  };
}

async function openTellsign(): Promise<Evaluator> {
  const compiled = await compilePolicy(POLICY);
  if (!compiled.ok) throw new Error('the twelve rules were not taken');
  return (facts) => evaluate(compiled.policy, facts).hits;
}

function openBufbuild(): Evaluator {
  const env = celEnv();
  const plans = TWELVE.map(({ cel }) => plan(env, parse(cel)));
  return (facts) => {
    const context = facts as unknown as Parameters<(typeof plans)[number]>[0];
    return ids.filter((_, place) => plans[place]?.(context) === true);
  };
}

function openJsonLogic(): Evaluator {
  return (facts) => TWELVE.flatMap(({ id, logic }) => (jsonLogic.apply(logic, facts) === true ? [id] : []));
}

function openJsonRules(): Evaluator {
  const engine = new Engine();
  for (const { id, conditions } of TWELVE) engine.addRule({ conditions, event: { type: id } });
  return async (facts) => (await engine.run({ ...facts })).events.map(({ type }) => type);
}
