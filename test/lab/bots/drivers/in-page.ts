import type { Page } from 'playwright-core';
import { assignment } from '../assignment.ts';
import { carryOut } from '../carry-out.ts';
import type { Actor, Hands, Stage } from '../stage.ts';
import { onPage } from './on-page.ts';

const clicking = (id: string) => `document.getElementById('${id}').click()`;

/** Code in the page, as an injected script or an extension runs it; the driver only carries it there. */
const script = (name: string, act: (stage: Stage, page: Page) => Pick<Hands, 'enter' | 'press'>): Actor => ({
  name,
  kind: 'tool',
  play: (stage) =>
    onPage(stage, (page) => {
      const { enter, press } = act(stage, page);
      return carryOut(stage, {
        enter,
        press,
        async choose(id, value) {
          await page.evaluate(assignment(id, value));
        },
        async shown(id) {
          await page.waitForSelector(`#${id}`);
        },
      });
    }),
});

/** Text, because a function's helpers would not travel to the page with it. */
const travelling = (id: string, { steps, stepMs }: { steps: number; stepMs: number }) => `(async () => {
  const target = document.getElementById('${id}');
  target.scrollIntoView({ block: 'center' });
  const box = target.getBoundingClientRect();
  const from = window.labPointer ?? [0, 0];
  const to = [box.x + box.width / 2, box.y + box.height / 2];
  const tell = (kind, type, [clientX, clientY], buttons) =>
    (document.elementFromPoint(clientX, clientY) ?? document.body).dispatchEvent(new window[kind](type, {
      bubbles: true, cancelable: true, composed: true, clientX, clientY, buttons, pointerType: 'mouse', isPrimary: true }));
  for (let step = 1; step <= ${steps}; step += 1) {
    const at = from.map((start, axis) => start + (to[axis] - start) * step / ${steps});
    tell('PointerEvent', 'pointermove', at, 0);
    tell('MouseEvent', 'mousemove', at, 0);
    await new Promise((done) => setTimeout(done, ${stepMs}));
  }
  window.labPointer = to;
  tell('PointerEvent', 'pointerdown', to, 1);
  tell('MouseEvent', 'mousedown', to, 1);
  target.focus();
  tell('PointerEvent', 'pointerup', to, 0);
  tell('MouseEvent', 'mouseup', to, 0);
})()`;

const typing = (id: string, text: string, gapMs: number) => `(async () => {
  const control = document.getElementById('${id}');
  for (const key of ${JSON.stringify(text)}) {
    const code = /[a-z]/i.test(key) ? 'Key' + key.toUpperCase() : /[0-9]/.test(key) ? 'Digit' + key : '';
    control.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
    control.value += key;
    control.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: key }));
    await new Promise((done) => setTimeout(done, ${gapMs} * (0.4 + Math.random())));
    control.dispatchEvent(new KeyboardEvent('keyup', { key, code, bubbles: true }));
  }
  control.dispatchEvent(new Event('change', { bubbles: true }));
})()`;

export const inPage: readonly Actor[] = [
  script('in-page-events', (stage, page) => {
    const pauseMs = stage.random.logUniform(1, 800);
    stage.tell({ pauseMs });
    const pause = () => page.waitForTimeout(pauseMs * stage.random.uniform(0.5, 1.5));
    return {
      async enter(id, text) {
        await page.evaluate(assignment(id, text));
        await pause();
      },
      async press(id) {
        await page.evaluate(clicking(id));
        await pause();
      },
    };
  }),
  script('in-page-submit', (stage, page) => {
    // As a person needs seconds for the form, the script waits, too.
    const waitMs = stage.random.uniform(200, 4000);
    const { id: submit } = stage.task.submit;
    stage.tell({ waitMs });
    let waited = false;
    return {
      async enter(id, text) {
        if (!waited) await page.waitForTimeout(waitMs);
        waited = true;
        await page.evaluate(assignment(id, text));
      },
      async press(id) {
        await page.evaluate(
          id === submit
            ? `{ const form = document.querySelector('form[data-tellsign]'); form ? form.requestSubmit() : ${clicking(id)}; }`
            : clicking(id),
        );
      },
    };
  }),
  script('in-page-imitation', (stage, page) => {
    const { random } = stage;
    const steps = random.integer(5, 60);
    const stepMs = random.integer(2, 20);
    const gapMs = random.logUniform(5, 150);
    stage.tell({ steps, stepMs, gapMs });
    return {
      async enter(id, text) {
        await page.evaluate(travelling(id, { steps, stepMs }));
        await page.evaluate(typing(id, text, gapMs));
      },
      async press(id) {
        await page.evaluate(travelling(id, { steps, stepMs }));
        await page.evaluate(clicking(id));
      },
    };
  }),
];
