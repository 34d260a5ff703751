import type { Sample } from '../../../train/data/corpus.ts';

/** People of one recorder stand for the people of one site. */
export interface Site {
  readonly name: string;
  /** Files of ../shared/data. */
  readonly files: readonly string[];
  readonly modality: 'typing' | 'pointer';
  /** Thresholds are chosen on the one, figures are reported on the other. */
  readonly use: 'choose' | 'report';
  readonly isWanted: (sample: Sample) => boolean;
}

const both = (name: string) => [`train/${name}`, `test/${name}`];
/** Halves of the people of a recorder. Only one free-text recorder is there, so its people are divided. */
const isFirstHalf = ({ subject }: Sample): boolean => Number(/\d+$/.exec(subject)?.[0] ?? 0) % 2 === 0;
const hasMouse = ({ environment }: Sample): boolean => environment.pointer === 'mouse';

export const SITES: readonly Site[] = [
  {
    name: 'hofstra, even',
    files: both('hofstra'),
    modality: 'typing',
    use: 'choose',
    isWanted: isFirstHalf,
  },
  {
    name: 'hofstra, odd',
    files: both('hofstra'),
    modality: 'typing',
    use: 'report',
    isWanted: (sample) => !isFirstHalf(sample),
  },
  { name: 'dlrv', files: both('dlrv'), modality: 'pointer', use: 'choose', isWanted: hasMouse },
  { name: 'opensesame', files: both('opensesame'), modality: 'pointer', use: 'report', isWanted: hasMouse },
  { name: 'sapimouse', files: both('sapimouse'), modality: 'pointer', use: 'report', isWanted: hasMouse },
];
