/** One sample of Prometheus' text format 0.0.4. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
/** In a value only `\\`, `\"` and `\n` are escapes. */
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\[\\"n])*)"(?:,|$)/y;
const SUFFIX = /_(bucket|sum|count)$/;

/**
 * Reads a page as strictly as `promtool check metrics` does, and more so.
 *
 * @throws Error naming the line that is wrong
 */
export function parsePrometheus(page: string): Sample[] {
  if (page !== '' && !page.endsWith('\n')) throw new Error('the last line has no end');
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  const seen = new Set<string>();
  let [family, helped] = ['', ''];
  for (const line of page.split('\n').slice(0, -1)) {
    const wrong = (why: string) => new Error(`${why}: ${line}`);
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind && !NAME.test(name)) throw wrong('name');
    if (kind === 'HELP') {
      helped = name;
    } else if (kind === 'TYPE') {
      if (helped !== name) throw wrong('no help');
      if (types.has(name)) throw wrong('twice');
      if (!['counter', 'histogram'].includes(rest)) throw wrong('type');
      if (rest === 'counter' && !name.endsWith('_total')) throw wrong('a counter ends in _total');
      if (rest === 'histogram' && !name.endsWith('_seconds')) throw wrong('a base unit ends the name');
      types.set(name, rest);
      family = name;
    } else {
      const sample = readSample(line);
      if (!sample) throw wrong('no sample');
      const own = types.get(family) === 'histogram' ? sample.name.replace(SUFFIX, '') : sample.name;
      if (own !== family) throw wrong('outside its family');
      const series = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
      if (seen.has(series)) throw wrong('twice');
      seen.add(series);
      samples.push(sample);
    }
  }
  for (const [name, type] of types) if (type === 'histogram') checkHistogram(name, samples);
  return samples;
}

function readSample(line: string): Sample | null {
  const [, name, inner = '', text = ''] = SAMPLE.exec(line) ?? [];
  const value = Number(text);
  if (!name || text.trim() === '' || Number.isNaN(value)) return null;
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < inner.length) {
    const [, label = '', raw = ''] = LABEL.exec(inner) ?? [];
    if (!label || label.startsWith('__') || Object.hasOwn(labels, label)) return null;
    labels[label] = raw.replace(/\\(.)/g, (_, after: string) => (after === 'n' ? '\n' : after));
  }
  return { name, labels, value };
}

/** Buckets rise with their bounds, and the last one is the count. */
function checkHistogram(name: string, samples: readonly Sample[]): void {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    if (sample.name.replace(SUFFIX, '') !== name) continue;
    const { le: _, ...rest } = sample.labels;
    const key = JSON.stringify(rest);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  for (const group of groups.values()) {
    const buckets = group.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels }) => (labels.le === '+Inf' ? Infinity : Number(labels.le)));
    const counts = buckets.map(({ value }) => value);
    const rises = (values: readonly number[]) =>
      values.every((value, at) => at === 0 || value >= (values[at - 1] ?? 0));
    if (!rises(bounds) || !rises(counts) || bounds.at(-1) !== Infinity) throw new Error(`${name}: buckets`);
    const count = group.find((sample) => sample.name === `${name}_count`)?.value;
    if (count !== counts.at(-1)) throw new Error(`${name}: count`);
    if (!group.some((sample) => sample.name === `${name}_sum`)) throw new Error(`${name}: sum`);
  }
}
