import { COUNTRY, CUSTOMER } from '../e2e/browser.ts';
import type { Hands, Stage } from './stage.ts';

/** Fills the shop's form field by field and pays. */
export async function checkOut(stage: Stage, hands: Hands): Promise<void> {
  for (const [id, text] of Object.entries(CUSTOMER)) {
    await hands.enter(id, text);
    if (id === 'phone') await hands.choose('country', COUNTRY);
  }
  await hands.press('agree');
  await stage.look((expression) => hands.evaluate(expression));
  await hands.press('pay');
  await stage.judged();
}

/** A statement for the page that sets a control as a script there does. */
export const assignment = (id: string, value: string): string => `{
  const control = document.getElementById(${JSON.stringify(id)});
  control.focus();
  control.value = ${JSON.stringify(value)};
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
}`;
