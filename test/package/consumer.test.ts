import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './compile.ts';

const isBuilt = existsSync('dist/server.d.ts') && existsSync('dist-ort/index.d.ts');
const NPM = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
const COMMON_JS = `
import { createVerifier, type VerifierOptions } from 'tellsign/server';
import { loadModel, model } from 'tellsign/server/model';
export const createShop = (options: VerifierOptions) => createVerifier(options);
export const load = () => loadModel(model.bytes, model.manifest);
`;
const STRICT: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
};
const NODE: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
};
const BUNDLER: ts.CompilerOptions = {
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

describe.skipIf(!isBuilt)('a site that installs the packages and nothing else (needs dist)', () => {
  let site = '';
  beforeAll(() => {
    site = mkdtempSync(join(tmpdir(), 'tellsign-consumer-'));
    for (const folder of ['.', './dist-ort'])
      execFileSync('npm', ['pack', folder, '--ignore-scripts', '--silent', '--pack-destination', site]);
    writeFileSync(join(site, 'package.json'), '{ "private": true, "type": "module" }');
    const packed = readdirSync(site).filter((name) => name.endsWith('.tgz'));
    execFileSync('npm', ['install', ...NPM, ...packed.map((name) => `./${name}`)], { cwd: site });
    mkdirSync(join(site, 'src'));
    cpSync('test/package/consumer', join(site, 'src'), { recursive: true });
    writeFileSync(join(site, 'src/commonjs.cts'), COMMON_JS);
    const [, code = ''] = /^```ts\n(.*?)^```/ms.exec(readFileSync('docs/ort.md', 'utf8')) ?? [];
    writeFileSync(join(site, 'src/ort.ts'), code);
  }, 60_000);
  afterAll(() => {
    rmSync(site, { recursive: true });
  });

  it('has nothing else: every peer is optional, and no types come along', () => {
    const installed = readdirSync(join(site, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed).toEqual(['tellsign', 'tellsign-ort']);
  });

  it.each<[string, ts.CompilerOptions, readonly string[]]>([
    ['as Node reads modules', { ...NODE, ...STRICT }, ['page.ts', 'server.ts', 'ort.ts', 'commonjs.cts']],
    ['as bundlers read modules', { ...BUNDLER, ...STRICT }, ['page.ts', 'server.ts', 'ort.ts']],
    ['without strict', { ...NODE, strict: false }, ['page.ts', 'server.ts', 'ort.ts', 'commonjs.cts']],
  ])('compiles, %s', { timeout: 60_000 }, (_, options, files) => {
    const sources = files.map((name) => join(site, 'src', name));
    expect(faultsOf(sources, options)).toEqual([]);
  });

  it('has a command that finds the files beside it', { timeout: 60_000 }, () => {
    const tellsign = (...args: string[]) =>
      JSON.parse(
        execFileSync('node_modules/.bin/tellsign', [...args, '--json'], { cwd: site, encoding: 'utf8' }),
      );
    expect(tellsign('copy', 'public/tellsign')).toMatchObject({ ok: true, path: '/tellsign' });
    expect(readFileSync(join(site, 'public/tellsign/worker.js'))).toEqual(readFileSync('dist/worker.js'));
    // Of `decide.js`, of `server/model.js`, and of the apps that the build put inside.
    cpSync('demo/policies/checkout.json', join(site, 'policy.json'));
    expect(tellsign('policy', 'check', 'policy.json')).toMatchObject({ ok: true, name: 'checkout' });
    expect(tellsign('verify', ...goodToken())).toMatchObject({ ok: true, codes: ['model_unknown'] });
    expect(tellsign('init', '--stack', 'express', '--dry-run')).toMatchObject({
      ok: true,
      steps: expect.arrayContaining([{ path: 'tellsign/routes.mjs', kind: 'create' }]),
    });
  });
});

/** A token of the protocol's vectors, and when it was good. */
function goodToken(): readonly string[] {
  const { now, cases } = JSON.parse(readFileSync('test/vectors/verdicts.json', 'utf8')) as {
    readonly now: number;
    readonly cases: readonly { readonly name: string; readonly tok?: string }[];
  };
  const { tok = '' } = cases.find(({ name }) => name === 'another key revoked') ?? {};
  return [tok, '--at', new Date(now * 1000).toISOString()];
}
