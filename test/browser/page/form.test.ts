import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { html, type Route } from '../../setup/site.ts';
import { launch, logOf, openPageSite } from './stage.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(() => page.close());

/** Answers with what was posted. */
const echo: Route = async (request) =>
  html(`<pre>${JSON.stringify([...(await request.formData())])}</pre>`)(request);
const posted = async (): Promise<[string, string][]> =>
  JSON.parse((await page.locator('pre').textContent()) ?? '[]') as [string, string][];

type Settings = NonNullable<Parameters<typeof openPageSite>[1]>;
async function onForm(
  form: string,
  settings: Settings,
  act: (origin: string) => Promise<void>,
): Promise<void> {
  const site = await openPageSite(form, { ...settings, routes: { '/pay': echo, ...settings.routes } });
  try {
    await page.goto(site.origin);
    await act(site.origin);
  } finally {
    await site.stop();
  }
}
const FORM = `<form data-tellsign="checkout" data-tellsign-tx-amount="4999" method="post" action="/pay">
  <input name="name" required><button name="how" value="card">Pay</button></form>`;
const TAG = '';

describe('protected form', () => {
  it('goes out once, with its button and its token', async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.dblclick('button');
      expect(await posted()).toEqual([
        ['name', 'Ada'],
        ['how', 'card'],
        ['tellsign-token', 'token-1'],
      ]);
    });
  });

  it('asks for the verdict of its own action and transaction', async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.evaluate(() =>
        document.querySelector('form')?.addEventListener('submit', (event) => event.preventDefault()),
      );
      await page.fill('[name=name]', 'Ada');
      await page.keyboard.press('Enter');
      await page.waitForSelector('input[name=tellsign-token]', { state: 'attached' });
      expect((await logOf(page)).requests).toMatchObject([
        { action: 'checkout', transaction: { amount: '4999' } },
      ]);
    });
  });

  it("runs the page's own handler once, with the token in place", async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.evaluate(() => {
        const tokens: unknown[] = [];
        Object.assign(globalThis, { tokens });
        document.querySelector('form')?.addEventListener('submit', (event) => {
          event.preventDefault();
          tokens.push(new FormData(event.currentTarget as HTMLFormElement).get('tellsign-token'));
        });
      });
      await page.fill('[name=name]', 'Ada');
      for (const token of ['token-1', 'token-2']) {
        await page.click('button');
        await page.waitForFunction(
          (wanted) => (globalThis as { tokens?: unknown[] }).tokens?.at(-1) === wanted,
          token,
        );
      }
      expect(await page.evaluate(() => (globalThis as { tokens?: unknown[] }).tokens)).toEqual([
        'token-1',
        'token-2',
      ]);
    });
  });

  it('survives fields named like its methods', async () => {
    const form = FORM.replace(
      '<button',
      '<input name="requestSubmit"><input name="submit"><input name="append"><input name="getAttribute"><input name="matches"><input name="querySelector"><button',
    );
    await onForm(form, { tag: TAG }, async () => {
      // Playwright itself does not survive this form.
      await page.evaluate(() => {
        (document.querySelector('[name=name]') as HTMLInputElement).value = 'Ada';
        document.querySelector('button')?.click();
      });
      expect((await posted()).map(([name]) => name)).toContain('tellsign-token');
    });
  });

  it('goes out although its button has left', async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.evaluate(() => {
        document.querySelector('form')?.addEventListener('formdata', () => {});
        addEventListener('submit', () => document.querySelector('button')?.remove(), {
          capture: true,
          once: true,
        });
        const button = document.querySelector('button');
        button?.click();
        button?.remove();
      });
      expect(await posted()).toEqual([
        ['name', 'Ada'],
        ['tellsign-token', 'token-1'],
      ]);
    });
  });

  it.each<[string, string, Settings]>([
    [
      'the worker is missing',
      'worker_unavailable',
      { routes: { '/tellsign/worker.js': () => new Response('no', { status: 404 }) } },
    ],
    ['the worker is HTML', 'worker_unavailable', { routes: { '/tellsign/worker.js': html('<p>login</p>') } }],
    [
      'the worker dies at start',
      'worker_unavailable',
      {
        routes: {
          '/tellsign/worker.js': () =>
            new Response('throw 1', { headers: { 'content-type': 'text/javascript' } }),
        },
      },
    ],
    [
      'the worker says nothing',
      'worker_timeout',
      {
        tag: `${TAG} data-timeout-ms="200"`,
        routes: {
          '/tellsign/worker.js': () => new Response('', { headers: { 'content-type': 'text/javascript' } }),
        },
      },
    ],
    [
      'CSP forbids workers',
      'worker_unavailable',
      { headers: { 'content-security-policy': "worker-src 'none'" } },
    ],
    ['it is off', 'off', { tag: 'data-privacy="off"' }],
  ])('goes out with an empty token when %s, and says %s', async (_, hint, settings) => {
    await onForm(FORM, settings, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.click('button');
      expect(await posted()).toEqual([
        ['name', 'Ada'],
        ['how', 'card'],
        ['tellsign-token', ''],
        ['tellsign-hint', hint],
      ]);
    });
  });

  it('leaves other forms alone', async () => {
    await onForm(FORM.replace('data-tellsign="checkout"', ''), { tag: TAG }, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.click('button');
      expect(await posted()).toEqual([
        ['name', 'Ada'],
        ['how', 'card'],
      ]);
    });
  });

  it('goes out as it is when the page broke what it takes to read it', async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.evaluate('globalThis.FormData = function () { throw new Error("no"); }');
      await page.click('button');
      expect(await posted()).toEqual([...ORDER, TOKEN]);
    });
  });

  it('leaves an invalid form to the browser', async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.click('button');
      expect((await logOf(page)).requests).toEqual([]);
    });
  });

  it('leaves by its deadline when the client never answers', async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      // Text, because a test runner rewrites an import that it sees.
      await page.evaluate(`import('/tellsign/index.js').then(({ guardForms }) => {
        tellsign.destroy();
        guardForms({ assess: () => new Promise(() => {}), settings: { timeoutMs: 100, debug: false } });
      })`);
      await page.fill('[name=name]', 'Ada');
      await page.click('button');
      expect(await posted()).toEqual([...ORDER, ['tellsign-token', ''], ['tellsign-hint', 'timeout']]);
    });
  });
});

/** What arrives of `FORM` but for the token. */
const ORDER = [
  ['name', 'Ada'],
  ['how', 'card'],
];
const TOKEN = ['tellsign-token', expect.stringMatching(/^token-/)];

const RELATIVE = FORM.replace('/pay', 'pay');

/** Runs in the page right after the press, before the form is released. */
async function pressAnd(act: string): Promise<void> {
  await page.fill('[name=name]', 'Ada');
  await page.evaluate((code) => {
    const run = () => setTimeout(() => new Function(code)());
    document.querySelector('button')?.addEventListener('click', run, { once: true });
  }, act);
  await page.click('button');
}

describe('what the visitor submitted goes out whatever the page does after the press', () => {
  const stopTimers = 'for (let id = setTimeout(() => {}); id > 0; id--) clearTimeout(id);';
  it.each([
    ['switches everything off', 'for (const e of document.forms[0].elements) e.disabled = true'],
    ['switches the button off', 'document.querySelector("button").disabled = true'],
    ['empties the fields', 'for (const e of document.forms[0].querySelectorAll("input")) e.value = ""'],
    ['removes a field', 'document.querySelector("[name=name]").remove()'],
    ['removes the button', 'document.querySelector("button").remove()'],
    ['adds a field', 'document.forms[0].insertAdjacentHTML("beforeend", "<input name=late value=1>")'],
    ['replaces the form', 'document.forms[0].outerHTML = document.forms[0].outerHTML'],
    ['removes the form', 'document.forms[0].remove()'],
    [
      'moves the form',
      'document.body.append(document.createElement("main")); document.querySelector("main").append(document.forms[0])',
    ],
    ['empties the page', 'document.body.innerHTML = "<p>Thank you"'],
    ['sends it elsewhere', 'document.forms[0].action = "/nowhere"; document.forms[0].method = "get"'],
    ['shows another address', 'history.pushState(null, "", "/deep/er")'],
    ['sets another base', 'document.head.insertAdjacentHTML("beforeend", "<base href=/deep/>")'],
    [
      'moves the button out and makes it another',
      'const b = document.querySelector("button"); document.body.append(b); b.setAttribute("formaction", "/nowhere")',
    ],
    [
      'replaces the form and presses the new button',
      'document.forms[0].outerHTML = document.forms[0].outerHTML; document.querySelector("button").click()',
    ],
    ['keeps the form in a fragment', 'new DocumentFragment().append(document.forms[0])'],
    ['opens the document afresh', 'document.open()'],
    ['goes elsewhere', 'location.href = "/elsewhere"'],
    ['makes the button another', 'document.querySelector("button").setAttribute("formaction", "/nowhere")'],
    ['stops its timers', `${stopTimers} globalThis.setTimeout = () => 0;`],
    ['presses once more', 'document.querySelector("button").click()'],
    ['submits by script', 'document.forms[0].requestSubmit()'],
  ])('%s', async (_, act) => {
    const arrived: unknown[] = [];
    const pay: Route = async (request) => {
      // A page that is left has no token.
      const entries = [...(await request.formData())];
      arrived.push(entries.filter(([name]) => name !== 'tellsign-hint'));
      return html('paid')(request);
    };
    await onForm(
      RELATIVE,
      { tag: TAG, routes: { '/pay': pay, '/elsewhere': html('elsewhere') } },
      async () => {
        await pressAnd(act);
        await page.getByText(/^(paid|elsewhere)$/).waitFor();
        await expect.poll(() => arrived).toEqual([[...ORDER, ['tellsign-token', expect.any(String)]]]);
      },
    );
  });

  it('with the button’s own action, to a window of its own, with files', async () => {
    const form = `<form data-tellsign="checkout" method="post" action="/nowhere" enctype="multipart/form-data">
      <input type="file" name="file"><button name="how" value="x" formaction="/files" formtarget="_blank">Pay</button></form>`;
    const files: Route = async (request) => {
      const data = await request.formData();
      const file = data.get('file') as File;
      return html(`<pre>${JSON.stringify([file.name, await file.text(), data.get('how')])}</pre>`)(request);
    };
    await onForm(form, { tag: TAG, routes: { '/files': files } }, async () => {
      await page.setInputFiles('input', {
        name: 'a.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('hello'),
      });
      const opened = page.context().waitForEvent('page');
      await page.click('button');
      const text = await (await opened).locator('pre').textContent();
      expect(JSON.parse(text ?? '')).toEqual(['a.txt', 'hello', 'x']);
    });
  });
});

describe('a script of the page that sends the form itself', () => {
  const SEND = `event.preventDefault();
    const form = event.target;
    const entries = [...form.elements].filter((e) => e.name && !e.matches(':disabled')).map((e) => [e.name, e.value]);
    fetch('/pay', { method: 'POST', body: new URLSearchParams(entries) });`;
  const LATE = `document.addEventListener('submit', (event) => { ${SEND} })`;

  /** What arrived by fetch once the form was pressed and the page did `act`. */
  async function sent(form: string, { before = '', act = '' }): Promise<readonly unknown[]> {
    const arrived: unknown[] = [];
    let isOver = () => {};
    const over = new Promise<void>((resolve) => {
      isOver = resolve;
    });
    const pay: Route = async (request) => {
      arrived.push([...(await request.formData())]);
      isOver();
      return new Response('');
    };
    // The page's own first script: it listens before the guard does.
    await onForm(`<script>${before}</script>${form}`, { tag: TAG, routes: { '/pay': pay } }, async () => {
      await pressAnd(act);
      await over;
      await page.waitForFunction(() => {
        const [form] = document.forms;
        const mark =
          form &&
          Object.getOwnPropertySymbols(form).find((symbol) => symbol.description === 'tellsign.press');
        return !mark || Reflect.get(form, mark) !== 'held';
      });
      // What the page still had to send is there before this answer.
      await page.evaluate(() => fetch('/'));
    });
    return arrived;
  }

  it.each([
    ['switched the controls off', 'for (const e of document.forms[0].elements) e.disabled = true'],
    ['emptied them', 'for (const e of document.forms[0].querySelectorAll("input")) e.value = ""'],
    ['reset the form', 'document.forms[0].reset()'],
    ['took the form away', 'document.forms[0].remove()'],
  ])('reads what was pressed though the page %s', async (_, act) => {
    expect(await sent(FORM, { before: LATE, act })).toEqual([[...ORDER, TOKEN]]);
  });

  it.each([
    ['took it and then all of the page away', 'document.forms[0].remove(); document.body.innerHTML = ""'],
    ['took away what stands around it', 'document.forms[0].parentNode.remove()'],
    [
      'took it away piece by piece',
      'document.forms[0].parentNode.remove(); document.querySelector("main").remove()',
    ],
  ])('reads what was pressed around the form though the page %s', async (_, act) => {
    const listen = `<script>document.querySelector('main').addEventListener('submit', (event) => { ${SEND} })</script>`;
    const form = `<main><div>${FORM.replace('/pay', '/nowhere')}</div></main>${listen}`;
    expect(await sent(form, { act })).toEqual([[...ORDER, TOKEN]]);
  });

  it('sends once though the page dispatches a submit event while the form is held', async () => {
    const act =
      'document.forms[0].dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }))';
    expect(await sent(FORM, { before: LATE, act })).toEqual([[...ORDER, TOKEN]]);
  });

  it('leaves the controls as the page has them', async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.evaluate('addEventListener("submit", (event) => event.preventDefault())');
      await pressAnd(
        'document.querySelector("[name=name]").value = "Eve"; document.querySelector("button").disabled = true',
      );
      await page.waitForSelector('input[name=tellsign-token]', { state: 'attached' });
      const now =
        'Promise.resolve([document.querySelector("[name=name]").value, document.querySelector("button").disabled])';
      expect(await page.evaluate(now)).toEqual(['Eve', true]);
    });
  });

  it('sends once though it listens before the guard does', async () => {
    const before = `addEventListener('submit', (event) => { ${SEND} }, true)`;
    expect(await sent(FORM, { before })).toEqual([ORDER]);
  });

  it.each([
    ['removed', 'form.remove()'],
    ['moved', 'document.documentElement.append(form)'],
  ])('puts no field of a %s form into the page’s address when its handler has gone, too', async (_, act) => {
    const form = FORM.replace('method="post" action="/pay"', 'onsubmit="return false"');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).search));
    await onForm(form, { tag: TAG }, async () => {
      await pressAnd(`const form = globalThis.form = document.forms[0]; form.onsubmit = null; ${act}`);
      const isReleased = () =>
        Reflect.get(globalThis, 'form')?.querySelector('[name=tellsign-token]') instanceof HTMLElement;
      await page.waitForFunction(isReleased);
      await page.evaluate(() => fetch('/'));
      expect(asked.filter((search) => search !== '')).toEqual([]);
    });
  });
});

describe('a form that several hold', () => {
  /** How often the endpoint was asked for a nonce. */
  async function withNonces(form: string, act: () => Promise<void>): Promise<number> {
    let asked = 0;
    const nonce: Route = () => {
      asked++;
      return new Response('', { status: 404 });
    };
    await onForm(form, { tag: TAG, routes: { '/tellsign/nonce': nonce } }, act);
    return asked;
  }
  const guards: [string, string][] = [
    ['a module beside the script tag', 'const c = m.load(); m.guardForms(c)'],
    ['two guards of one client', 'const c = m.load(); m.guardForms(c); m.guardForms(c, document)'],
    [
      'a guard each of two copies',
      'm.guardForms(m.load()); const n = await import("/tellsign/index.js?copy"); n.guardForms(n.load(), document)',
    ],
    ['a guard mounted on every move', 'for (let i = 0; i < 5; i++) m.guardForms(tellsign, document.body)'],
  ];
  it.each(guards)('goes out once with %s', async (_, code) => {
    const asked = await withNonces(FORM, async () => {
      await page.evaluate(
        (body) =>
          new Function(`return (async () => { const m = await import('/tellsign/index.js'); ${body} })()`)(),
        code,
      );
      await page.fill('[name=name]', 'Ada');
      await page.click('button');
      expect(await posted()).toEqual([...ORDER, TOKEN]);
    });
    expect(asked).toBe(1);
  });

  it.each([
    ['at once', 0],
    ['after two seconds', 2_000],
  ])('goes out once though another script holds it and submits it again %s', async (_, ms) => {
    const asked = await withNonces(FORM, async () => {
      await page.evaluate((delay) => {
        let isPassed = false;
        document.addEventListener('submit', (event) => {
          if (isPassed) return;
          event.preventDefault();
          setTimeout(() => {
            isPassed = true;
            (event.target as HTMLFormElement).requestSubmit((event as SubmitEvent).submitter);
          }, delay);
        });
      }, ms);
      await page.fill('[name=name]', 'Ada');
      await page.click('button');
      expect(await posted()).toEqual([...ORDER, TOKEN]);
    });
    expect(asked).toBe(1);
  });
});

describe('a form whose button stands outside, replaced while it is held', () => {
  it('goes out once another script, which held it too, clicks the button again', async () => {
    const form = `<form id="order" data-tellsign="checkout" method="post" action="/pay"><input name="name">
      </form><button form="order" name="how" value="card">Pay</button>`;
    const vendor = `<script>document.forms[0].addEventListener('submit', (event) => {
      event.preventDefault();
      setTimeout(() => event.submitter.click());
    })</script>`;
    await onForm(form + vendor, { tag: TAG }, async () => {
      await pressAnd('document.forms[0].replaceWith(document.forms[0].cloneNode(true))');
      expect(await posted()).toEqual([...ORDER, TOKEN]);
    });
  });
});

describe('a script that stops every submission before the guard sees it', () => {
  it('and submits again brings the form out once', async () => {
    let arrived = 0;
    const pay: Route = async (request) => {
      arrived++;
      return echo(request);
    };
    const vendor = `<script>
      let isPassing = false;
      addEventListener('submit', (event) => {
        if (isPassing) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        setTimeout(() => {
          isPassing = true;
          event.target.requestSubmit(event.submitter);
          isPassing = false;
        }, 100);
      }, true);
    </script>`;
    await onForm(vendor + FORM, { tag: TAG, routes: { '/pay': pay } }, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.click('button');
      expect(await posted()).toEqual([...ORDER, TOKEN]);
    });
    expect(arrived).toBe(1);
  });
});

describe('a page whose markup has the names of the client', () => {
  it.each([
    ['an id', '<div id="tellsign"></div>'],
    ['a frame’s name', '<iframe name="tellsign"></iframe>'],
    ['another form’s name', '<form name="tellsign"><input name="assess"></form>'],
    ['that of the running script', '<img name="currentScript">'],
  ])('in %s gets its token', async (_, markup) => {
    await onForm(`${markup}${FORM}`, { tag: TAG }, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.click('button');
      expect(await posted()).toEqual([...ORDER, TOKEN]);
    });
  });

  it('and foreign attributes on the script tag gets its token', async () => {
    const tag =
      'data-cfasync="false" data-turbo-track="reload" data-cookieconsent="necessary" data-no-optimize';
    await onForm(FORM, { tag }, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.click('button');
      expect(await posted()).toEqual([...ORDER, TOKEN]);
    });
  });
});

describe('a guarded form that leaves without having been held', () => {
  it.each([
    ['is told of with debug', 'data-debug', true],
    ['is not mentioned without', '', false],
  ])('%s', async (_, tag, isTold) => {
    const lines: string[] = [];
    page.on('console', (message) => lines.push(`${message.type()} ${message.text()}`));
    await onForm(FORM, { tag }, async () => {
      await page.fill('[name=name]', 'Ada');
      await expect.poll(() => lines.some((line) => line.includes('covers 1 guarded'))).toBe(isTold);
      await page.evaluate(() => document.forms[0]?.submit());
      const hint = isTold ? [['tellsign-hint', 'form_unheld']] : [];
      expect(await posted()).toEqual([['name', 'Ada'], ...hint]);
      const unheld = lines.filter((line) =>
        line.startsWith('warning tellsign form_unheld: form[action="/pay"]'),
      );
      expect(unheld).toHaveLength(isTold ? 1 : 0);
    });
  });
});
