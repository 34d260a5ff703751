import { readFile } from 'node:fs/promises';
import ts from 'typescript';

/** Gives the JavaScript of a module in `demo/client`, or null when there is none. Each is transpiled once. */
export type ClientScripts = (name: string) => Promise<string | null>;

const NAME = /^[a-z]{1,20}$/;

export function createClientScripts(): ClientScripts {
  const ready = new Map<string, string>();
  return async (name) => {
    const known = ready.get(name);
    if (known !== undefined || !NAME.test(name)) return known ?? null;
    const source = await readFile(new URL(`./client/${name}.ts`, import.meta.url), 'utf8').catch(() => null);
    if (source === null) return null;
    const script = transpile(name, source);
    ready.set(name, script);
    return script;
  };
}

function transpile(name: string, source: string): string {
  const { outputText } = ts.transpileModule(source, {
    fileName: `${name}.ts`,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  // A browser finds no packages by name: the demo serves what this one exports under /tellsign/.
  return outputText.replace(/'tellsign\/(\w+)'/, "'/tellsign/$1.js'");
}
