/**
 * One stack as a developer would use it: a lock file, the pages that were followed, and how the site is run.
 */
export interface Stack {
  readonly name: string;
  /** Folder of `test/bundlers/locks`. */
  readonly lock: string;
  /** Pages of `docs/integrate`, without `.md`; `page#Heading` is one section of it. */
  readonly pages: readonly string[];
  /** Instead of pages: a folder of `examples/apps`. */
  readonly app?: string;
  /** The app is written by `tellsign init`, from the package, and not copied. @default false */
  readonly isInit?: boolean;
  readonly mode: 'production' | 'development';
  /** Folders of programs that the packages bring, below `node_modules`. @default none */
  readonly programs?: readonly string[];
  /** No file of onnxruntime-web is served: the integer engine scores. @default false */
  readonly isAlone?: boolean;
  /** Path of the checkout. @default '/' */
  readonly path?: string;
  /**
   * A file and what is replaced in it while the page is open; the page has to show it without being loaded
   * again.
   */
  readonly edit?: { readonly file: string; readonly from: string; readonly to: string };
}

const PAY = { from: '>Pay<', to: '>Pay now<' } as const;

export const STACKS: readonly Stack[] = [
  {
    name: 'Vite, built',
    lock: 'vite',
    pages: ['verifier', 'hono', 'vite#For build and dev server'],
    mode: 'production',
  },
  {
    name: 'Vite, dev server',
    lock: 'vite',
    pages: ['verifier', 'hono', 'vite#For build and dev server'],
    mode: 'development',
    edit: { file: 'src/checkout.tsx', ...PAY },
  },
  {
    name: 'Vite, built without a copy',
    lock: 'vite',
    pages: ['verifier', 'hono', 'vite#For the build alone'],
    mode: 'production',
  },
  { name: 'webpack', lock: 'webpack', pages: ['verifier', 'express', 'webpack'], mode: 'production' },
  { name: 'Rollup', lock: 'rollup', pages: ['verifier', 'express', 'rollup'], mode: 'production' },
  {
    name: 'esbuild, ES module',
    lock: 'esbuild',
    pages: ['verifier', 'fastify', 'esbuild'],
    mode: 'production',
  },
  {
    name: 'esbuild, one classic script',
    lock: 'esbuild',
    pages: ['verifier', 'fastify', 'esbuild'],
    mode: 'production',
    path: '/classic.html',
  },
  {
    name: 'One file, by Vite',
    lock: 'vite',
    pages: ['verifier', 'hono', 'inline#Vite'],
    mode: 'production',
    isAlone: true,
  },
  {
    name: 'One file, by esbuild, a classic script',
    lock: 'esbuild',
    pages: ['verifier', 'fastify', 'inline#esbuild, one classic script'],
    mode: 'production',
    isAlone: true,
  },
  { name: 'Next, route handler', lock: 'next', pages: ['verifier', 'next'], mode: 'production' },
  {
    name: 'Next, edge runtime',
    lock: 'next',
    pages: ['verifier', 'next'],
    mode: 'production',
    path: '/edge',
  },
  {
    name: 'Next, server action',
    lock: 'next',
    pages: ['verifier', 'next'],
    mode: 'production',
    path: '/action',
  },
  {
    name: 'Next, dev server, route handler',
    lock: 'next',
    pages: ['verifier', 'next'],
    mode: 'development',
  },
  {
    name: 'Next, dev server, server action',
    lock: 'next',
    pages: ['verifier', 'next'],
    mode: 'development',
    path: '/action',
    edit: { file: 'app/action/page.tsx', ...PAY },
  },
  {
    name: 'SvelteKit, built',
    lock: 'sveltekit',
    pages: ['verifier', 'sveltekit#For build and dev server'],
    mode: 'production',
  },
  {
    name: 'SvelteKit, dev server',
    lock: 'sveltekit',
    pages: ['verifier', 'sveltekit#For build and dev server'],
    mode: 'development',
    edit: { file: 'src/routes/+page.svelte', ...PAY },
  },
  {
    name: 'Astro, built',
    lock: 'astro',
    pages: ['verifier', 'astro#For build and dev server'],
    mode: 'production',
  },
  {
    name: 'Astro, dev server',
    lock: 'astro',
    pages: ['verifier', 'astro#For build and dev server'],
    mode: 'development',
  },
  {
    name: 'SvelteKit, built without a copy',
    lock: 'sveltekit',
    pages: ['verifier', 'sveltekit#For the build alone'],
    mode: 'production',
  },
  {
    name: 'Astro, built without a copy',
    lock: 'astro',
    pages: ['verifier', 'astro#For the build alone'],
    mode: 'production',
  },
  { name: 'Hono', lock: 'vite', pages: ['verifier', 'hono', 'script-tag'], mode: 'production' },
  { name: 'Express', lock: 'webpack', pages: ['verifier', 'express', 'script-tag'], mode: 'production' },
  { name: 'Fastify', lock: 'esbuild', pages: ['verifier', 'fastify', 'script-tag'], mode: 'production' },
  {
    name: 'CommonJS, required',
    lock: 'webpack',
    pages: ['script-tag', 'commonjs#As it is'],
    mode: 'production',
  },
  {
    name: 'CommonJS, bundled by esbuild',
    lock: 'webpack',
    pages: ['script-tag', 'commonjs#Bundled by esbuild'],
    mode: 'production',
  },
  {
    name: 'CommonJS, bundled by webpack',
    lock: 'webpack',
    pages: ['script-tag', 'commonjs#Bundled by webpack'],
    mode: 'production',
  },
  {
    name: 'Node without a framework',
    lock: 'esbuild',
    pages: ['verifier', 'node', 'script-tag'],
    mode: 'production',
  },
  {
    name: 'Bun',
    lock: 'bun',
    pages: ['verifier', 'bun', 'script-tag'],
    mode: 'production',
    programs: ['@oven/bun-linux-x64-baseline/bin'],
  },
  {
    name: 'Deno',
    lock: 'deno',
    pages: ['verifier', 'deno', 'script-tag'],
    mode: 'production',
    programs: ['@deno/linux-x64-glibc'],
  },
  { name: 'workerd', lock: 'workers', pages: ['verifier', 'script-tag', 'workers'], mode: 'production' },
  ...(
    [
      ['express', 'webpack'],
      ['fastify', 'esbuild'],
      ['hono', 'vite'],
      ['vite-react', 'vite'],
      ['next', 'next'],
    ] as const
  ).map(
    ([app, lock]) => ({ name: `App to copy, ${app}`, app, lock, pages: [], mode: 'production' }) as const,
  ),
  {
    name: 'tellsign init, express',
    lock: 'webpack',
    pages: [],
    app: 'express',
    isInit: true,
    mode: 'production',
  },
];
