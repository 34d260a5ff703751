import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { faultsOf } from './compile.ts';

const isBuilt = existsSync('dist/server.d.ts') && existsSync('dist-ort/index.d.ts');
const declarations = ['dist', 'dist-ort'].flatMap((folder) =>
  isBuilt
    ? readdirSync(folder, { recursive: true })
        .map((file) => join(folder, String(file)))
        .filter((file) => file.endsWith('.d.ts'))
    : [],
);
/** What a site writes; what tellsign answers never has an undefined member. */
const INPUT = /(Options|Request|Policy|Transaction)$/;

/** Optional members of input types that refuse `undefined` under `exactOptionalPropertyTypes`. */
function strictMembers(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node, name: string): void => {
    const within = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) ? node.name.text : name;
    if (ts.isPropertySignature(node) && node.questionToken && INPUT.test(name))
      if (!/\b(undefined|unknown)$/.test(node.type?.getText() ?? ''))
        found.push(`${file} ${name}.${node.name.getText()}`);
    ts.forEachChild(node, (child) => visit(child, within));
  };
  visit(source, '');
  return found;
}

describe.skipIf(!isBuilt)('the types that ship (need dist)', { timeout: 60_000 }, () => {
  it('let every option be undefined', () => {
    expect(declarations.flatMap(strictMembers)).toEqual([]);
  });

  it.each<[string, ts.CompilerOptions]>([
    ['strict, with exactOptionalPropertyTypes', { strict: true, exactOptionalPropertyTypes: true }],
    ['strict: false', { strict: false }],
  ])('compile without other packages under %s', (_, options) => {
    const module = ts.ModuleKind.NodeNext;
    const moduleResolution = ts.ModuleResolutionKind.NodeNext;
    expect(faultsOf(declarations, { module, moduleResolution, ...options })).toEqual([]);
  });
});
