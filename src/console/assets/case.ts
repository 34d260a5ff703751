/** One case. */
export const caseStyle = `
.case-head { display: grid; gap: .35rem; }
.case-head h1 { max-width: 46rem; overflow-wrap: anywhere; }
.chips { display: flex; flex-wrap: wrap; gap: .4rem; margin-top: .3rem; }
.case { display: grid; grid-template-columns: minmax(0, 1fr) 19rem; gap: 1.25rem; align-items: start; }
.story, .desk { display: grid; gap: 1.25rem; min-width: 0; }
.desk { position: sticky; top: 1.25rem; }
.to-answer { display: none; }
.card > h2 { margin-bottom: .6rem; }
.journey { font: 600 1.15rem/1.35 var(--serif); margin-bottom: .4rem; text-wrap: balance; }
.lanes { display: grid; grid-template-columns: 4.4rem minmax(0, 1fr); }
.lane-names { position: relative; font-size: .8125rem; color: var(--soft); }
.lane-names span { position: absolute; top: 2.6rem; }
.lane-names span + span { top: 5.5rem; }
.timeline { display: block; overflow: visible; }
.timeline .lane { stroke: var(--line); stroke-width: 2; }
.timeline line.tick { stroke: var(--line); stroke-dasharray: 2 4; }
.timeline text { font: .75rem var(--sans); fill: var(--soft); }
.timeline text.place { fill: var(--ink); font-weight: 600; font-size: .8125rem; }
.timeline .both { stroke: var(--soft); stroke-width: 1; opacity: .5; }
.timeline .jump { stroke: var(--risk); stroke-width: 2.5; stroke-dasharray: 7 5; }
.mark { fill: var(--card); stroke: var(--soft); stroke-width: 2; }
.mark.allow { fill: var(--trust); stroke: var(--trust); }
.mark.challenge { stroke: var(--wait); fill: var(--wait); }
.mark.review { stroke: var(--risk); fill: var(--card); }
.mark.deny { stroke: var(--risk); stroke-width: 3; fill: none; }
.mark .ring { fill: none; stroke: var(--ink); stroke-width: 1.5; }
.events { display: grid; font-size: .875rem; }
.hint + .events, .hint + .sum { margin-top: .45rem; }
.events li { display: grid; grid-template-columns: 1rem 6.8rem 1fr; gap: .2rem .7rem; align-items: baseline; padding: .35rem .4rem; border-radius: 8px; }
.events li > .mark { width: .95rem; height: .95rem; align-self: center; }
.events time { color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; }
.events .this { background: var(--sand); }
.events .this time, .events .this .sub { color: var(--ink); }
.more summary { padding: .35rem .4rem; color: var(--soft); font-size: .875rem; cursor: pointer; }
.equation { display: grid; grid-template-columns: repeat(3, auto); justify-content: space-between; gap: .25rem 1rem; align-items: start; padding: .9rem 1.1rem; border-radius: 10px; background: var(--sand); margin-bottom: 1rem; }
.equation div { position: relative; }
.equation div + div { padding-inline-start: 3.4rem; }
.equation div + div::before { content: "×" / ""; position: absolute; inset: 50% auto auto .6rem; translate: 0 -50%; font-size: 1.4rem; color: var(--soft); }
.equation div.result::before { content: "=" / ""; }
.equation dt { font-size: .8125rem; color: var(--ink); }
.equation dd { font: 600 1.55rem/1.2 var(--serif); font-variant-numeric: tabular-nums; }
.equation dd.sub { font: .8125rem/1.4 var(--sans); color: var(--ink); }
.sum { font-size: .875rem; }
.sum th, .sum td { padding: .45rem .5rem; border-top: 1px solid var(--line); vertical-align: middle; }
.sum th:first-child { padding-inline-start: 0; width: 48%; }
.sum thead th { border: 0; padding-block: 0 .3rem; font-size: .8125rem; color: var(--soft); }
.sum th:last-child, .sum td:last-child { text-align: end; padding-inline-end: 0; font-variant-numeric: tabular-nums; white-space: nowrap; font-weight: 600; }
.sum thead th:last-child { font-weight: 400; }
.sum .axis span + span { float: inline-end; }
.sum th code { color: var(--soft); }
.sum th .sub { display: block; line-height: 1.35; }
.sum .drawn { padding-block: 0; }
.bar { display: block; width: 100%; height: 1.7rem; }
.bar .risk { fill: var(--risk); } .bar .trust { fill: var(--trust); } .bar .neutral { fill: var(--soft); }
.bar .usual { fill: var(--sand); }
.bar .zero { stroke: var(--soft); stroke-dasharray: 2 2; vector-effect: non-scaling-stroke; }
td.risk { color: var(--risk); } td.trust { color: var(--trust); }
.sum tfoot th, .sum tfoot td { border-top: 2px solid var(--ink); font-weight: 600; }
.sum + .hint { margin-top: .6rem; }
.quiet-box { display: flex; gap: .8rem; padding: .9rem 1rem; border-radius: 10px; background: var(--sand); }
.quiet-box .icon { width: 1.5rem; height: 1.5rem; margin-top: .1rem; color: var(--audit); }
.points { display: grid; gap: .4rem; }
.points li { display: flex; gap: .6rem; }
.points .icon { color: var(--trust); margin-top: .2rem; }
.similar { margin-top: .4rem; }
.similar li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .8rem; padding: .45rem 0; border-top: 1px solid var(--line); }
.similar a { text-decoration: none; }
.similar a:hover { text-decoration: underline; }
.similar .sub { grid-column: 1 / -1; }
.answer .hint { margin-bottom: .6rem; }
.answer form { display: grid; gap: .5rem; }
.verdict { border: 1px solid var(--line); border-radius: 10px; overflow: clip; }
.verdict summary { display: flex; align-items: center; gap: .6rem; min-height: 2.75rem; padding: .4rem .8rem; font-weight: 600; cursor: pointer; list-style: none; border-radius: 9px; }
.verdict summary::-webkit-details-marker { display: none; }
.verdict summary span { flex: 1; }
.verdict summary:hover { background: var(--sand); }
.verdict.fraudulent .icon { color: var(--risk); } .verdict.legitimate .icon { color: var(--trust); } .verdict.unsure .icon { color: var(--wait); }
.verdict[open].fraudulent { border-color: var(--risk); } .verdict[open].legitimate { border-color: var(--trust); } .verdict[open].unsure { border-color: var(--wait); }
.reasons { display: grid; padding: 0 .4rem .4rem; }
.reasons button { justify-content: flex-start; min-height: 2.1rem; padding: .2rem .5rem; border: 0; border-radius: 7px; text-align: start; font-weight: 400; font-size: .875rem; background: none; }
.reasons button:hover, .reasons button:focus-visible { background: var(--sand); }
.note { margin-top: .25rem; }
.note textarea { margin-top: .25rem; min-height: 3.2rem; }
.follow-up h2 { margin-bottom: .2rem; }
.follow { display: flex; align-items: center; gap: .6rem; min-height: 2.5rem; font-size: .875rem; text-decoration: none; cursor: pointer; list-style: none; border-radius: 8px; }
.follow::-webkit-details-marker { display: none; }
.follow span { flex: 1; }
.follow:hover span { text-decoration: underline; }
.follow .icon { color: var(--soft); }
.follow-up form { display: grid; gap: .5rem; justify-items: start; padding-block: .2rem .7rem; }
.follow-up form button { text-align: start; }
.denied { display: flex; gap: .5rem; font-size: .875rem; }
.denied .icon { margin-top: .2rem; color: var(--risk); }
.about dl { display: grid; gap: .3rem; font-size: .875rem; margin-bottom: .7rem; }
.about dl div { display: flex; justify-content: space-between; gap: 1rem; }
.about dt { color: var(--soft); }
.about a { display: inline-flex; align-items: center; min-height: 1.75rem; font-size: .875rem; }
.answers { display: grid; gap: .8rem; }
.answers blockquote { margin: .35rem 0 0; padding-inline-start: .7rem; border-inline-start: 3px solid var(--line); font-size: .875rem; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 66rem) { .case { grid-template-columns: minmax(0, 1fr) 17rem; } }
@media (max-width: 58rem) {
  .case { grid-template-columns: minmax(0, 1fr); gap: 1rem; }
  .story, .desk { gap: 1rem; }
  .desk { position: static; scroll-margin-top: 1rem; }
  .to-answer { display: flex; position: fixed; inset: auto 1rem 1rem; z-index: 4; box-shadow: 0 6px 24px rgb(30 20 0 / .25); background: var(--accent); color: var(--accent-ink); border-color: var(--accent); }
  body:has(.desk :focus-within) .to-answer, body:has(#answer:target) .to-answer { display: none; }
}
@media (max-width: 40rem) {
  .lanes { grid-template-columns: minmax(0, 1fr); }
  .lane-names { display: none; }
  .equation { grid-template-columns: minmax(0, 1fr); gap: .6rem; padding: .8rem .9rem .8rem 2.4rem; }
  .equation div, .equation div + div { display: grid; grid-template-columns: 1fr auto; align-items: baseline; padding: 0; }
  .equation div + div::before { inset: .2rem auto auto -1.5rem; translate: none; }
  .equation dd { font-size: 1.25rem; text-align: end; }
  .equation dd.sub { grid-column: 1 / -1; text-align: start; }
  .sum thead { position: absolute; clip-path: inset(50%); }
  .sum, .sum tbody, .sum tfoot { display: block; }
  .sum tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1rem .8rem; padding-block: .5rem; border-top: 1px solid var(--line); }
  .sum th, .sum td { padding: 0; border: 0; width: auto; }
  .sum th:first-child { width: auto; grid-column: 1 / -1; }
  .sum .drawn { align-self: center; }
  .sum tfoot th, .sum tfoot td { border: 0; }
  .sum tfoot tr { border-top: 2px solid var(--ink); }
  .events li { grid-template-columns: 1rem 1fr; }
  .events li > span { grid-column: 2; }
  .reasons button { min-height: 2.75rem; }
}
`;
