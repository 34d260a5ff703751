import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../src/cli/run.ts';
import { commandIo } from '../../../tools/command-io.ts';
import { shippedModel } from '../../fuzz/source.ts';

/** What a call printed, and how it ended. */
export interface Called {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly stdin?: string | null;
  readonly dist?: string;
  readonly nowMs?: number;
  readonly fetch?: typeof fetch;
  readonly env?: Readonly<Record<string, string>>;
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'tellsign-cli-'));

/** What the build puts into the command line: the files of an app, without its `package.json`. */
export async function readApp(name: string): Promise<Readonly<Record<string, string>>> {
  const root = join('examples/apps', name);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(root, path)).isFile() && path !== 'package.json');
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Calls the command line as a shell would. */
export async function call(args: readonly string[], around: Surroundings = {}): Promise<Called> {
  const { cwd = newFolder(), stdin = null, dist = join(process.cwd(), 'dist'), nowMs, env = {} } = around;
  const { fetch: given = fetch } = around;
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, {
    ...commandIo({ print: (line) => void out.push(line), complain: (line) => void err.push(line) }),
    ...{ cwd, env, dist, fetch: given, loadModel: shippedModel, loadApp: readApp },
    now: () => nowMs ?? Date.now(),
    readStdin: async () => stdin,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The same with `--json`, parsed. */
export async function callJson(args: readonly string[], around?: Surroundings) {
  const { code, out } = await call([...args, '--json'], around);
  return { code, data: JSON.parse(out) as Readonly<Record<string, unknown>> };
}
