import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { CHROMIUM_ARGS, findChromium, findProgram } from '../../setup/chromium.ts';
import { checkOut } from '../check-out.ts';
import type { Actor } from '../stage.ts';

/** W3C WebDriver §12.2: key of an element reference. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** WebDriver's commands over chromedriver: what Selenium's `sendKeys` and `click` send. */
export const webdriver: Actor = {
  name: 'selenium',
  kind: 'tool',
  note: 'the WebDriver commands Selenium sends, without its client library',
  async play(stage) {
    const program = findProgram('chromedriver');
    if (program === null) throw new Error('chromedriver is not installed: apt-get install chromium-driver');
    const server = spawn(program, ['--port=0'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const send = client(await origin(server));
    try {
      const { sessionId } = (await send('POST', '/session', {
        capabilities: {
          alwaysMatch: {
            'goog:chromeOptions': {
              binary: findChromium(),
              args: [...CHROMIUM_ARGS, '--headless=new', '--window-size=1280,900'],
            },
          },
        },
      })) as { sessionId: string };
      const at = `/session/${sessionId}`;
      const find = async (value: string) =>
        ((await send('POST', `${at}/element`, { using: 'css selector', value })) as Record<string, string>)[
          ELEMENT
        ];
      const press = async (selector: string) => {
        await send('POST', `${at}/element/${await find(selector)}/click`, {});
      };
      await send('POST', `${at}/url`, { url: stage.url });
      await checkOut(stage, {
        async enter(id, text) {
          await send('POST', `${at}/element/${await find(`#${id}`)}/value`, { text });
        },
        choose: (id, value) => press(`#${id} option[value="${value}"]`),
        press: (id) => press(`#${id}`),
        evaluate: (script) => send('POST', `${at}/execute/sync`, { script: `return ${script}`, args: [] }),
      });
      await send('DELETE', at);
    } finally {
      server.kill();
      if (server.exitCode === null) await once(server, 'exit');
    }
  },
};

function origin(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`chromedriver ended with ${code}`)));
    server.stdout?.on('data', (data: Buffer) => {
      const port = /started successfully on port (\d+)/.exec(data.toString())?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
  });
}

const client =
  (base: string) =>
  async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(base + path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = (await answer.json()) as { value: { error?: string; message?: string } };
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
