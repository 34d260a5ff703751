import type { Outcome } from '../../decide/index.ts';
import { type Html, html } from '../html.ts';
import type { OutcomeMatrix } from '../policy-view.ts';
import { count } from '../words/money.ts';

const ORDER = ['allow', 'challenge', 'review', 'deny'] as const satisfies readonly Outcome[];
const NAMES = { allow: 'let through', challenge: 'challenge', review: 'review', deny: 'refuse' } as const;

interface Titles {
  readonly caption: string;
  /** Whose answers the rows and the columns are. */
  readonly rows: string;
  readonly columns: string;
}

/** Two policies on the same visits. On the diagonal they agree; above it the columns are stricter. */
export function outcomeMatrix(matrix: OutcomeMatrix, { caption, rows, columns }: Titles): Html {
  return html`<table class="matrix"><caption>${caption}</caption>
  <thead><tr><th scope="col" class="corner"><span>${rows} ↓</span> <span>${columns} →</span></th>${ORDER.map(
    (would) => html`<th scope="col">${NAMES[would]}</th>`,
  )}</tr></thead>
  <tbody>${ORDER.map(
    (was, row) =>
      html`<tr><th scope="row">${NAMES[was]}</th>${ORDER.map((would, column) =>
        cell(matrix[was][would], Math.sign(column - row)),
      )}</tr>`,
  )}</tbody></table>`;
}

/** @param side 1 where the columns' policy is stricter, −1 where it is milder */
function cell(value: number, side: number): Html {
  if (value === 0) return html`<td class="zero">0</td>`;
  const [kind, sign, text] = SIDES[side as -1 | 0 | 1];
  return html`<td class="${kind}"><b>${count(value)}</b><span class="sub"> ${sign}<span class="hidden"> ${text}</span></span></td>`;
}

const SIDES = {
  1: ['stricter', '↑', 'stricter'],
  0: ['same', '', 'the same'],
  [-1]: ['milder', '↓', 'milder'],
} as const;
