import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LAUNCHER = '/usr/libexec/at-spi-bus-launcher';
const ROOT = '/org/a11y/atspi/accessible/root';
const ATSPI = 'org.a11y.atspi';

/**
 * Assistive technology as a browser meets it: acts through the accessibility API, never through a pointer.
 */
export interface Assistant {
  /** What a browser needs in order to be found on this bus. */
  readonly launch: {
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  };
  /** Activates the element of that id, as screen readers, voice control and switch scanners do. */
  activate(id: string): Promise<void>;
  /** Puts the focus there without activating it. */
  focus(id: string): Promise<void>;
  stop(): Promise<void>;
}

/** A session bus and AT-SPI of its own. Throws when they are not installed. */
export async function openAssistant(display: string): Promise<Assistant> {
  if (!existsSync(LAUNCHER)) throw new Error('AT-SPI is missing: apt-get install at-spi2-core dbus');
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const session = await firstLine(daemon);
  const env = { ...process.env, DISPLAY: display, DBUS_SESSION_BUS_ADDRESS: session };
  const launcher = spawn(LAUNCHER, ['--launch-immediately', '--a11y=1'], { env, stdio: 'ignore' });
  const address = await addressOf(session);
  const call = async (bus: string, path: string, method: string, ...values: readonly string[]) =>
    (
      await run('gdbus', [
        ...['call', '--address', address, '--dest', bus, '--object-path', path],
        ...['--method', `${ATSPI}.${method}`, ...values],
      ])
    ).stdout;
  const places = new Map<string, Place>();
  const find = async (id: string): Promise<Place> => {
    if (!places.has(id)) for (const [name, place] of await elementsOf(call)) places.set(name, place);
    const place = places.get(id);
    if (!place) throw new Error(`assistive technology does not see #${id}`);
    return place;
  };
  return {
    launch: {
      args: ['--force-renderer-accessibility'],
      env: { DBUS_SESSION_BUS_ADDRESS: session, ACCESSIBILITY_ENABLED: '1' },
    },
    async activate(id) {
      const { bus, path } = await find(id);
      await call(bus, path, 'Action.DoAction', '0');
    },
    async focus(id) {
      const { bus, path } = await find(id);
      await call(bus, path, 'Component.GrabFocus');
    },
    async stop() {
      await Promise.all([launcher, daemon].map(ended));
    },
  };
}

interface Place {
  readonly bus: string;
  readonly path: string;
}
type Call = (bus: string, path: string, method: string, ...values: readonly string[]) => Promise<string>;

/** Elements with an id in the documents that the browser shows. */
async function elementsOf(call: Call): Promise<Map<string, Place>> {
  const found = new Map<string, Place>();
  const walk = async ({ bus, path }: Place, inDocument: boolean): Promise<void> => {
    const children = await call(bus, path, 'Accessible.GetChildren').catch(() => '');
    for (const [, childBus = '', childPath = ''] of children.matchAll(
      /'(:[\d.]+)', (?:objectpath )?'([^']+)'/g,
    )) {
      const place = { bus: childBus, path: childPath };
      const document =
        inDocument || (await call(childBus, childPath, 'Accessible.GetRoleName')).includes('document web');
      if (document) {
        const attributes = await call(childBus, childPath, 'Accessible.GetAttributes').catch(() => '');
        const id = /'id': '([^']+)'/.exec(attributes)?.[1];
        if (id) found.set(id, place);
      }
      await walk(place, document);
    }
  };
  await walk({ bus: 'org.a11y.atspi.Registry', path: ROOT }, false);
  return found;
}

/** The bus that AT-SPI opened; it takes a moment to come up. */
async function addressOf(session: string): Promise<string> {
  const ask = ['call', '--address', session, '--dest', 'org.a11y.Bus', '--object-path', '/org/a11y/bus'];
  for (let attempt = 0; ; attempt += 1) {
    const answer = await run('gdbus', [...ask, '--method', 'org.a11y.Bus.GetAddress']).catch(() => null);
    const address = /'([^']+)'/.exec(answer?.stdout ?? '')?.[1];
    if (address) return address;
    if (attempt > 50) throw new Error('AT-SPI does not come up');
    await delay(100);
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output to read');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('dbus-daemon ended early');
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
