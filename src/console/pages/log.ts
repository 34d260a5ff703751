import type { Frame } from '../frame.ts';
import { type Html, html } from '../html.ts';
import type { LogView } from '../view.ts';
import { count, plural } from '../words/money.ts';
import { clock, duration, iso, MINUTE_MS } from '../words/time.ts';
import { icon } from './icon.ts';
import { layout } from './layout.ts';
import { pager } from './pager.ts';

/** Everything that was done, the newest first, and whether the chain is whole. */
export function logPage(frame: Frame, view: LogView): Html {
  const { rows, chain } = view;
  const ago = frame.nowMs - chain.atMs;
  const main = html`
<div class="head"><div><p class="eyebrow">Append-only, each row with the hash of the one before</p><h1>Log</h1></div></div>
${
  chain.broken === null
    ? html`<p class="card chain whole">${icon('check')}<span><b>The chain is whole.</b> ${plural(chain.rows, 'row')} verified ${ago < MINUTE_MS ? 'just now' : `${duration(ago)} ago`}.</span></p>`
    : html`<p class="card chain broken" role="alert">${icon('alert')}<span><b>The chain is broken at row ${count(chain.broken)}.</b> Somebody changed or removed what was written. Keep a copy of the database before anything else.</span></p>`
}
${rows.length === 0 ? html`<section class="card empty"><h2>Nothing was done yet</h2></section>` : table(frame, view)}
${pager(`${frame.path}/log`, view)}`;
  return layout(frame, { title: 'Log', page: 'log', main });
}

function table({ timeZone }: Frame, { rows, chain: { broken } }: LogView): Html {
  return html`<table class="log plain"><thead><tr><th scope="col">Row</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Hash</th></tr></thead>
  <tbody>${rows.map(
    ({
      seq,
      atMs,
      by,
      what,
      detail,
      hash,
    }) => html`<tr${broken !== null && seq >= broken ? html` class="after"` : ''}><td class="number">${count(seq)}</td>
    <td><time datetime="${iso(atMs)}">${clock(atMs, timeZone)}</time></td><th scope="row">${by}</th>
    <td><b>${what}</b> ${detailOf(detail)}</td><td><code>${hash.slice(0, 8)}</code></td></tr>`,
  )}</tbody></table>`;
}

/** The detail's members one by one; the text itself where it is no object. */
function detailOf(detail: string): Html {
  let read: unknown;
  try {
    read = JSON.parse(detail);
  } catch {
    return html`<code>${detail}</code>`;
  }
  return html`<span class="members">${Object.entries(Object(read)).map(
    ([name, value]) => html`<span>${name} <code>${textOf(name, value)}</code></span>`,
  )}</span>`;
}

/** The last millisecond that a date can be (ECMA-262). */
const MAX_MS = 8.64e15;

/** Times are members that end in `Ms`. */
function textOf(name: string, value: unknown): string {
  if (name.endsWith('Ms') && typeof value === 'number' && Math.abs(value) <= MAX_MS) return iso(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
