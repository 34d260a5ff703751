/** The queue and the day's budget. */
export const queue = `
.budget { display: grid; gap: .65rem; }
.budget h2 { font-weight: 400; font-size: 1rem; }
.budget h2 b { font: 600 1.6rem/1 var(--serif); margin-inline-end: .15rem; }
.budget-bar { display: block; border-radius: 7px; overflow: hidden; }
.budget-bar .left { fill: var(--sand); }
.budget-bar .answered { fill: var(--accent); }
.budget-bar .audits { fill: var(--audit); }
.budget-bar .gap { fill: var(--card); }
.legend, .facts { display: flex; flex-wrap: wrap; gap: .25rem 1.4rem; font-size: .8125rem; color: var(--soft); }
.facts { padding-top: .6rem; border-top: 1px solid var(--line); }
.facts span + span { position: relative; }
.swatch { display: inline-block; width: .75rem; height: .75rem; margin-inline-end: .45rem; border-radius: 3px; vertical-align: -.05rem; background: var(--sand); border: 1px solid var(--soft); }
.swatch.answered { background: var(--accent); border-color: var(--accent); }
.swatch.audits { border-color: var(--audit); background: repeating-linear-gradient(45deg, var(--audit) 0 3px, var(--card) 3px 5px); }
.queue thead th { padding: .35rem .75rem; font-size: .8125rem; color: var(--soft); }
.queue tbody tr { position: relative; border-top: 1px solid var(--line); }
.queue tbody tr:last-child { border-bottom: 1px solid var(--line); }
.queue tbody tr:hover, .queue tbody tr:focus-within { background: var(--card); }
.queue tbody tr:focus-within { box-shadow: inset 3px 0 0 var(--focus); }
.queue tbody tr.mine { background: var(--trust-pale); }
.queue td, .queue tbody th { padding: .7rem .75rem; vertical-align: top; }
.queue .loss { width: 9rem; white-space: nowrap; }
.queue .loss b { display: block; font: 600 1.125rem/1.3 var(--serif); font-variant-numeric: tabular-nums; }
.queue .loss b.audit { font: 600 .9375rem/1.55 var(--sans); color: var(--audit); }
.queue .loss .icon { margin-inline-end: .35rem; }
.queue th a { font-weight: 500; text-decoration: none; }
.queue th a::after { content: ""; position: absolute; inset: 0; }
.queue th a:focus-visible { outline-offset: 3px; }
.queue th .sub { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .8rem; margin-top: .1rem; }
.queue .folded, .queue .due, .queue .holder { width: 7.5rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.queue .folded { width: 5.5rem; }
.queue .folded span { position: absolute; clip-path: inset(50%); }
.queue .icon { color: var(--soft); margin-inline-end: .4rem; }
.queue .late { color: var(--risk); font-weight: 600; }
.queue .late .icon { color: inherit; }
.queue .holder .sub { display: block; padding-inline-start: 1.55rem; }
.queue .holder .sub:only-child { padding: 0; }
@media (max-width: 52rem) {
  .head form, .head button { width: 100%; }
  .queue thead { position: absolute; clip-path: inset(50%); }
  .queue, .queue tbody { display: block; }
  .queue tbody tr { display: grid; grid-template-columns: auto 1fr auto; gap: .15rem .9rem; padding: .8rem .25rem; margin-inline: -.25rem; }
  .queue td, .queue tbody th, .queue .loss { padding: 0; width: auto; }
  .queue .loss { grid-column: 1 / 3; }
  .queue .loss b, .queue .loss .sub { display: inline; margin-inline-end: .5rem; }
  .queue .due { grid-column: 3; grid-row: 1; width: auto; font-size: .875rem; }
  .queue tbody th { grid-column: 1 / -1; }
  .queue .folded { width: auto; font-size: .875rem; color: var(--soft); }
  .queue .folded span { position: static; clip-path: none; }
  .queue .holder { grid-column: 2 / -1; width: auto; text-align: end; font-size: .875rem; }
  .queue .holder .sub { display: inline; padding-inline-start: .4rem; }
}
`;
