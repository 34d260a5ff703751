import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * A virtual X screen with its own number; input sent to it is the operating system's, not the debugging
 * protocol's.
 */
export interface Display {
  /** Value for `DISPLAY`. */
  readonly name: string;
  /** Runs one xdotool script; resolves when its last command was carried out. */
  play(script: string): Promise<void>;
  stop(): Promise<void>;
}

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

/** Starts Xvfb on a number it picks itself. Throws when Xvfb is not installed. */
export async function openDisplay({ width, height }: ScreenSize): Promise<Display> {
  const xvfb = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const end = () => xvfb.kill();
  // A run that is broken off leaves no screen behind.
  process.once('exit', end);
  const number = await displayNumber(xvfb);
  const name = `:${number}`;
  return {
    name,
    play: (script) => play(name, script),
    async stop() {
      process.off('exit', end);
      if (xvfb.exitCode !== null) return;
      xvfb.kill();
      await once(xvfb, 'exit');
    },
  };
}

function displayNumber(xvfb: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    xvfb.once('error', (error) =>
      reject(new Error('Xvfb is not installed: apt-get install xvfb xdotool', { cause: error })),
    );
    xvfb.once('exit', (code) => reject(new Error(`Xvfb ended early with ${code}`)));
    xvfb.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()));
  });
}

/** Runs one xdotool script on the display of that name; resolves when its last command was carried out. */
export async function play(display: string, script: string): Promise<void> {
  const child = spawn('xdotool', ['-'], {
    env: { ...process.env, DISPLAY: display },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  child.stdin.end(script);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`xdotool ended with ${code}: ${stderr}`);
}
