/** The panel's own style: it lives in a shadow root, so that neither the page's style nor its own leaks. */
export const PANEL_CSS = `
:host {
  all: initial;
  --sans: system-ui, sans-serif;
  --serif: Georgia, serif;
}
* { box-sizing: border-box; }
p, ol, dl, dd, h3 {
  margin: 0;
  padding: 0;
  list-style: none;
}
[hidden] { display: none !important; }
summary:focus-visible, button:focus-visible { outline: 2px solid #8ab4f8; outline-offset: -2px; }
.panel {
  position: fixed;
  inset: 0 0 0 auto;
  width: 400px;
  z-index: 2147483647;
  background: #16191d;
  color: #e8eaed;
  font: 13px / 1.4 var(--sans);
  overflow: auto;
  box-shadow: -8px 0 30px #0004;
  color-scheme: dark;
  overscroll-behavior: contain;
  --risk: #ff8a65;
  --trust: #5ed3a4;
  --line: #2c3238;
  --soft: #9aa3ad;
  --tone: #9aa3ad;
}
.panel > summary {
  position: sticky;
  top: 0;
  z-index: 1;
  background: #16191d;
  padding: 12px 17.6px;
  font: 600 16px var(--serif);
  cursor: pointer;
  border-bottom: 1px solid var(--line);
  list-style: none;
  display: flex;
  justify-content: space-between;
}
.panel > summary::-webkit-details-marker,
.group > summary::-webkit-details-marker { display: none; }
.panel > summary::after {
  content: "hide";
  font: 400 13px var(--sans);
  color: var(--soft);
}
.panel:not([open]) {
  inset: auto 16px 16px auto;
  width: auto;
  border-radius: 10px;
}
.panel:not([open]) > summary {
  border: 0;
  border-radius: 10px;
  gap: 16px;
}
.panel:not([open]) > summary::after { content: "show"; }
.body { padding: 14.4px 17.6px 32px; }
.chips {
  display: flex;
  flex-wrap: wrap;
  gap: 6.4px;
}
.chip {
  border: 1px solid var(--line);
  border-radius: 16px;
  padding: 1.6px 9.6px;
  color: var(--soft);
}
[data-ort="ready"],
[data-engine^="ort"] { color: var(--trust); border-color: currentColor; }
.now {
  display: grid;
  grid-template-columns: auto 1fr;
  gap: 3.2px 16px;
  align-items: center;
  margin-block: 14.4px 4.8px;
}
.panel[data-level="low"] { --tone: var(--trust); }
.panel[data-level="medium"] { --tone: #f0c674; }
.panel[data-level="high"] { --tone: var(--risk); }
.score {
  font: 600 38.4px / 1 var(--serif);
  font-variant-numeric: tabular-nums;
  min-width: 4.6em;
  color: var(--tone);
}
.level {
  display: block;
  font-weight: 600;
  font-size: 16px;
  color: var(--tone);
}
.logit { color: var(--soft); font-variant-numeric: tabular-nums; }
.trace {
  grid-column: 1 / -1;
  width: 100%;
  height: 64px;
  background: #1d2126;
  border-radius: 6px;
}
.trace .zero { stroke: #444c55; stroke-dasharray: 3 3; }
.trace .line {
  fill: none;
  stroke: var(--tone);
  stroke-width: 1.5;
}
.trace .dot { fill: var(--tone); }
.status { color: #f0c674; min-height: 1.4em; }
.legend {
  display: flex;
  justify-content: space-between;
  width: 100px;
  margin-inline: auto 38px;
  color: var(--soft);
  font-size: 11px;
  white-space: nowrap;
}
.chip:empty { display: none; }
.group { border-bottom: 1px solid var(--line); }
.group > summary {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 24px 76px 42px;
  gap: 8px;
  align-items: center;
  height: 30px;
  cursor: pointer;
  list-style: none;
}
.group > summary:hover { background: #1d2126; }
.title {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.group small { text-align: end; color: var(--soft); }
.group.idle .title { color: #79828c; }
output { text-align: end; font-variant-numeric: tabular-nums; }
.bar {
  position: relative;
  display: block;
  height: 11.2px;
  border-radius: 3px;
  background: linear-gradient(#5a636d, #5a636d) center / 1px 100% no-repeat #22272d;
}
.bar i {
  position: absolute;
  inset-block: 0;
  border-radius: 2px;
  transition:
    inset-inline-start 0.15s linear,
    inline-size 0.15s linear;
}
.bar .risk { background: var(--risk); }
.bar .trust { background: var(--trust); }
table {
  width: 100%;
  border-collapse: collapse;
  margin-block: 3.2px 9.6px;
}
td,
thead th:nth-child(n + 2) { text-align: end; font-variant-numeric: tabular-nums; }
table th {
  font-weight: 400;
  text-align: start;
  color: var(--soft);
}
table th,
table td { padding: 1.92px 4.8px; }
tbody th {
  font-family: ui-monospace, Menlo, Consolas, monospace;
  color: #cfd4da;
  overflow-wrap: anywhere;
}
tr.missing { opacity: 0.5; }
tr.fresh td { color: #f0c674; }
.sum div {
  display: flex;
  justify-content: space-between;
  padding-block: 5.6px;
}
.sum .total { border-top: 1px solid var(--soft); font-weight: 600; }
h3 { margin-top: 17.6px; font-size: 14px; }
.reasons li {
  display: grid;
  grid-template-columns: 1fr 48px;
  gap: 8px;
  padding-block: 4.8px;
  border-bottom: 1px solid var(--line);
}
.reasons .risk output { color: var(--risk); }
.reasons .trust output { color: var(--trust); }
button {
  margin-top: 16px;
  padding: 7.2px 14.4px;
  border-color: var(--line);
  color: inherit;
  font: inherit;
}
.fine { color: var(--soft); margin-top: 16px; }
@media (max-width: 60em) {
  .panel {
    inset: auto 0 0;
    width: auto;
    max-height: 46vh;
    border-radius: 14px 14px 0 0;
  }
  .now {
    grid-template-columns: auto auto 1fr;
    margin-top: 10px;
  }
  .score {
    font-size: 26px;
    min-width: 4.2em;
  }
  .trace {
    grid-column: auto;
    height: 42px;
  }
}
@media (prefers-reduced-motion: reduce) {
  .bar i {
    transition: none;
  }
}
`;
