import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { extractBlocks } from '../../examples/docs.ts';
import { freePort } from '../shop.ts';

/** The shop and the test of docs/testing.md, as a customer has them. */
const FOLDER = join(process.cwd(), '.tmp/testing');

/** What a test of the page's text is called with. */
export type CustomerTest = (given: { readonly page: Page }) => Promise<void>;

/** Writes the page's code to disk, and gives its Playwright tests. */
export async function readCustomersTests(expect: unknown): Promise<readonly CustomerTest[]> {
  extractBlocks('docs/testing.md', FOLDER);
  const runner = join(FOLDER, 'node_modules/@playwright/test');
  mkdirSync(runner, { recursive: true });
  const main = { name: '@playwright/test', type: 'module', exports: './index.js' };
  writeFileSync(join(runner, 'package.json'), JSON.stringify(main));
  // As much of the runner as the test uses; the browser is playwright-core's.
  const text = 'export const { test, expect } = globalThis.customersRunner;';
  writeFileSync(join(runner, 'index.js'), text);
  const tests: CustomerTest[] = [];
  const test = (_name: string, run: CustomerTest) => void tests.push(run);
  Object.assign(globalThis, { customersRunner: { test, expect } });
  await import(join(FOLDER, 'checkout.spec.ts'));
  return tests;
}

export interface CustomersShop {
  readonly origin: string;
  /** What it wrote, by line. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

/** Starts the shop; null where it ends by itself, with why in `lines`. */
export async function startShop(
  environment: Readonly<Record<string, string>>,
): Promise<CustomersShop | { readonly failed: string }> {
  const port = await freePort();
  const { TELLSIGN_TEST: _, NODE_ENV: __, ...inherited } = process.env;
  const secret = 'only-for-tests-only-for-tests-only-for-tests';
  const child = spawn(process.execPath, ['--import', 'tsx', join(FOLDER, 'shop.ts')], {
    env: { ...inherited, PORT: String(port), TELLSIGN_SECRET: secret, ...environment } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, failed] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    failed += data.toString();
  });
  const origin = `http://localhost:${port}`;
  while (child.exitCode === null) {
    const answer = await fetch(`${origin}/checkout`).catch(() => null);
    if (answer?.ok) return shopOf(child, { origin, read: () => out });
    await delay(50);
  }
  return { failed };
}

const shopOf = (
  child: ChildProcess,
  { origin, read }: { readonly origin: string; readonly read: () => string },
): CustomersShop => ({
  origin,
  get lines() {
    return read().split('\n').filter(Boolean);
  },
  async stop() {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
  },
});
