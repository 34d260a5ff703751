import { type Html, html } from '../html.ts';
import type { BudgetView } from '../view.ts';

/** The day's budget as one bar. The list below it says the same in words. */
export function budgetBar({ perDay, answered, audits }: BudgetView): Html {
  const whole = Math.max(perDay, answered + audits, 1);
  const part = (value: number) => `${((value / whole) * 100).toFixed(2)}%`;
  return html`<svg class="budget-bar" width="100%" height="14" aria-hidden="true" focusable="false">
  <defs><pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect class="audits" width="6" height="6"/><rect class="gap" width="2" height="6"/></pattern></defs>
  <rect class="left" width="100%" height="14" rx="7"/>
  <rect class="answered" width="${part(answered)}" height="14" rx="7"/>
  <rect fill="url(#stripes)" x="${part(answered)}" width="${part(audits)}" height="14" rx="7"/>
</svg>`;
}
