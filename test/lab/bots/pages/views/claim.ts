import { html } from 'hono/html';
import type { Html } from './frame.ts';

const PROSE = html`<p class="prose">Please read this part before you go on. We settle most claims within ten working days. Photographs,
receipts and the report of the police help us, but you can send them later, by post or with the app. If you are unsure about a
question, leave it open and we will call you back. Nothing you write here is binding until you sign the settlement.</p>`;

const PERILS = [
  ['water', 'Water'],
  ['fire', 'Fire'],
  ['theft', 'Theft'],
  ['storm', 'Storm and hail'],
  ['travel', 'Travel'],
] as const;

export const claimView = (): Html => html`<form method="post" action="/lab/claim" data-tellsign="claim">
  ${PROSE}${PROSE}
  <fieldset><legend>1. Your contract</legend>
    <label for="policy">Policy number</label><input id="policy" name="policy" autocomplete="off">
    <label for="holder">Policy holder</label><input id="holder" name="holder" autocomplete="name">
  </fieldset>
  ${PROSE}
  <fieldset><legend>2. The event</legend>
    <label for="peril">What happened</label>
    <select id="peril" name="peril"><option value="">Choose</option>${PERILS.map(([value, name]) => html`<option value="${value}">${name}</option>`)}</select>
    <label for="where">Where</label><input id="where" name="where" autocomplete="street-address">
    <label for="story">In your words</label><textarea id="story" name="story" rows="6"></textarea>
  </fieldset>
  ${PROSE}
  <fieldset><legend>3. Was it reported to the police?</legend>
    <label><input type="radio" id="police-yes" name="police" value="yes"> Yes</label>
    <label><input type="radio" id="police-no" name="police" value="no"> No</label>
    <label for="amount">Damage in euros</label><input id="amount" name="amount" inputmode="numeric">
  </fieldset>
  ${PROSE}${PROSE}
  <fieldset><legend>4. Where to pay</legend>
    <label for="bank">Bank</label><input id="bank" name="bank">
    <label for="account">Account number</label><input id="account" name="account" inputmode="numeric">
  </fieldset>
  ${PROSE}
  <p><label><input type="checkbox" id="truth" name="truth"> Everything above is true</label></p>
  <button id="file">File the claim</button>
</form>`;
