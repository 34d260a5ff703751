import { html } from '../../../setup/site.ts';
import { FORM, pageOf, type Row, tag, VERIFIED, without } from '../row.ts';
import { SHARED } from '../stage.ts';

const SANDBOX = '<iframe name="box" sandbox="allow-scripts allow-forms" src="/inner"></iframe>';
/** `submit` does not leave a shadow tree: the page asks for the verdict itself. */
const shadow = (mode: 'open' | 'closed') => `<checkout-box></checkout-box><script>
  customElements.define('checkout-box', class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: '${mode}' });
      root.innerHTML = \`${FORM}\`;
      const form = root.querySelector('form');
      if ('${mode}' === 'closed') root.querySelector('input').focus();
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const { token } = await tellsign.assess({ action: 'checkout' });
        const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'tellsign-token', value: token ?? '' });
        form.append(field);
        form.submit();
      });
    }
  });
</script>`;

/** How a page is put together. */
export const structure: readonly Row[] = [
  {
    name: 'sandboxed frame (opaque origin), files shared',
    html: () => pageOf('', SANDBOX),
    routes: ({ meta, origin }) => ({
      ...SHARED,
      '/inner': html(pageOf(meta + tag('', `${origin}/shared`))),
    }),
    frame: 'box',
    // Chromium gives the workers of such a frame no secure context, and so no WebCrypto to sign with.
    expected: without('insecure_context'),
    // The others sign once, with the nonce that came with the frame; the form's own would need an endpoint
    // that shares its answers.
    elsewhere: { Firefox: without('key_ephemeral'), WebKitGTK: without('key_ephemeral') },
  },
  {
    name: 'sandboxed frame (opaque origin), files not shared',
    html: () => pageOf('', SANDBOX),
    routes: ({ meta }) => ({ '/inner': html(pageOf(meta + tag())) }),
    frame: 'box',
    expected: without('worker_unavailable'),
  },
  {
    name: 'sandboxed frame with allow-same-origin',
    html: () => pageOf('', SANDBOX.replace('allow-scripts', 'allow-scripts allow-same-origin')),
    routes: ({ meta }) => ({ '/inner': html(pageOf(meta + tag())) }),
    frame: 'box',
    expected: VERIFIED,
  },
  {
    name: 'form in an open shadow tree',
    html: ({ meta }) => pageOf(meta + tag('data-protect="checkout-box"'), shadow('open')),
    expected: VERIFIED,
  },
  {
    name: 'form in a closed shadow tree',
    html: ({ meta }) => pageOf(meta + tag('data-protect="checkout-box"'), shadow('closed')),
    visit: (hand) => hand.type('Ada\tBremen'),
    // Only the keys that a person has reach into it.
    pay: (hand) => hand.type('\n'),
    expected: VERIFIED,
  },
  {
    name: 'form in an open shadow tree, module and guardForms',
    html: ({ meta }) =>
      pageOf(
        meta,
        `<checkout-box></checkout-box><script type="module">
          import { guardForms, load } from '/tellsign/index.js';
          const root = document.querySelector('checkout-box').attachShadow({ mode: 'open' });
          root.innerHTML = \`${FORM}\`;
          window.tellsign = load({ protect: 'checkout-box', engine: 'exact', timeoutMs: 10000 });
          guardForms(tellsign, root);
        </script>`,
      ),
    expected: VERIFIED,
  },
  {
    name: 'card fields in a frame of another origin',
    html: ({ meta, cdn }) =>
      pageOf(meta + tag('data-debug'), `${FORM}<iframe name="card" src="${cdn}/card"></iframe>`),
    routes: () => ({ '/card': html(pageOf('', '<input id="number"><input id="code">')) }),
    visit: async (hand) => {
      await hand.click('#name');
      await hand.type('Ada');
      const card = await hand.frame('card');
      await card.click('#number');
      await card.type('4242424242424242');
      await card.click('#code');
      await card.type('123');
      await hand.click('#city');
      await hand.type('Bremen');
      // Where the visitor went is nobody's business: the page was not left, nothing was put in, a field was
      // done with.
      const kinds = await hand.evaluate(async () => {
        const visit = await window.tellsign?.recording();
        return visit?.ok ? visit.value.events.map(([, kind]) => kind) : [];
      });
      const count = (kind: string) => kinds.filter((seen) => seen === kind).length;
      if (
        count('hide') + count('show') + count('paste') > 0 ||
        count('focus') !== 2 ||
        count('keydown') !== 'AdaBremen'.length
      )
        throw new Error(`a frame of another origin left ${kinds.join(' ')}`);
    },
    expected: VERIFIED,
  },
  {
    name: 'two clients on one page',
    html: ({ meta }) => pageOf(meta + tag()),
    visit: async (hand) => {
      await hand.fill('#name', 'Ada');
      const second = await hand.evaluate(async () => {
        const page = window as unknown as {
          tellsign: { load(options: object): NonNullable<Window['tellsign']> };
        };
        const client = page.tellsign.load({
          engine: 'exact',
          privacy: 'full',
          consent: true,
          timeoutMs: 20_000,
        });
        const { degraded, token } = await client.assess({ action: 'checkout' });
        client.destroy();
        return { degraded, signed: token !== null };
      });
      if (second.degraded.length > 0 || !second.signed) throw new Error(`second client: ${second.degraded}`);
    },
    expected: VERIFIED,
  },
  {
    name: 'two script tags',
    html: ({ meta }) => pageOf(meta + tag() + tag()),
    expected: VERIFIED,
  },
  {
    name: 'single-page router: address pushed, form replaced',
    html: () => pageOf(tag(), '<main><a id="go" href="/checkout">Checkout</a></main>'),
    visit: async (hand) => {
      await hand.evaluate((form) => {
        document.querySelector('#go')?.addEventListener('click', (event) => {
          event.preventDefault();
          history.pushState(null, '', '/checkout');
          const main = document.querySelector('main');
          if (main) main.innerHTML = form;
        });
      }, FORM);
      await hand.click('#go');
      await hand.fill('#name', 'Ada');
      // And once more, as a framework that renders afresh.
      await hand.evaluate((form) => {
        const main = document.querySelector('main');
        if (main) main.innerHTML = form;
      }, FORM);
      await hand.fill('#name', 'Ada');
    },
    expected: VERIFIED,
  },
  {
    name: 'document.open over the page',
    html: ({ meta }) => pageOf(meta + tag()),
    visit: async (hand) => {
      await hand.fill('#name', 'Ada');
      await hand.evaluate((form) => {
        document.open();
        document.write(`<!doctype html><title>again</title>${form}`);
        document.close();
      }, FORM);
      await hand.fill('#name', 'Ada');
    },
    // Every listener is gone with the document; who asks still gets a verdict.
    expected: { payment: 'missing', degraded: [] },
  },
];
