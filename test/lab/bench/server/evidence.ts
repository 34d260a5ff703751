import type { Evidence } from '../../../../src/scoring/quantise.ts';
import type { Random } from '../../../../train/random.ts';
import { type Source, someEvidence } from '../../../fuzz/source.ts';
import type { Row } from '../statistics.ts';

/** Pieces of evidence; each of their bytes is set to every other value. */
const PIECES = 4;

const outcomes = {
  refused: 'evidence_invalid',
  scored: 'another score',
  flagged: 'the same score, other flags',
  alike: 'the same score and flags',
} as const;
type Outcome = keyof typeof outcomes;

/** The effect of every single-byte change of evidence that is signed again (protocol §4, row 135). */
export async function benchEvidence({ model }: Source, random: Random): Promise<Row[]> {
  const counts: Record<Outcome, number> = { refused: 0, scored: 0, flagged: 0, alike: 0 };
  for (let piece = 0; piece < PIECES; piece++) {
    const bytes = someEvidence(model, random);
    const genuine = model.readEvidence(bytes);
    if (!genuine.ok) throw new Error('evidence made here is refused');
    const { q } = model.score(genuine.value);
    const judge = (changed: Uint8Array): Outcome => {
      const evidence = model.readEvidence(changed);
      if (!evidence.ok) return 'refused';
      if (model.score(evidence.value).q !== q) return 'scored';
      return hasFlagsOf(evidence.value, genuine.value) ? 'alike' : 'flagged';
    };
    for (let at = 0; at < bytes.length; at++)
      for (let value = 0; value < 256; value++)
        if (value !== bytes[at]) counts[judge(bytes.with(at, value))]++;
  }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (Object.keys(outcomes) as Outcome[]).map((outcome) => ({
    what: `one byte of evidence changed, signed again: ${outcomes[outcome]}`,
    value: `${((100 * counts[outcome]) / total).toFixed(1)} %`,
    peer: `of ${total} changes`,
  }));
}

const hasFlagsOf = (a: Evidence, b: Evidence): boolean => a.flags === b.flags;
