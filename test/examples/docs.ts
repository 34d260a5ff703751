import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes every TypeScript block (`ts`, `tsx`) of a page that begins with `// path` to that path below the
 * folder; the paths.
 */
export function extractBlocks(page: string, folder: string): readonly string[] {
  rmSync(folder, { recursive: true, force: true });
  const blocks = [...readFileSync(page, 'utf8').matchAll(/```tsx?\n\/\/ (\S+\.tsx?)\n([\s\S]*?)```/g)];
  return blocks.map(([, path = '', code = '']) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
    return path;
  });
}
