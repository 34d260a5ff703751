import { checkOut } from '../check-out.ts';
import { scriptOf } from '../os/typing.ts';
import { onWindow } from '../os/window.ts';
import type { Actor } from '../stage.ts';

/** A script outside the browser: straight moves at one speed, clicks and evenly timed keys through the X server. */
export const xdotool: Actor = {
  name: 'xdotool',
  kind: 'tool',
  play: (stage) =>
    onWindow(stage, async ({ page, display }) => {
      const { random } = stage;
      const stepMs = random.pick([4, 8, 10, 16]);
      const speed = random.uniform(0.4, 2);
      const keyMs = random.integer(20, 150);
      let from: readonly [number, number] = [random.integer(100, 900), random.integer(150, 700)];
      const press = async (id: string) => {
        await page.$eval(`#${id}`, (element) => element.scrollIntoView({ block: 'center' }));
        const box = await page.locator(`#${id}`).boundingBox();
        if (!box) throw new Error(`no #${id}`);
        const top = await page.evaluate(() => window.screenY + window.outerHeight - window.innerHeight);
        const to = [box.x + box.width * random.uniform(0.3, 0.7), top + box.y + box.height / 2] as const;
        const steps = Math.max(2, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / speed / stepMs));
        const line = Array.from({ length: steps }, (_, i) => {
          const along = (i + 1) / steps;
          const at = [0, 1].map((axis) =>
            Math.round((from[axis] ?? 0) + along * ((to[axis] ?? 0) - (from[axis] ?? 0))),
          );
          return { at: i * stepMs, command: `mousemove ${at.join(' ')}` };
        });
        await display.play(
          `${scriptOf(line)}sleep ${random.uniform(0.02, 0.2).toFixed(3)}\nclick 1\nsleep 0.1\n`,
        );
        from = to;
      };
      await checkOut(stage, {
        press,
        async enter(id, text) {
          await press(id);
          await display.play(`type --delay ${keyMs} "${text}"\nsleep 0.05\n`);
        },
        async choose() {
          await display.play('key Tab\nsleep 0.1\nkey g\nsleep 0.1\n');
        },
        evaluate: (expression) => page.evaluate(expression),
      });
    }),
};
