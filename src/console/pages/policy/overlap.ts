import type { ReplayReport } from '../../../decide/index.ts';
import { type Html, html } from '../../html.ts';
import { count } from '../../words/money.ts';

/** Pairs that are shown. Chosen: what is read at a glance. */
const SHOWN = 12;

/** Rules that hold together: the ones that say the same thing stand at the top. */
export function overlapTable({ overlap, hits }: ReplayReport): Html | null {
  const pairs = Object.entries(overlap)
    .flatMap(([a, row]) => Object.entries(row).map(([b, both]) => ({ a, b, both })))
    .filter(({ a, b, both }) => both > 0 && a < b)
    .toSorted((one, other) => other.both - one.both)
    .slice(0, SHOWN);
  if (pairs.length === 0) return null;
  return html`<section class="card" aria-labelledby="overlap-title"><h2 id="overlap-title">Rules that hold together</h2>
  <table class="plain"><thead><tr><th scope="col">Rule</th><th scope="col">and rule</th><th scope="col">Both</th></tr></thead>
  <tbody>${pairs.map(
    ({
      a,
      b,
      both,
    }) => html`<tr><th scope="row"><code>${a}</code> <span class="sub">${count(hits[a] ?? 0)}</span></th>
    <td><code>${b}</code> <span class="sub">${count(hits[b] ?? 0)}</span></td><td class="number">${count(both)}</td></tr>`,
  )}</tbody></table></section>`;
}
