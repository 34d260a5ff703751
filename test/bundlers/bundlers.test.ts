import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoot, type Installed, install, pack } from './fixture.ts';
import { recall, remember } from './remembered.ts';
import { STACKS } from './stacks.ts';
import { tryStack } from './try-stack.ts';

/** Nothing listens there. */
const CLOSED = 'http://127.0.0.1:9/';

/** Who scored, and what became of onnxruntime-web. */
const WITH_ORT = { engine: 'ort-wasm', ort: 'ready' };
const ALONE = { engine: 'exact', ort: 'refused: ort_unavailable: option ortUrl or ortWasmUrl is missing' };

describe('the code of docs/integrate', () => {
  const root = createRoot();
  const installed = new Map<string, Installed>();
  const table: string[] = [];
  let tarball = '';

  beforeAll(() => {
    tarball = pack(root);
  });
  afterAll(() => {
    console.log(['minutes to a verified verdict', ...table].join('\n'));
    rmSync(root, { recursive: true, force: true });
  });

  it.for(STACKS)('gives a verified verdict: $name', async (stack, { skip }) => {
    const { name, lock } = stack;
    const known = recall(stack);
    if (known) {
      table.push(
        `${name.padEnd(40)} ${known.minutes.toFixed(1)} (remembered, ${known.at}: nothing it needs has changed)`,
      );
      return;
    }
    const begun = performance.now();
    if (!installed.has(lock)) installed.set(lock, await install(lock, { root, tarball }));
    const found = installed.get(lock) as Installed;
    if ('obstacle' in found) {
      table.push(`${name.padEnd(40)} skipped: ${found.obstacle}`);
      return skip(found.obstacle);
    }
    const outcome = await tryStack(stack, found.folder);
    expect(outcome).toMatchObject({
      ...(stack.isAlone ? ALONE : WITH_ORT),
      degraded: [],
      payment: { ok: true, action: 'checkout' },
      violations: [],
    });
    expect(['paid 4999', 'ask_for_code', 'review']).toContain(outcome.answer);
    if (stack.mode === 'production') expect(outcome.policy).not.toMatch(/'unsafe-(inline|eval)'/);
    expect(outcome.policy === '' && stack.mode === 'production').toBe(false);
    const minutes = (performance.now() - begun) / 60_000;
    remember(stack, minutes);
    table.push(`${name.padEnd(40)} ${minutes.toFixed(1)}`);
  });

  it('is skipped where the registry cannot be reached', async () => {
    const environment = {
      npm_config_registry: CLOSED,
      npm_config_cache: `${root}/empty-cache`,
      npm_config_fetch_retries: '0',
    };
    const found = await install('bun', { root: `${root}/offline`, tarball, environment });
    expect(found).toEqual({ obstacle: 'the registry cannot be reached' });
  });
});
