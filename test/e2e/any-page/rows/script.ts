import { pageOf, type Row, tag, VERIFIED } from '../row.ts';

/** Runs the text of the script that `find` gives, as loaders do that put off what a page loads. */
const loader = (find: string, then = '') => `<script>{
  const element = ${find};
  const request = new XMLHttpRequest();
  request.open('GET', element.getAttribute('src'), false);
  request.send();
  ${then}
  // Not before everything else has run, as such loaders do; then there is no current script.
  addEventListener('DOMContentLoaded', () => (0, eval)(request.responseText));
}</script>`;
const putOff = tag('type="text/later"');
const FIND = 'document.querySelector(\'[type="text/later"]\')';

/** How the script comes into the page: `document.currentScript` is missing, or says nothing. */
export const script: readonly Row[] = [
  {
    name: 'module tag',
    html: ({ meta }) => pageOf(meta + tag('type="module"')),
    expected: VERIFIED,
  },
  {
    name: 'loader that runs the text of the tag',
    html: ({ meta }) => pageOf(meta + putOff + loader(FIND)),
    expected: VERIFIED,
  },
  {
    name: 'loader that removes the tag',
    html: ({ meta }) => pageOf(meta + putOff + loader(FIND, 'element.remove();')),
    expected: VERIFIED,
  },
  {
    name: 'loader that moves the tag',
    html: ({ meta }) =>
      pageOf(
        meta +
          putOff +
          `<script>{
            const element = ${FIND};
            const moved = document.createElement('script');
            for (const { name, value } of element.attributes) if (name !== 'type') moved.setAttribute(name, value);
            element.remove();
            document.head.prepend(moved);
          }</script>`,
      ),
    expected: VERIFIED,
  },
];
