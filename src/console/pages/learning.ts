import type { Frame } from '../frame.ts';
import { type Html, html } from '../html.ts';
import type { LearningView } from '../view.ts';
import { count } from '../words/money.ts';
import { layout } from './layout.ts';

/** What the site's labels will change, and how far they have come. Nothing here is learnt yet. */
export function learningPage(frame: Frame, { labelled, needed }: LearningView): Html {
  const { fraudulent, legitimate, unsure } = labelled;
  const have = fraudulent + legitimate;
  const share = Math.min(1, have / needed);
  const main = html`
<div class="head"><div><p class="eyebrow">Nothing is learnt yet</p><h1>Learning</h1></div></div>
<section class="card" aria-labelledby="labels-title"><h2 id="labels-title"><b>${count(have)}</b> of ${count(needed)} labels</h2>
  <svg class="budget-bar" width="100%" height="14" aria-hidden="true" focusable="false"><rect class="left" width="100%" height="14"/><rect class="answered" width="${(share * 100).toFixed(1)}%" height="14"/></svg>
  <p class="facts"><span>${count(fraudulent)} fraudulent</span><span>${count(legitimate)} legitimate</span><span>${count(unsure)} unsure, which do not count</span></p>
</section>
<section class="card prose"><h2>What happens today</h2>
<p>Every answer is kept, with who gave it and why. The probability of fraud still comes from a stated prior, which is the same for every site. Answers change the queue, the keys and places an account is known by, and snoozes. They do not change the score.</p></section>
<section class="card prose"><h2>What will stand here</h2>
<p>From ${count(needed)} labels on, a curve from the score to the probability can be fitted to this site: before and after, with what it would change, and a bound on how far it may move in a day. Here it will be looked at, applied and taken back. Until then this page is empty on purpose.</p></section>`;
  return layout(frame, { title: 'Learning', page: 'learning', main });
}
