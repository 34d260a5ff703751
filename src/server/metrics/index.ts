/** `tellsign/server/metrics`: counts what verifiers do, for Prometheus. */
export type { DriftMetric, EnrolmentMetric, Metric, NonceMetric, VerdictMetric } from '../metric.ts';
export { createMetrics, type Metrics } from './metrics.ts';
