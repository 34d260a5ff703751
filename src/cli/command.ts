import type { loadModel, loadRelease, Model } from '../server/model/index.ts';

/** What `tellsign/server/model` opens a site's own models with. */
export interface ServerModel {
  readonly loadModel: (bytes: Uint8Array, manifest: unknown) => ReturnType<typeof loadModel>;
  readonly loadRelease: typeof loadRelease;
}

/** What a command may use of the world. */
export interface Io {
  /** Absolute folder that relative paths begin at. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** All of standard input, or null where a person sits at it. */
  readonly readStdin: () => Promise<string | null>;
  readonly fetch: typeof fetch;
  /** Folder of the built files: worker, runtime, hashes. */
  readonly dist: string;
  /** The model of this package. */
  readonly loadModel: () => Promise<Model>;
  readonly loadServerModel: () => Promise<ServerModel>;
  /** The trees that score single strokes, as JSON: a release says for which it was trained. */
  readonly strokeTrees: string;
  /** A package that the site installed, such as the driver of its database. */
  readonly importPackage: (name: string) => Promise<unknown>;
  /** Files of an app in `examples/apps`, by path. */
  readonly loadApp: (name: string) => Promise<Readonly<Record<string, string>>>;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** An option as `parseArgs` takes it, and as help shows it. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** What stands for the value in help, such as `FILE`. */
  readonly value?: string;
  readonly about: string;
}

/** Arguments of one call, read. */
export interface Given {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

/** What a command came to. */
export interface Report {
  /** False: something is wrong with what was looked at, and the exit code is 1. */
  readonly ok: boolean;
  /** Plain sentences for people. */
  readonly lines: readonly string[];
  /** The same for programs; `command` and `ok` are added. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** One row of the table of commands. */
export interface Command {
  /** One sentence. */
  readonly about: string;
  /** Positional arguments, as `<url>` or, where it may be left out, `[file]`. */
  readonly takes: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  run(given: Given, io: Io): Promise<Report>;
}
