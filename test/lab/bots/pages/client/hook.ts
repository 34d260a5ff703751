import type { Recording } from '../../../../../src/contract/recording.ts';
import type { Result } from '../../../../../src/contract/result.ts';
import type { Verdict } from '../../../../../src/contract/verdict.ts';

/**
 * Runs on every page of the lab: hands the lab what the page saw, at the moment of its verdict. A form's
 * second submission, the one with the token, waits until that is done; everything that is evidence lies
 * before it.
 */
let handed: Promise<void> | null = null;

window.tellsign?.on('verdict', (verdict) => {
  const recording = window.tellsign?.recording();
  handed = hand(verdict, recording);
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (handed === null || !(form instanceof HTMLFormElement)) return;
  event.preventDefault();
  void handed.then(() => HTMLFormElement.prototype.submit.call(form));
});

async function hand(verdict: Verdict, recording: Promise<Result<Recording>> | undefined): Promise<void> {
  const result = await recording;
  await fetch('/lab/sight', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ verdict, recording: result?.ok ? result.value : null }),
  }).catch(() => undefined);
}
