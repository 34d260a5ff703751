/** Colours, type and small parts. The colours are those of a quiet room: paper, ink, and few that speak. */
export const base = `
:root {
  color-scheme: light dark;
  --paper: #f8f5ef; --card: #fffdf9; --sand: #efe8dc; --ink: #231f1a; --soft: #665d52; --line: #e1d8c9;
  --accent: #2f4a3d; --accent-ink: #fffdf6; --risk: #a83c20; --risk-pale: #f6e3dc; --trust: #216a4b;
  --trust-pale: #dff0e6; --wait: #845408; --wait-pale: #f7ebd3; --focus: #1c62c4; --audit: #5b4a9b; --audit-pale: #e9e4f6;
  --shadow: 0 1px 2px rgb(60 45 20 / .05), 0 6px 20px rgb(60 45 20 / .05);
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171512; --card: #201d19; --sand: #2e2a24; --ink: #f1eade; --soft: #b3a899; --line: #3a342c;
    --accent: #a9ccb6; --accent-ink: #16211b; --risk: #f2916d; --risk-pale: #40261c; --trust: #7bcda6;
    --trust-pale: #1d3529; --wait: #e3b667; --wait-pale: #3a2d16; --focus: #8bbcff; --audit: #b9aaf0; --audit-pale: #2f2945;
    --shadow: none;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: .9375rem/1.5 var(--sans); }
h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset, legend { margin: 0; padding: 0; border: 0; }
ul, ol { list-style: none; }
h1 { font: 600 1.75rem/1.2 var(--serif); letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: .9375rem; font-weight: 600; line-height: 1.35; }
h3 { font-size: .875rem; font-weight: 600; }
a { color: inherit; text-underline-offset: .2em; text-decoration-thickness: 1px; }
b { font-weight: 600; }
code { font: .8125em var(--mono); overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th { font-weight: 400; text-align: start; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 6px; }
main:focus { outline: 0; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; inset-inline-start: -999px; }
.skip:focus { inset: .5rem auto auto .5rem; background: var(--card); padding: .5rem 1rem; z-index: 9; }
.icon { width: 1.15em; height: 1.15em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.6;
  stroke-linecap: round; stroke-linejoin: round; vertical-align: -.2em; }
.sub, .eyebrow, .hint { color: var(--soft); font-size: .8125rem; }
.eyebrow { margin-bottom: .15rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); padding: 1.1rem 1.25rem; }
kbd { display: inline-block; min-width: 1.5em; padding: .05em .4em; border: 1px solid currentColor; border-radius: 5px;
  font: .75rem/1.35 var(--mono); text-align: center; opacity: .8; }
[data-keys="off"] button kbd, [data-keys="off"] summary kbd { display: none; }
button, .button { display: inline-flex; align-items: center; justify-content: center; gap: .55rem; min-height: 2.5rem;
  padding: .45rem 1rem; border: 1px solid var(--line); border-radius: 9px; background: var(--card); color: var(--ink);
  font: 500 .9375rem/1.3 var(--sans); text-decoration: none; cursor: pointer; transition: border-color .12s, background .12s; }
button:hover, .button:hover { border-color: var(--soft); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
button.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
button.small, .button.small { min-height: 2rem; padding: .2rem .7rem; font-size: .875rem; }
button.quiet { min-height: 1.75rem; padding: 0; border: 0; background: none; color: var(--soft); font-size: .8125rem;
  text-decoration: underline; text-underline-offset: .2em; text-decoration-thickness: 1px; }
button.quiet:hover { color: var(--ink); }
input, textarea, select { width: 100%; padding: .5rem .7rem; border: 1px solid var(--soft); border-radius: 8px;
  background: var(--card); color: var(--ink); font: .9375rem/1.4 var(--sans); }
textarea { min-height: 4rem; resize: vertical; }
label { display: block; font-size: .8125rem; color: var(--soft); }
.tag { display: inline-flex; align-items: center; gap: .35em; padding: .1rem .55rem; border-radius: 99px; background: var(--sand);
  font-size: .8125rem; white-space: nowrap; }
.tag.deny, .tag.fraudulent { background: var(--risk-pale); color: var(--risk); }
.tag.allow, .tag.legitimate, .tag.live { background: var(--trust-pale); color: var(--trust); }
.tag.challenge, .tag.review { background: var(--wait-pale); color: var(--wait); }
.tag.audit { background: var(--audit-pale); color: var(--audit); }
dialog { border: 1px solid var(--line); border-radius: 14px; background: var(--card); color: var(--ink); padding: 1.5rem; max-width: 28rem; }
dialog::backdrop { background: rgb(20 16 10 / .4); }
.keys { display: grid; gap: .45rem; margin-block: 1rem; }
.keys div { display: grid; grid-template-columns: 5rem 1fr; gap: .75rem; }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
`;
