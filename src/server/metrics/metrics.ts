import { MISCONFIGURATIONS } from '../../contract/misconfiguration.ts';
import { OP_PATTERN } from '../../contract/protocol.ts';
import { DEGRADED } from '../../contract/verdict.ts';
import type { Metric, VerdictMetric } from '../metric.ts';
import { createBoundedNames, OTHER } from './bounded.ts';
import { createCounter, createHistogram } from './family.ts';

/** What this process has counted since it started. */
export interface Metrics {
  /** Counts one metric: give it to `createVerifier`, and to `createDecider`, as `onMetrics`. */
  readonly record: (metric: Metric) => void;
  /** Everything in Prometheus' text format 0.0.4. */
  text(): string;
}

/**
 * Most actions that are counted by name. Chosen: a site has a handful, and with `actions: null` any name is
 * one.
 */
const MAX_ACTIONS = 100;
/** The hints that are counted by name; a page may write any other. */
const HINTS: ReadonlySet<string> = new Set([...DEGRADED, ...Object.keys(MISCONFIGURATIONS)]);

/**
 * Counters and latencies of verifiers, for Prometheus. Each process has its own; a scraper adds them up.
 *
 * @example
 * const metrics = createMetrics();
 * const verifier = createVerifier({ …, onMetrics: metrics.record });
 * const answer = routes({ verifier, actions: ['checkout'], metrics });
 * app.get('/metrics', onlyFromInside, (c) => answer.metrics(c.req.raw));
 */
export function createMetrics(): Metrics {
  const verdicts = createCounter('tellsign_verdicts_total', 'Verdicts by action, level and code.');
  const flags = createCounter('tellsign_verdict_flags_total', 'Flags of accepted verdicts.');
  const degraded = createCounter('tellsign_verdict_degraded_total', 'What accepted verdicts lack.');
  const missing = createCounter('tellsign_missing_total', 'Missing verdicts by what the page says of it.');
  const nonces = createCounter('tellsign_nonces_total', 'Nonces that were issued.');
  const enrolments = createCounter('tellsign_enrolments_total', 'Requests to bind a key, by code.');
  const drift = createCounter('tellsign_drift_alarms_total', 'Drift alarms by signal and likely cause.');
  const latency = createHistogram('tellsign_verify_duration_seconds', 'Time that verify took.');
  const boundedNameOf = createBoundedNames(MAX_ACTIONS);
  const nameOf = (action: string) => (OP_PATTERN.test(action) ? boundedNameOf(action) : OTHER);

  const recordVerdict = (metric: VerdictMetric) => {
    const action = nameOf(metric.action);
    const { level, code, hint, seconds } = metric;
    verdicts.add({ action, level, code });
    latency.observe({ action }, seconds);
    for (const flag of metric.flags) flags.add({ action, flag });
    for (const lack of metric.degraded) degraded.add({ action, degraded: lack });
    if (code === 'missing') missing.add({ action, hint: hintOf(hint) });
  };
  return {
    record: (metric) => {
      if (metric.kind === 'verdict') recordVerdict(metric);
      else if (metric.kind === 'nonce') nonces.add({ action: nameOf(metric.action) });
      else if (metric.kind === 'enrolment') enrolments.add({ code: metric.code });
      else drift.add({ action: nameOf(metric.action), signal: metric.signal, cause: metric.cause });
    },
    text: () => {
      const families = [verdicts, flags, degraded, missing, nonces, enrolments, drift, latency];
      return families.flatMap((family) => family.lines().map((line) => `${line}\n`)).join('');
    },
  };
}

/** `none` where nobody says why. */
function hintOf(hint: string | null): string {
  if (hint === null) return 'none';
  return HINTS.has(hint) ? hint : OTHER;
}
