import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FILE = 'dist/THIRD-PARTY-NOTICES';
const filesIn = (folder: string, extension: string) =>
  readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith(extension));

/** Packages that a file of the product names in an `import`, without imports of types alone. */
const imported = new Set(
  [...filesIn('src', '.ts'), ...filesIn('worker', '.ts')]
    .flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/^import (?!type )[^;]* from '([^.'][^']*)';$/gm),
    ])
    .map(([, name = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? '')
    .filter((name) => !/^(virtual:|node:|react$|hono$)/.test(name)),
);

describe.skipIf(!existsSync(FILE))('the notices of third parties (need dist)', () => {
  it.each([...imported])('have the licence of %s', (name) => {
    const [, notice = ''] = readFileSync(FILE, 'utf8').split(new RegExp(`^${name} \\d.*$`, 'm'));
    expect(notice).toMatch(/^\s+-+\s+[\s\S]*(Apache License|Licensed under the Apache License|MIT License)/);
  });

  it('are of more than one package', () => {
    expect([...imported].sort()).toEqual([
      '@marcbachmann/cel-js',
      'comlink',
      'csv-parse',
      'idb-keyval',
      'ipaddr.js',
      'onnxruntime-web',
      'valibot',
    ]);
  });
});

describe('the package', () => {
  it('needs nothing else at run time', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies?: object };
    expect(dependencies).toBeUndefined();
  });

  it.skipIf(!existsSync(FILE))('has types that import nothing that is not installed', () => {
    const foreign = filesIn('dist', '.d.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:^[^*\n]* from |import\()'([^.'][^']*)'/gm)].map(
        ([, name]) => `${file} ${name}`,
      ),
    );
    // Who mounts the console has hono.
    expect(foreign.filter((one) => one !== 'dist/console.d.ts hono')).toEqual([]);
  });
});
