import { countForgeries, FORGERIES } from './forge.ts';
import { countAlarms, detectCopies } from './measure.ts';
import { hasVisits, readVisits, shippedModel } from './visits.ts';

/**
 * `npm run lab -- plausibility`: false alarms of the verifier's flags on the test half of the data,
 * the detection curve of copies, and how much of made-up evidence is seen.
 */
if (hasVisits) {
  const model = await shippedModel();
  const visits = await readVisits(model);
  const { visits: total, ...alarms } = await countAlarms(visits, model);
  console.log(`false alarms on ${total} visits of ../shared/data/test`);
  for (const [flag, count] of Object.entries(alarms))
    console.log(`  ${flag.padEnd(20)}${String(count).padStart(4)}  ${((100 * count) / total).toFixed(2)} %`);
  console.log('near_duplicate on 1 000 copies, by steps of jitter on every feature');
  for (const [jitter, share] of await detectCopies(visits, { copies: 1000, random: Math.random }))
    console.log(`  ±${String(jitter).padEnd(4)}${(100 * share).toFixed(1).padStart(6)} %`);
  console.log(
    'evidence made up with the model in hand, 300 pieces each: low · implausible_evidence · low without it',
  );
  for (const how of FORGERIES) {
    const { low, flagged, passed } = countForgeries(how, 300, { visits, model, random: Math.random });
    const percent = (share: number) => `${(100 * share).toFixed(1).padStart(6)} %`;
    console.log(`  ${how.padEnd(32)}${percent(low)}${percent(flagged)}${percent(passed)}`);
  }
} else {
  console.log('plausibility: skipped, ../shared/data/test is not here');
}
