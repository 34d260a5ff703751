import { randomUUID } from 'node:crypto';
import { buildStale } from '../../setup/build.ts';
import type { Attack } from './attack.ts';
import { type Ground, openGround } from './ground.ts';
import { ATTACKS } from './rows/index.ts';

/**
 * `npm run attack [seed]`: attacks that once worked, tried on a shop started for them and on verifiers in
 * this process. One line of JSON for each row: what was tried, and what it got. Exits with 1 where one gets
 * through, and where the honest path beside it does not work, because a refusal then shows nothing.
 */
const seed = process.argv[2] ?? randomUUID();

async function runAttack({ row, tried, run }: Attack, ground: Ground): Promise<boolean> {
  try {
    console.log(JSON.stringify({ row, tried, got: await run(ground) }));
    return true;
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    console.log(JSON.stringify({ row, tried, got: { failed } }));
    return false;
  }
}

buildStale('dist');
const ground = await openGround(seed);
const held: boolean[] = [];
try {
  for (const attack of ATTACKS) held.push(await runAttack(attack, ground));
} finally {
  await ground.shop.stop();
}
const through = held.filter((isHeld) => !isHeld).length;
process.stderr.write(`${held.length} rows, ${through} got through or could not be tried; seed ${seed}\n`);
if (through > 0 || held.length === 0) process.exitCode = 1;
