import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { play } from './play.ts';
import { PRESSERS } from './pressers.ts';
import { type Scenario, scenarios } from './scenario.ts';
import { type Arrival, openTill, type Run, type Till } from './till.ts';

/**
 * `PRESS_RUNS=1000 PRESS_SEED=7 npx vitest run --project e2e test/e2e/press` plays more and others in each
 * browser.
 */
const { PRESS_SEED, PRESS_RUNS } = process.env;
const SEED = Number(PRESS_SEED ?? 13);
/** A control from which nothing arrives by then sends nothing: others need some 20 ms. */
const NOTHING_MS = 400;
const ARRIVAL_MS = 10_000;
const LIMIT_MS = 3_600_000;

describe.each(PRESSERS)('a press in $name', ({ name, missing, runs, fly }) => {
  const isMissing = missing !== '';
  const numRuns = Number(PRESS_RUNS ?? runs);
  let till: Till;
  let presser: Awaited<ReturnType<typeof fly>>;
  beforeAll(async () => {
    if (isMissing) return;
    till = await openTill();
    presser = await fly();
  });
  afterAll(async () => {
    await presser?.close();
    await till?.stop();
  });

  it.skipIf(isMissing)(
    `brings what it brings without tellsign, once, whatever the page does${isMissing ? ` (${missing})` : ''}`,
    { timeout: LIMIT_MS },
    async () => {
      const played: { scenario: Scenario; run: Run; expected: number }[] = [];
      const property = fc.asyncProperty(scenarios, async (scenario) => {
        const control = await play(scenario, { till, presser, isGuarded: false });
        await arrived(control, { count: 1, limitMs: NOTHING_MS });
        const run = await play(scenario, { till, presser, isGuarded: true });
        const expected = control.arrivals.length;
        await arrived(run, { count: expected, limitMs: ARRIVAL_MS });
        expect(run.arrivals.map(inOrder)).toEqual(control.arrivals.map(inOrder));
        expect(run.nonces).toBeLessThanOrEqual(isPressedAnew(scenario) ? 2 : 1);
        expect(run.tokens.length).toBeLessThanOrEqual(1);
        played.push({ scenario, run, expected });
      });
      const begun = performance.now();
      await fc.assert(property, { seed: SEED, numRuns });
      // What came late came a second time.
      for (const { scenario, run, expected } of played)
        expect({ scenario, arrivals: run.arrivals.length }).toEqual({ scenario, arrivals: expected });
      const seconds = ((performance.now() - begun) / 1000).toFixed(0);
      const sent = played.filter(({ expected }) => expected > 0).length;
      console.log(
        `${name}: seed ${SEED}, ${played.length} scenarios in ${seconds} s, ${sent} of them sent something`,
      );
    },
  );
});

/**
 * A button that stands outside belongs to the form's copy by then: who clicks it again presses another form.
 */
const isPressedAnew = ({ vendor, button, actions }: Scenario) =>
  vendor === 'holds and clicks again' && button === 'outside' && actions.includes('replace the form');

/** Resolves when that many have arrived, or when the time is over. */
async function arrived(
  { arrivals }: Run,
  { count, limitMs }: { readonly count: number; readonly limitMs: number },
): Promise<void> {
  await expect
    .poll(() => arrivals.length, { timeout: limitMs, interval: 5 })
    .toBeGreaterThanOrEqual(count)
    .catch(() => undefined);
}

/** A field that a script added may stand elsewhere. The values of one name keep their order. */
const inOrder = (arrival: Arrival): Arrival => ({
  ...arrival,
  entries: arrival.entries.toSorted(([one], [other]) => (one < other ? -1 : Number(one > other))),
});
