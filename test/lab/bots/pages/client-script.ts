import { readFile } from 'node:fs/promises';
import ts from 'typescript';

/** A module of `pages/client` as the browser takes it: types off. */
export async function clientScript(name: string): Promise<string> {
  const source = await readFile(new URL(`./client/${name}.ts`, import.meta.url), 'utf8');
  return ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  }).outputText;
}
