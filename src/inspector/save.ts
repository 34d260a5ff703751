import type { Inspected } from './inspected.ts';
import type { Panel } from './panel.ts';

/** Hands the visit so far to the developer as one line of the recording format, ready for `npm run score`. */
export async function save(client: Inspected, panel: Panel): Promise<void> {
  const result = await client.recording();
  if (!result.ok) return panel.explain(`No recording: ${result.code}.`);
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(result.value)}\n`], { type: 'application/x-ndjson' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = 'visit.ndjson';
  link.click();
  URL.revokeObjectURL(url);
}
