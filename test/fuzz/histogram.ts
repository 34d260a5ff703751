/** A fortieth of an octave to a bin, from 1 µs. */
const BINS = 1000;
const PER_OCTAVE = 40;

/** Durations in milliseconds, kept in the same few bytes however many there are. */
export interface Histogram {
  add(ms: number): void;
  /** The duration that this share of them does not exceed. */
  quantile(share: number): number;
}

export function createHistogram(): Histogram {
  const bins = new Uint32Array(BINS);
  return {
    add(ms) {
      const bin = Math.floor(Math.log2(Math.max(1, ms * 1000)) * PER_OCTAVE);
      bins[Math.min(bin, BINS - 1)]!++;
    },
    quantile(share) {
      const total = bins.reduce((sum, n) => sum + n, 0);
      let seen = 0;
      const bin = bins.findIndex((n) => {
        seen += n;
        return seen >= total * share;
      });
      return 2 ** ((bin + 1) / PER_OCTAVE) / 1000;
    },
  };
}
