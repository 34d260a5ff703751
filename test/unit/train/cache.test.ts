import { describe, expect, it } from 'vitest';
import { sourceHash, sourcesOf } from '../../../train/evaluate/cache.ts';

describe('the sources a cached result depends on', () => {
  it('are a module and all of ours that it imports, over any number of steps', () => {
    const sources = sourcesOf(['train/evaluate/dataset.ts']);
    expect(sources).toContain('train/evaluate/dataset.ts');
    expect(sources).toContain('worker/features/extractor.ts');
    expect(sources).toContain('src/contract/event.ts');
    expect(
      sources.filter((file) => file.startsWith('train/fit/') || file.startsWith('train/report/')),
    ).toEqual([]);
  });

  it('leave out what training itself writes', () => {
    const sources = sourcesOf(['train/model.ts', 'worker/index.ts']);
    expect(sources).not.toContain('worker/features/stroke/trees-data.ts');
  });

  it('give another hash for another module', () => {
    expect(sourceHash('train/random.ts')).toBe(sourceHash('train/random.ts'));
    expect(sourceHash('train/random.ts')).not.toBe(sourceHash('train/progress.ts'));
  });
});
