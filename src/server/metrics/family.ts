/** Label names and their values, the same names for all samples of a family. */
export type Labels = Readonly<Record<string, string>>;

/** One family of samples in Prometheus' text format. */
export interface Family {
  /** Lines of the family with its `HELP` and `TYPE`; none without a sample. */
  lines(): string[];
}

/** A counter: `add` counts one more. */
export function createCounter(name: string, help: string): Family & { add(labels: Labels): void } {
  const counts = new Map<string, number>();
  return {
    add: (labels) => {
      const key = textOf(labels);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    lines: () =>
      withHead(
        { name, help, type: 'counter' },
        [...counts].map(([key, n]) => `${name}${key} ${n}`),
      ),
  };
}

/**
 * Upper bounds of the buckets, seconds: Prometheus' own for latencies, and two below them. A verdict takes
 * about a millisecond, and a store may take 50 (`VerifierOptions.storeTimeoutMs`).
 */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Distribution {
  readonly labels: Labels;
  readonly buckets: number[];
  sum: number;
  count: number;
}

/** A histogram of seconds. */
export function createHistogram(
  name: string,
  help: string,
): Family & { observe(labels: Labels, seconds: number): void } {
  const distributions = new Map<string, Distribution>();
  const linesOf = ({ labels, buckets, sum, count }: Distribution): string[] => [
    ...BOUNDS.map((le, at) => `${name}_bucket${textOf({ ...labels, le: String(le) })} ${buckets[at]}`),
    `${name}_bucket${textOf({ ...labels, le: '+Inf' })} ${count}`,
    `${name}_sum${textOf(labels)} ${sum}`,
    `${name}_count${textOf(labels)} ${count}`,
  ];
  return {
    observe: (labels, seconds) => {
      if (!(seconds >= 0 && Number.isFinite(seconds))) return;
      const key = textOf(labels);
      const found = distributions.get(key) ?? { labels, buckets: BOUNDS.map(() => 0), sum: 0, count: 0 };
      distributions.set(key, found);
      for (const [at, bound] of BOUNDS.entries())
        if (seconds <= bound) found.buckets[at] = (found.buckets[at] ?? 0) + 1;
      found.sum += seconds;
      found.count++;
    },
    lines: () => withHead({ name, help, type: 'histogram' }, [...distributions.values()].flatMap(linesOf)),
  };
}

interface Head {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'histogram';
}

const withHead = ({ name, help, type }: Head, lines: string[]): string[] =>
  lines.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];

/** Labels as Prometheus writes them: in a value `\`, `"` and line breaks are escaped. */
function textOf(labels: Labels): string {
  const escaped = (value: string) => value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
