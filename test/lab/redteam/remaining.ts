/** Says how far a run is and how long the rest takes, a line every few seconds at the most. */
export interface Remaining {
  done(units?: number): void;
  /** Work that an earlier run did: it says nothing about the pace of this one. */
  skip(units: number): void;
  note(text: string): void;
}

export interface RemainingOptions {
  readonly total: number;
  readonly unit: string;
  readonly now: () => number;
  readonly write: (line: string) => void;
}

const EVERY_MS = 5000;

export function createRemaining({ total, unit, now, write }: RemainingOptions): Remaining {
  const begun = now();
  let finished = 0;
  let skipped = 0;
  let written = Number.NEGATIVE_INFINITY;
  const line = (text = ''): string => {
    const left = total - finished - skipped;
    const rest = finished > 0 ? durationOf(((now() - begun) / finished) * left) : 'unknown';
    return `${finished + skipped}/${total} ${unit}, ${rest} left${text === '' ? '' : `: ${text}`}\n`;
  };
  return {
    done(units = 1) {
      finished += units;
      if (now() - written < EVERY_MS && finished + skipped < total) return;
      written = now();
      write(line());
    },
    skip(units) {
      skipped += units;
    },
    note: (text) => write(line(text)),
  };
}

/** `95 s`, `12 min`, `3.4 h`. */
export function durationOf(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
