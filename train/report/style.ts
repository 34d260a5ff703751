/**
 * The page's own style: no font, image or script is fetched. Colours keep their order of lightness in the
 * dark.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf6; --card: #ffffff; --ink: #1d1d1b; --soft: #8d8a82; --line: #e4e1d8;
  --ours: #1f6feb; --trees: #c4561c; --additive-trees: #d9a441; --network: #7b5ea7;
  --people: #16816f; --scripts: #cf3f52;
  --high: #cf3f52; --medium: #e5a13a; --low: #5aa897; --unknown: #c9c6bd;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16171a; --card: #1e2024; --ink: #e9e7e1; --soft: #8b8d93; --line: #32353b;
    --ours: #6aa5ff; --trees: #ef8b54; --additive-trees: #e7c06c; --network: #b59be0;
    --people: #4cc2ac; --scripts: #f0798a;
    --high: #e4667a; --medium: #e0a850; --low: #57a594; --unknown: #4d5057;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 48px 24px 96px; }
header { margin-bottom: 40px; }
h1 { font-size: 34px; line-height: 1.15; letter-spacing: -0.02em; margin: 0 0 12px; max-width: 22em; }
h2 { font-size: 21px; letter-spacing: -0.01em; margin: 64px 0 6px; }
h3 { font-size: 14px; font-weight: 600; margin: 0 0 8px; }
p { max-width: 46em; margin: 6px 0 16px; }
.lead { font-size: 17px; }
.small, figcaption { color: var(--soft); font-size: 13px; }
code { font-size: 0.92em; }
.row { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; margin-bottom: 20px; }
figure { margin: 0; padding: 18px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; max-width: 100%; overflow-x: auto; }
figure svg { --plot-background: var(--card); color: var(--ink); overflow: visible; }
figure svg [aria-label$="grid"] { stroke: var(--line); stroke-opacity: 1; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); gap: 12px; }
.tile { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--soft); border-radius: 8px; padding: 12px 14px; }
.tile.met { border-left-color: var(--people); }
.tile.missed { border-left-color: var(--scripts); }
.tile b { display: block; font-size: 24px; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.tile .range { color: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums; }
.tile .name { font-size: 13px; line-height: 1.4; }
.tile .why { font-size: 12px; color: var(--soft); line-height: 1.4; margin-top: 6px; }
.key { display: flex; flex-wrap: wrap; gap: 6px 18px; font-size: 13px; margin: 4px 0 14px; }
.key i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 6px; vertical-align: -1px; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: 5px 12px; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; }
th { font-weight: 600; }
.warning { border: 1px solid var(--scripts); border-radius: 8px; padding: 10px 14px; }
footer { margin-top: 72px; border-top: 1px solid var(--line); padding-top: 16px; }
`;
