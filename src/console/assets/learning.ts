/** Learning: curves, reliability, influence. */
export const learningStyle = `
.tabs { display: flex; gap: .3rem; flex-wrap: wrap; }
.tabs a { padding: .3rem .8rem; border: 1px solid var(--line); border-radius: 99px; font-size: .875rem; text-decoration: none; }
.tabs a[aria-current] { background: var(--sand); font-weight: 600; }
.plots { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.25rem; margin-top: 1rem; }
.plots figure { min-width: 0; }
.plot { display: block; width: 100%; max-width: 32rem; height: auto; overflow: visible; }
.plot text { font: 12px var(--sans); fill: var(--soft); }
.plot .mark-x { text-anchor: middle; } .plot .mark-y, .plot .name { text-anchor: end; }
.plot .grid { stroke: var(--line); stroke-width: 1; }
.plot .diagonal { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 4; }
.plot .bound { fill: var(--wait-pale); stroke: none; }
.plot polyline, .plot line.was, .plot line.would, .plot line.fit { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.plot .was { stroke: var(--soft); stroke-dasharray: 7 4; }
.plot .would { stroke: var(--accent); }
.plot .fit { stroke: var(--audit); stroke-dasharray: 2 4; }
.plot circle.was { fill: none; stroke-width: 1.75; stroke-dasharray: none; }
.plot circle.would { fill: var(--accent); stroke: none; }
.plot.sample { display: inline-block; width: 22px; height: 14px; vertical-align: -.1rem; margin-inline-end: .2rem; }
.plots .legend { margin-top: .5rem; }
.learn-form { display: grid; gap: .6rem; justify-items: start; margin-top: .9rem; }
.learn-form .choice { max-width: 44rem; }
.learn-forms { display: flex; flex-wrap: wrap; gap: .75rem; }
.influences { display: grid; gap: .8rem; }
.hint + .influences, .hint + .facts, .facts + p, .influences + .hint { margin-top: .6rem; }
.influences li { display: grid; gap: .2rem; }
.note { margin-top: .8rem; }
.who-weighs { overflow-wrap: anywhere; }
.influence { display: block; }
.influence .track { fill: var(--sand); } .influence .kept { fill: var(--accent); }
.influence .cut { fill: var(--risk-pale); stroke: var(--risk); stroke-dasharray: 3 2; }
.influence .most { stroke: var(--ink); stroke-width: 2; stroke-dasharray: 3 2; }
.thresholds { display: grid; gap: .3rem; margin-block: .2rem 1rem; font-size: .9375rem; }
.card > h3 { margin-block: 1rem .4rem; }
@media (max-width: 52rem) { .plots { grid-template-columns: minmax(0, 1fr); } }
`;
