/** What stands around every page: navigation, head, notice, pages of a list. */
export const shell = `
body { display: grid; grid-template-columns: 13rem minmax(0, 1fr); min-height: 100vh; }
.rail { position: sticky; top: 0; height: 100vh; display: flex; flex-direction: column; padding: 1.25rem .9rem;
  border-inline-end: 1px solid var(--line); }
.brand { display: flex; align-items: center; gap: .55rem; padding-inline: .6rem; font: 600 1.2rem var(--serif); text-decoration: none; }
.brand .icon { width: 1.6rem; height: 1.6rem; color: var(--accent); }
.rail nav { display: grid; gap: .15rem; margin-top: 1.5rem; }
.rail nav a { display: flex; align-items: center; gap: .65rem; min-height: 2.25rem; padding: .3rem .6rem; border-radius: 8px;
  color: var(--soft); text-decoration: none; }
.rail nav a:hover { color: var(--ink); background: var(--sand); }
.rail nav a[aria-current] { background: var(--sand); color: var(--ink); font-weight: 600; }
.who { margin-top: auto; padding-inline: .6rem; display: grid; gap: .25rem; font-size: .875rem; }
.who p { display: grid; }
.who b { overflow-wrap: anywhere; }
.who span { color: var(--soft); font-size: .8125rem; }
main { padding: 1.75rem 2rem 4rem; max-width: 74rem; width: 100%; margin-inline: auto; display: grid; gap: 1.25rem; align-content: start; }
main > * { min-width: 0; }
.head { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: end; justify-content: space-between; }
.notice { position: relative; display: flex; align-items: center; gap: .7rem; padding: .6rem .6rem .6rem 1rem; min-height: 3rem;
  border: 1px solid var(--line); border-inline-start: 4px solid var(--trust); border-radius: 10px; background: var(--card); overflow: hidden; }
.notice .icon { color: var(--trust); }
.notice.warning { border-inline-start-color: var(--wait); }
.notice.warning .icon { color: var(--wait); }
.notice p { flex: 1; overflow-wrap: anywhere; }
.countdown { position: absolute; inset: auto 0 0; height: 3px; background: var(--trust); transform-origin: left; animation: countdown 10s linear forwards; }
@keyframes countdown { to { transform: scaleX(0); } }
.pager { display: flex; align-items: center; gap: 1rem; justify-content: center; }
.empty { display: grid; justify-items: center; gap: .5rem; padding-block: 3.5rem; text-align: center; }
.empty .icon { width: 2.2rem; height: 2.2rem; color: var(--trust); }
.empty h2 { font: 600 1.25rem var(--serif); }
.empty p { color: var(--soft); max-width: 30rem; }
@media (max-width: 52rem) {
  body { grid-template-columns: minmax(0, 1fr); grid-template-rows: auto 1fr; }
  .rail { position: static; height: auto; flex-direction: row; flex-wrap: wrap; align-items: center; gap: .4rem 1rem; padding: .75rem 1rem .4rem;
    border: 0; border-bottom: 1px solid var(--line); }
  .brand { padding: 0; }
  .rail nav { order: 3; display: flex; width: calc(100% + 1rem); margin: 0 -.5rem; gap: 0; justify-content: space-between; }
  .rail nav a { padding: .3rem .5rem; font-size: .875rem; gap: .3rem; }
  .rail nav .icon { display: none; }
  .who { margin: 0 0 0 auto; padding: 0; text-align: end; }
  .who span, .who form { display: none; }
  main { padding: 1.1rem 1rem 5rem; gap: 1rem; }
  h1 { font-size: 1.4rem; }
  .card { padding: .9rem 1rem; }
  kbd { display: none; }
  dialog kbd { display: inline-block; }
}
`;
