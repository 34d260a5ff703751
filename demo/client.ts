import { readFile } from 'node:fs/promises';
import ts from 'typescript';

/** Modules of `demo/client` that pages may ask for. */
const MODULES = new Set(['inspect', 'panel', 'group', 'trace', 'bar', 'element']);

/** Gives the JavaScript of a page's module, or null when there is none of that name. Types are taken off once. */
export type ClientScripts = (name: string) => Promise<string | null>;

export function createClientScripts(): ClientScripts {
  const ready = new Map<string, Promise<string>>();
  return async (name) => {
    if (!MODULES.has(name)) return null;
    const script = ready.get(name) ?? transpile(name);
    ready.set(name, script);
    return script;
  };
}

async function transpile(name: string): Promise<string> {
  const source = await readFile(new URL(`./client/${name}.ts`, import.meta.url), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    fileName: `${name}.ts`,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  return outputText;
}
