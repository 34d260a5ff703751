import { expect } from 'vitest';
import { html } from '../../setup/site.ts';
import type { Hand } from './hand.ts';
import type { Outcome, Row } from './row.ts';
import type { Stage } from './stage.ts';

/** A visit of one kind of page, whatever browser it is in: fills the form, asks for a verdict, pays. */
export async function visit(
  row: Row,
  { stage, open }: { readonly stage: Stage; readonly open: (url: string) => Promise<Hand> },
): Promise<Outcome> {
  const { origin, cdn, integrity } = stage;
  const world = { origin, cdn, integrity, meta: await stage.meta() };
  stage.use({ '/': html(row.html(world), row.headers?.(world)), ...row.routes?.(world) });
  const page = await open(origin);
  const hand = row.frame ? await page.frame(row.frame) : page;
  await (row.visit ?? fill)(hand);
  const ort = row.expected.ort && (await ortOf(hand));
  const degraded = await hand.evaluate(async () => {
    const verdict = await window.tellsign?.assess({ action: 'checkout' });
    return verdict ? [...verdict.degraded] : ['no client'];
  });
  const before = stage.payments.length;
  await (row.pay?.(hand) ?? hand.click('#pay'));
  await expect.poll(() => stage.payments.length, { timeout: 30_000 }).toBe(before + 1);
  const paid = stage.payments[before];
  const payment = paid?.ok ? 'verified' : (paid?.code ?? 'nothing');
  return { payment, degraded, ...(ort && { ort }) };
}

async function fill(hand: Hand): Promise<void> {
  await hand.fill('#name', 'Ada');
  await hand.click('#city');
  await hand.type('Bremen');
}

async function ortOf(hand: Hand): Promise<Outcome['ort']> {
  const look = () =>
    hand.evaluate(async () => {
      const result = await window.tellsign?.inspect();
      return result?.ok ? result.value.ort : result?.code;
    });
  await expect.poll(look, { timeout: 60_000 }).toMatch(/ready|refused/);
  return (await look()) as Outcome['ort'];
}
