import { describe, expect, it } from 'vitest';
import type { Row } from '../../../train/data/row.ts';
import { createSampler } from '../../../train/fit/sampler.ts';
import { createRandom } from '../../../train/random.ts';

const row = (given: Pick<Row, 'family' | 'modality' | 'session'> & Partial<Row>): Row => ({
  values: new Float64Array(),
  missing: new Uint8Array(),
  automation: given.family !== 'human',
  subject: given.session,
  source: 'recorder',
  horizon: 'whole',
  ...given,
});

const pointer = row({ family: 'composed', modality: 'pointer', session: 'composed/3' });
const typed = row({ family: 'composed', modality: 'keys', session: 'composed/3' });
const other = row({ family: 'composed', modality: 'keys', session: 'composed/4' });
const alone = row({ family: 'line', modality: 'pointer', session: 'line/3' });
const people = ['a', 'b', 'c', 'd'].flatMap((session) => [
  row({ family: 'human', modality: 'pointer', session, source: session === 'a' ? 'small' : 'large' }),
  row({ family: 'human', modality: 'keys', session }),
]);

describe('a draw of training rows', () => {
  const sampler = createSampler([pointer, typed, other, alone, ...people], createRandom('sampler'));

  it('pairs the movement of a session with its own typing', () => {
    expect(sampler.partner(pointer)).toBe(typed);
    expect(sampler.partner(alone)).toBeNull();
    for (const person of people) expect(sampler.partner(person)).toBeNull();
  });

  it('takes a recorder of one person less often than one of three, and more often than each of these', () => {
    const drawn = Array.from({ length: 3000 }, () => sampler.draw(false, 'pointer')?.source);
    const share = drawn.filter((source) => source === 'small').length / drawn.length;
    expect(share).toBeGreaterThan(1 / 4);
    expect(share).toBeLessThan(1 / 2);
  });
});
