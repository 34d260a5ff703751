import type { Hand } from '../hand.ts';
import { FORM, pageOf, type Row, tag, VERIFIED, without } from '../row.ts';
import { altered, SHARED } from '../stage.ts';

const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Fills the form once the page's worker is there, however often that is tried. */
const fillLater = async (hand: Hand) => {
  await hand.fill('#name', 'Ada');
  await hand.evaluate(async () => {
    if (!crossOriginIsolated) throw new Error('not isolated');
    while ((await window.tellsign?.assess({ action: 'other' }))?.degraded.includes('worker_unavailable'));
  });
};

/** Pages that are kept from others: isolated ones, and frames without an address of their own. */
export const isolation: readonly Row[] = [
  {
    name: 'cross-origin isolated (COOP, COEP), worker with the header',
    html: ({ meta }) => pageOf(meta + tag()),
    headers: () => ISOLATED,
    routes: () => ({
      '/tellsign/worker.js': altered('worker.js', '', { 'cross-origin-embedder-policy': 'require-corp' }),
    }),
    expected: VERIFIED,
  },
  {
    name: 'cross-origin isolated (COOP, COEP), worker without the header',
    html: ({ meta }) => pageOf(meta + tag()),
    headers: () => ISOLATED,
    visit: fillLater,
    expected: VERIFIED,
  },
  {
    name: 'cross-origin isolated (COOP, COEP), from another origin',
    html: ({ meta, cdn }) => pageOf(meta + tag('crossorigin', `${cdn}/shared`)),
    headers: () => ISOLATED,
    routes: () => SHARED,
    expected: VERIFIED,
  },
  {
    name: 'srcdoc frame',
    html: ({ meta }) => pageOf('', `<iframe name="box" srcdoc="${escaped(pageOf(meta + tag()))}"></iframe>`),
    frame: 'box',
    expected: VERIFIED,
  },
  {
    name: 'srcdoc frame, sandboxed, files shared',
    html: ({ meta, origin }) => {
      const inner = escaped(pageOf(meta + tag('', `${origin}/shared`)));
      return pageOf('', `<iframe name="box" sandbox="allow-scripts allow-forms" srcdoc="${inner}"></iframe>`);
    },
    routes: () => SHARED,
    frame: 'box',
    // Chromium does not say when such a frame arrived, so that the age of its nonce is unknown; its endpoint
    // is of another origin.
    expected: without('nonce_unavailable'),
    elsewhere: { Firefox: without('key_ephemeral'), WebKitGTK: without('key_ephemeral') },
  },
  {
    name: 'about:blank frame that the page writes',
    html: ({ meta }) =>
      pageOf(
        '',
        `<iframe name="box"></iframe><template>${pageOf(meta + tag())}</template><script>
          const inner = document.querySelector('iframe').contentDocument;
          inner.open();
          inner.write('<!doctype html>' + document.querySelector('template').innerHTML);
          inner.close();
        </script>`,
      ),
    frame: 'box',
    expected: VERIFIED,
  },
  {
    name: 'data: frame, files shared',
    html: ({ origin }) => {
      const form = FORM.replace('action="', `action="${origin}`);
      const inner = encodeURIComponent(pageOf(tag('', `${origin}/shared`), form));
      return pageOf('', `<iframe name="box" src="data:text/html,${inner}"></iframe>`);
    },
    routes: () => SHARED,
    frame: 'box',
    // There a relative address, such as that of the endpoint, leads nowhere.
    expected: without('worker_unavailable'),
  },
];
