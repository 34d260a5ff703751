import type { StudyOf } from '../evaluate/results.ts';
import type { Study } from '../evaluate/study.ts';
import type { Report } from './report.ts';

type Wanted = Pick<StudyOf, 'modality' | 'horizon' | 'view'> &
  Partial<Pick<StudyOf, 'learner' | 'features' | 'among'>>;

/** One study of the protocol; of the shipped learner with every feature unless said otherwise. */
export function studyFor(
  { protocol }: Pick<Report, 'protocol'>,
  { learner = 'additive', features = 'all', among = 'all', ...wanted }: Wanted,
): Study | undefined {
  return protocol.studies.find(
    (item) =>
      item.learner === learner &&
      item.features === features &&
      item.among === among &&
      item.modality === wanted.modality &&
      item.horizon === wanted.horizon &&
      item.view === wanted.view,
  )?.study;
}
