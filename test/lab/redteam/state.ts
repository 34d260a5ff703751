import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a run has finished so far, one file a unit of work, so that one that is cut short goes on there. */
export interface State {
  /** What an earlier run with the same key left of this unit, or null. */
  load<T>(unit: string, key: string): T | null;
  save(unit: string, key: string, value: unknown): void;
  /** Every unit whose name begins so, whatever its key. */
  all<T>(prefix: string): readonly Saved<T>[];
}

/** A unit of work that is done. */
export interface Saved<T> {
  readonly unit: string;
  readonly key: string;
  readonly value: T;
  /** When it was saved, Unix ms. */
  readonly savedMs: number;
}

/** What a unit's file has. */
type Content<T> = Pick<Saved<T>, 'key' | 'value'>;

export function openState(folder: string, { restart = false }: { readonly restart?: boolean } = {}): State {
  if (restart) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pathOf = (unit: string) => join(folder, `${unit.replace(/[^\w.-]+/g, '-')}.json`);
  const read = (path: string): Content<unknown> | null => {
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as Content<unknown>;
    } catch {
      return null; // no file, or one that a kill cut off: the unit is done again
    }
  };
  return {
    load<T>(unit: string, key: string): T | null {
      const saved = read(pathOf(unit));
      return saved?.key === key ? (saved.value as T) : null;
    },
    save(unit, key, value) {
      const path = pathOf(unit);
      writeFileSync(`${path}.part`, `${JSON.stringify({ key, value })}\n`);
      renameSync(`${path}.part`, path);
    },
    all<T>(prefix: string) {
      return readdirSync(folder)
        .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
        .sort()
        .flatMap((name) => {
          const path = join(folder, name);
          const saved = read(path);
          if (!saved) return [];
          const [unit, savedMs] = [name.slice(0, -'.json'.length), statSync(path).mtimeMs];
          return [{ unit, key: saved.key, value: saved.value as T, savedMs }];
        });
    },
  };
}
