/** Makes room in the page: the panel covers nothing, and a field in focus is scrolled clear. */
export const PAGE_CSS = `
@media (min-width: 60.01em) {
  html[data-tellsign-inspector="open"] {
    padding-inline-end: 400px;
  }
}
@media (max-width: 60em) {
  html[data-tellsign-inspector="open"] {
    padding-block-end: 46vh;
    scroll-padding-block-end: 48vh;
  }
  html[data-tellsign-inspector="closed"] {
    padding-block-end: 72px;
  }
}
`;
