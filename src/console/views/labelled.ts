import { type Label, type LabelOutcome, labelInForce } from '../../decide/index.ts';

/** Decisions on which somebody's word counts, by that word. */
export async function labelledOf(
  visits: Promise<readonly { readonly labels: readonly Label[] }[]>,
): Promise<Readonly<Record<LabelOutcome, number>>> {
  const labelled = { fraudulent: 0, legitimate: 0, unsure: 0 };
  for (const { labels } of await visits) {
    const label = labelInForce(labels);
    if (label) labelled[label.outcome]++;
  }
  return labelled;
}
