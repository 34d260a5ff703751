import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface Measured {
  readonly output: string;
  /** Lines of progress. */
  readonly progress: number;
  readonly seconds: number;
  /** Processor time of all threads, its own start included. */
  readonly cpuSeconds: number;
  /** Most memory that it held. */
  readonly rssMb: number;
}

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Runs a program of the repository in a process of its own. @throws where it fails */
export async function measure(program: string, args: readonly string[]): Promise<Measured> {
  const startMs = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', new URL('usage.ts', import.meta.url).href, fileOf(program), ...args],
    { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const [output, errors, usage, code] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stderr as Readable),
    text(child.stdio[3] as Readable),
    new Promise<number | null>((resolve) => {
      child.on('exit', resolve);
    }),
  ]);
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${errors}`);
  const { cpuMs, rssMb } = JSON.parse(usage) as { readonly cpuMs: number; readonly rssMb: number };
  return {
    output,
    progress: errors.split('\n').filter((line) => line.includes('decisions read')).length,
    seconds: (performance.now() - startMs) / 1000,
    cpuSeconds: cpuMs / 1000,
    rssMb,
  };
}
