import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { installBrowsers } from './setup/browsers.ts';
import { findChromium, findDisplayTools } from './setup/chromium.ts';

/**
 * `npm test`: every named check and every test project; those that use one core run two at a time. `npm test
 * -- lint unit` runs only those. The last line is `N passed, N failed`; a check counts as one, what was
 * skipped is listed above it.
 */

interface Outcome {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}
interface Step {
  readonly name: string;
  /** What is run: an npm script, or a Vitest project. */
  readonly script?: string;
  readonly args?: readonly string[];
  readonly project?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** After this the step hangs, ms. @default STEP_LIMIT_MS */
  readonly limitMs?: number;
  /** Run only where it is named. */
  readonly isOnDemand?: boolean;
  /** Uses one core: runs beside its neighbours of whom the same is true, two at a time. */
  readonly isNarrow?: boolean;
}

/** Tests the files that are shipped, minified, and not a readable build of the sources. */
const SHIPPED = { TELLSIGN_TARGET: 'dist' };

/** The build comes first: types, package checks and the shop read `dist`. */
const STEPS: readonly Step[] = [
  { name: 'build', script: 'build' },
  { name: 'lint', script: 'lint', isNarrow: true },
  { name: 'types', script: 'types', isNarrow: true },
  { name: 'deps', script: 'check', args: ['deps'], isNarrow: true },
  { name: 'unused', script: 'check', args: ['unused'], isNarrow: true },
  { name: 'package', script: 'check', args: ['package'], isNarrow: true },
  { name: 'ssr', script: 'check', args: ['ssr'], isNarrow: true },
  { name: 'size', script: 'check', args: ['size'], isNarrow: true },
  { name: 'lines', script: 'check', args: ['lines'], isNarrow: true },
  {
    name: 'conformance',
    script: 'conformance',
    args: ['test/vectors/verdicts.json', 'test/vectors/policies.json'],
    isNarrow: true,
  },
  // Six thousand tests: five minutes on a quiet machine, twelve on a busy one.
  { name: 'unit', project: ['unit', 'page'], limitMs: 25 * 60_000 },
  // Beside others: eight minutes, thirteen on a busy machine.
  { name: 'stores', project: ['stores'], isNarrow: true, limitMs: 25 * 60_000 },
  { name: 'examples', project: ['examples'], isNarrow: true },
  { name: 'fuzz', script: 'lab', args: ['fuzz'], isNarrow: true },
  { name: 'requests', script: 'lab', args: ['fuzz', 'requests', '20000'], isNarrow: true },
  { name: 'express', script: 'lab', args: ['fuzz', 'express', '5000'], isNarrow: true },
  { name: 'fastify', script: 'lab', args: ['fuzz', 'fastify', '5000'], isNarrow: true },
  { name: 'attack', script: 'attack', isNarrow: true },
  { name: 'browser', project: ['browser'], environment: SHIPPED },
  // To see why a test of `browser` fails: another build, of whose time a full run has none to spare.
  { name: 'readable', project: ['browser'], isOnDemand: true },
  // Visits whose time is measured, one after the other: a quarter of an hour on a quiet machine.
  { name: 'e2e', project: ['e2e'], environment: SHIPPED, limitMs: 25 * 60_000 },
  { name: 'pages', project: ['pages'], environment: SHIPPED, limitMs: 25 * 60_000 },
  // A dozen builds of sites, ten minutes; what has passed with the same files is not tried again.
  { name: 'bundlers', project: ['bundlers'], limitMs: 25 * 60_000 },
];

/** A step that takes longer hangs; the whole run has to stay under an hour. */
const STEP_LIMIT_MS = 15 * 60_000;

const REPORTS = '.tmp/reports';

/**
 * Runs one command with its output passed through, or kept in a file; resolves with its exit code, 124 when
 * it ran into the limit.
 */
async function run(
  command: string,
  args: readonly string[],
  {
    environment = {},
    limitMs = STEP_LIMIT_MS,
    output = 'inherit',
  }: Pick<Step, 'environment' | 'limitMs'> & { readonly output?: 'inherit' | number } = {},
): Promise<number> {
  const child = spawn(command, args, {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...environment },
    detached: true,
  });
  const limit = new AbortController();
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const late = delay(limitMs, null, { signal: limit.signal }).catch(() => null);
  const code = await Promise.race([ended, late]);
  limit.abort();
  if (code !== null) return code;
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
  return 124;
}

interface VitestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function readReport(file: string, code: number): Outcome {
  let report: VitestReport;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    return { passed: 0, failed: [`no report (exit code ${code})`], skipped: [] };
  }
  const short = (path: string) => path.replace(`${process.cwd()}/`, '');
  const tests = report.testResults.flatMap((suite) =>
    suite.assertionResults.map((test) => ({
      name: `${short(suite.name)}: ${test.fullName}`,
      status: test.status,
    })),
  );
  const failed = tests.filter(({ status }) => status === 'failed').map(({ name }) => name);
  // A file that cannot even be loaded has no assertions; it still failed.
  const broken = report.testResults
    .filter(
      (suite) =>
        suite.status === 'failed' && !suite.assertionResults.some(({ status }) => status === 'failed'),
    )
    .map((suite) => `${short(suite.name)}: ${suite.message.split('\n')[0]}`);
  const all = [...failed, ...broken];
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: all.length === 0 && code !== 0 ? [`exit code ${code}`] : all,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ name }) => name),
  };
}

async function runStep(step: Step, output: 'inherit' | number): Promise<Outcome> {
  const how = { ...step, output };
  if (step.script) {
    const code = await run('npm', ['run', '--silent', step.script, '--', ...(step.args ?? [])], how);
    return code === 0
      ? { passed: 1, failed: [], skipped: [] }
      : { passed: 0, failed: [`npm test -- ${step.name} (exit code ${code})`], skipped: [] };
  }
  const report = `${REPORTS}/${step.name}.json`;
  const projects = (step.project ?? []).flatMap((name) => ['--project', name]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(
    'node_modules/.bin/vitest',
    ['run', '--passWithNoTests', ...projects, ...reporters],
    how,
  );
  return readReport(report, code);
}

interface Ran {
  readonly step: Step;
  readonly outcome: Outcome;
  readonly seconds: string;
  /** The end of what a failed script printed, where it was kept. */
  readonly words: readonly string[];
}

/** Lines of a failed script that the closing list repeats: a log is often cut at its beginning. */
const LAST_LINES = 12;

/** Runs the steps in their order; what two narrow ones print is shown when each has ended. */
async function runAll(steps: readonly Step[]): Promise<Ran[]> {
  const ran: Ran[] = [];
  let running: { readonly step: Step; readonly done: Promise<void> }[] = [];
  for (const [index, step] of steps.entries()) {
    const isBeside = (other: Step | undefined) => Boolean(step.isNarrow && other?.isNarrow);
    while (running.length > 1 || (running[0] && !isBeside(running[0].step)))
      await Promise.race(running.map(({ done }) => done));
    const isKept = isBeside(steps[index - 1]) || isBeside(steps[index + 1]);
    console.log(`\n── ${step.name} (${index + 1} of ${steps.length})`);
    const file = `${REPORTS}/${step.name}.log`;
    const kept = isKept ? openSync(file, 'w') : null;
    const start = performance.now();
    const done = runStep(step, kept ?? 'inherit').then((outcome) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      let words: string[] = [];
      if (kept !== null) {
        closeSync(kept);
        const printed = readFileSync(file, 'utf8');
        process.stdout.write(`\n── ${step.name} printed\n${printed}`);
        if (step.script && outcome.failed.length > 0)
          words = printed.trimEnd().split('\n').filter(Boolean).slice(-LAST_LINES);
      }
      console.log(`── ${step.name}: ${outcome.failed.length === 0 ? 'ok' : 'FAILED'} in ${seconds} s`);
      ran.push({ step, outcome, seconds, words });
      running = running.filter((other) => other.step !== step);
    });
    running.push({ step, done });
  }
  await Promise.all(running.map(({ done }) => done));
  return ran.sort((a, b) => steps.indexOf(a.step) - steps.indexOf(b.step));
}

const row = (cells: readonly string[]) =>
  cells.map((cell, column) => (column === 0 ? cell.padEnd(14) : cell.padStart(9))).join('');

async function main(): Promise<number> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`no step ${unknown.join(', ')}; there are ${STEPS.map(({ name }) => name).join(' ')}`);
    return 2;
  }
  const steps = STEPS.filter(({ name, isOnDemand }) =>
    wanted.length === 0 ? !isOnDemand : wanted.includes(name),
  );
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  // Installed now or named now, so that nobody waits ten minutes to read that a browser is missing.
  if (steps.some(({ name }) => ['browser', 'readable', 'e2e', 'pages', 'bundlers'].includes(name))) {
    try {
      process.env.CHROMIUM = findChromium();
      findDisplayTools();
    } catch (error) {
      console.error(`${error instanceof Error ? error.message : error}\nThe tests that need it will fail.`);
    }
  }
  // Firefox and WebKitGTK: where they cannot be had, their tests say so and are skipped.
  if (steps.some(({ name }) => name === 'e2e' || name === 'pages')) installBrowsers();
  const ran = await runAll(steps);
  const table = [row(['', 'passed', 'failed', 'skipped', 'seconds'])];
  for (const { step, outcome, seconds } of ran) {
    const counts = [outcome.passed, outcome.failed.length, outcome.skipped.length].map(String);
    table.push(row([step.name, ...counts, seconds]));
  }
  const outcomes = ran.map(({ outcome }) => outcome);
  const failed = outcomes.flatMap((outcome) => outcome.failed);
  const skipped = [...new Set(outcomes.flatMap((outcome) => outcome.skipped))];
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  console.log(`\n${table.join('\n')}`);
  if (skipped.length > 0) console.log(`\nskipped (${skipped.length}):\n  ${skipped.join('\n  ')}`);
  if (failed.length > 0) console.log(`\nfailed:\n  ${failed.join('\n  ')}`);
  for (const { step, words } of ran)
    if (words.length > 0) console.log(`\n${step.name} ended with:\n  ${words.join('\n  ')}`);
  console.log(`\n${passed} passed, ${failed.length} failed`);
  return failed.length === 0 && passed > 0 ? 0 : 1;
}

process.exitCode = await main();
