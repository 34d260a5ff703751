/** Policy, log and health. */
export const pages = `
.policy-title { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .75rem; margin-bottom: .8rem; }
.policy-title h2 { font: 600 1.25rem var(--serif); }
.policy-title a { margin-inline-start: auto; font-size: .875rem; }
.tag.shadow { background: var(--audit-pale); color: var(--audit); }
.rules { font-size: .875rem; }
.rules th, .rules td { padding: .55rem .6rem; border-top: 1px solid var(--line); vertical-align: top; }
.rules th:first-child { padding-inline-start: 0; }
.rules thead th { border: 0; padding-block: 0 .3rem; font-size: .8125rem; color: var(--soft); }
.rules code { color: var(--soft); }
.rules .when { display: block; margin-top: .15rem; }
.rules .hits { width: 11rem; padding-inline-end: 0; font-variant-numeric: tabular-nums; }
.rules .hits svg { display: block; margin-block: .35rem .2rem; fill: var(--accent); }
.rules .hits .track { fill: var(--sand); }
.rules td .tag { margin-bottom: .2rem; }
.matrix { width: auto; font-size: .875rem; }
.matrix caption { text-align: start; color: var(--soft); font-size: .8125rem; padding-bottom: .5rem; }
.matrix th { padding: .3rem .8rem .3rem 0; }
.matrix thead th { text-align: center; padding: .3rem .5rem; }
.matrix .corner { text-align: start; color: var(--soft); font-size: .8125rem; padding-inline-start: 0; }
.matrix .corner span { display: block; }
.matrix td { width: 6.5rem; height: 3.4rem; text-align: center; border: 1px solid var(--line); font-variant-numeric: tabular-nums; }
.matrix .same { background: var(--sand); }
.matrix .stricter { background: var(--risk-pale); } .matrix .milder { background: var(--trust-pale); }
.matrix td.zero { color: var(--soft); }
.matrix td > .sub { color: var(--ink); }
.changes { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 1rem; margin-block: 1rem 1.4rem; }
.changes > div { padding: .8rem 1rem; border-radius: 10px; background: var(--sand); }
.changes dt { font-size: .8125rem; }
.changes dd { font: 600 1.4rem/1.35 var(--serif); font-variant-numeric: tabular-nums; }
.changes .was { font-weight: 400; font-size: 1.05rem; }
.changes dd.sub { font: 600 .8125rem var(--sans); }
.changes .risk { color: var(--risk); } .changes .trust { color: var(--trust); } .changes .neutral { color: var(--ink); }
.publish { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: .7rem; }
.draft { display: grid; gap: .6rem; justify-items: start; }
.draft textarea { font: .8125rem/1.5 var(--mono); }
.faults { border-inline-start: 4px solid var(--risk); }
.faults li { overflow-wrap: anywhere; }
.plain { font-size: .875rem; }
.plain th, .plain td { padding: .45rem .75rem; border-top: 1px solid var(--line); vertical-align: top; text-align: start; }
.plain th:first-child, .plain td:first-child { padding-inline-start: 0; }
.plain thead th { border: 0; font-size: .8125rem; color: var(--soft); }
.plain time, .number, .log td:last-child code { white-space: nowrap; font-variant-numeric: tabular-nums; }
.members { display: inline-flex; flex-wrap: wrap; gap: 0 .9rem; color: var(--soft); font-size: .8125rem; }
.log code { color: var(--soft); }
.log .members code { color: var(--ink); }
.log .after { background: var(--risk-pale); }
.log tbody th { font-weight: 500; }
.chain { display: flex; gap: .8rem; align-items: center; }
.chain .icon { width: 1.5rem; height: 1.5rem; }
.chain.whole .icon { color: var(--trust); }
.chain.broken { border-color: var(--risk); background: var(--risk-pale); }
.chain.broken .icon { color: var(--risk); }
.figures { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1rem; }
.figures dt { font-size: .8125rem; color: var(--soft); }
.figures dd b { font: 600 1.6rem/1.35 var(--serif); font-variant-numeric: tabular-nums; }
.levels text { font: .75rem var(--sans); fill: var(--soft); }
.levels .lane { stroke: var(--line); stroke-width: 2; }
.levels .low { fill: var(--trust); } .levels .medium { fill: var(--wait); } .levels .high { fill: var(--risk); }
.levels rect.unknown { fill: url(#hatch-unknown); } .levels rect.refused { fill: url(#hatch-refused); } .levels rect.missing { fill: url(#hatch-missing); }
.levels pattern .hatched { fill: var(--card); }
.levels pattern .unknown { fill: var(--audit); } .levels pattern .refused { fill: var(--risk); } .levels pattern .missing { fill: var(--soft); }
.levels { display: block; margin-top: .8rem; overflow: visible; }
.swatch-level { display: inline-block; margin: 0 .35rem 0 0; vertical-align: -.1rem; }
.legend b { color: var(--ink); font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1.25rem; }
.counts div { display: flex; justify-content: space-between; padding: .3rem 0; border-top: 1px solid var(--line); }
.counts dd { font-variant-numeric: tabular-nums; }
.prose p { max-width: 42rem; color: var(--soft); }
.rule-form { display: grid; gap: 1.25rem; justify-items: start; }
.rule-form fieldset { display: grid; gap: .5rem; width: 100%; max-width: 52rem; }
.rule-form label:not(.choice) { margin-top: .5rem; }
.rule-form input:not([type]), .rule-form textarea { margin-top: .25rem; font: .875rem/1.5 var(--mono); }
.choice { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); gap: .3rem; align-items: start; padding: .3rem 0; font-size: .9375rem; color: var(--ink); cursor: pointer; }
.choice input { width: 1.1rem; height: 1.1rem; margin: .2rem 0 0; accent-color: var(--accent); }
.choice code { color: var(--soft); }
.choice .sub { display: block; }
.denials td form { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: center; }
.denials td, .denials th { vertical-align: middle; }
@media (max-width: 52rem) {
  .denials thead, .changed thead { position: absolute; clip-path: inset(50%); }
  .denials, .denials tbody, .changed, .changed tbody { display: block; }
  .denials tr, .changed tr { display: flex; flex-wrap: wrap; gap: .2rem .8rem; padding-block: .6rem; border-top: 1px solid var(--line); }
  .denials th, .denials td, .changed th, .changed td { padding: 0; border: 0; }
  .denials th { width: 100%; }
  .changed td:nth-child(4)::before { content: "→ " / ""; }
  .figures { grid-template-columns: 1fr 1fr; gap: .75rem; }
  .pair, .changes { grid-template-columns: minmax(0, 1fr); }
  .policy-title a { margin: 0; width: 100%; }
  .matrix { width: 100%; table-layout: fixed; }
  .matrix td { width: auto; height: 3rem; }
  .matrix th, .matrix thead th { padding: .25rem .1rem; font-size: .75rem; }
  .rules thead, .log thead { position: absolute; clip-path: inset(50%); }
  .rules, .rules tbody, .rules tfoot, .log, .log tbody { display: block; }
  .rules tr { display: grid; grid-template-columns: 1fr 8rem; gap: .3rem .8rem; padding-block: .6rem; border-top: 1px solid var(--line); }
  .rules th, .rules td, .rules .hits { padding: 0; border: 0; width: auto; }
  .rules th { grid-column: 1 / -1; }
  .log tr { display: grid; grid-template-columns: auto auto 1fr; gap: .1rem .7rem; padding-block: .5rem; border-top: 1px solid var(--line); }
  .log th, .log td { padding: 0; border: 0; }
  .log td:nth-child(4) { grid-column: 1 / -1; }
  .log td:last-child { display: none; }
}
`;
