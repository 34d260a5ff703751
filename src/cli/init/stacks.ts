import { CliError } from '../cli-error.ts';

/** Stacks that `init` knows; each is a folder of `examples/apps`. */
export const STACKS = ['next', 'vite-react', 'hono', 'fastify', 'express'] as const;
export type Stack = (typeof STACKS)[number];

/** What a site may have already. */
export type Part = 'server' | 'page';

export interface StackNotes {
  /** Packages that have to be there, the first one is what the stack is known by. */
  readonly packages: readonly string[];
  /** Files with which a site begins: they are left to a site that has its own server, or its own page. */
  readonly own: Readonly<Record<string, Part>>;
  /** What to add to a server, or a page, that is there already. */
  readonly byHand: readonly string[];
  /** How the site is started. */
  readonly start: readonly string[];
  /** Page to look at. */
  readonly url: string;
  /** Folder of the files, for `doctor`, where the page's source has no tag. */
  readonly assets?: string;
  /** The files of the page are served from a folder, and not found by a bundler. */
  readonly copies: boolean;
}

const TAG = '<script src="/tellsign/tellsign.js" data-endpoint="/tellsign" defer></script>';
const FORM = '<form … method="post" data-tellsign="checkout" data-tellsign-tx-amount="4999">';
const IMPORT = "import { checkout, tellsign } from './tellsign/routes.mjs'; // in CommonJS: await import(…)";
const IMPORT_SETTLE = "import { settle } from './tellsign/verifier.mjs';";
const SERVED = 'Serve the folder public, so that /tellsign/tellsign.js is answered.';
const START = ['node --env-file=.env server.mjs'];

export const NOTES: Readonly<Record<Stack, StackNotes>> = {
  next: {
    packages: ['next', 'react', 'react-dom'],
    own: { 'app/layout.jsx': 'page', 'app/page.jsx': 'page', 'proxy.js': 'page' },
    byHand: [
      "import { Tellsign } from './tellsign.jsx';",
      '<form action="/pay" method="post" data-tellsign="checkout" data-tellsign-tx-amount="4999"><Tellsign />…</form>',
    ],
    start: ['npx next dev'],
    ...{ url: 'http://localhost:3000', copies: false },
  },
  'vite-react': {
    packages: ['vite', 'react', 'react-dom', '@vitejs/plugin-react', 'hono', '@hono/node-server'],
    own: { 'index.html': 'page', 'src/main.jsx': 'page', 'vite.config.mjs': 'page', 'server.mjs': 'server' },
    byHand: [
      "import { Checkout } from './checkout.jsx';",
      "const backend = { target: 'http://localhost:3000', changeOrigin: false };",
      "server: { proxy: { '^/tellsign/(nonce|enrol)$': backend, '^/pay$': backend } },",
    ],
    start: ['node --env-file=.env server.mjs', 'npx vite'],
    ...{ url: 'http://localhost:5173', assets: '/tellsign/', copies: true },
  },
  hono: {
    packages: ['hono', '@hono/node-server'],
    own: { 'server.mjs': 'server', 'public/index.html': 'server' },
    byHand: [
      ...[IMPORT, IMPORT_SETTLE, "app.route('/tellsign', tellsign);"],
      "app.post('/pay', checkout, (c) => c.text(settle(checkout.verdict(c))));",
      ...[SERVED, TAG, FORM],
    ],
    start: START,
    ...{ url: 'http://localhost:3000', copies: true },
  },
  fastify: {
    packages: ['fastify', '@fastify/formbody', '@fastify/static'],
    own: { 'server.mjs': 'server', 'public/index.html': 'server' },
    byHand: [
      ...[IMPORT, IMPORT_SETTLE, "app.register(tellsign, { prefix: '/tellsign' });"],
      "app.post('/pay', { preHandler: checkout }, async (request) => settle(checkout.verdict(request)));",
      ...[SERVED, TAG, FORM],
    ],
    start: START,
    ...{ url: 'http://localhost:3000', copies: true },
  },
  express: {
    packages: ['express'],
    own: { 'server.mjs': 'server', 'public/index.html': 'server' },
    byHand: [
      ...[IMPORT, IMPORT_SETTLE, "app.use('/tellsign', tellsign);"],
      "app.post('/pay', express.urlencoded({ limit: '64kb' }), checkout, (request, response) => {",
      "  response.type('text').send(settle(checkout.verdict(request)));",
      '});',
      ...[SERVED, TAG, FORM],
    ],
    start: START,
    ...{ url: 'http://localhost:3000', copies: true },
  },
};

/** Packages of stacks that have a page of their own in docs/integrate, or none. */
const GUIDED: Readonly<Record<string, string>> = {
  '@sveltejs/kit': 'docs/integrate/sveltekit.md',
  astro: 'docs/integrate/astro.md',
  webpack: 'docs/integrate/webpack.md',
  rollup: 'docs/integrate/rollup.md',
  esbuild: 'docs/integrate/esbuild.md',
  wrangler: 'docs/integrate/workers.md',
};

/** The stack of a project by its packages. @throws CliError where it is none that `init` knows */
export function detectStack(packages: ReadonlySet<string>, wanted: string | undefined): Stack {
  if (wanted !== undefined) {
    const named = STACKS.find((stack) => stack === wanted);
    if (named) return named;
    throw new CliError('stack_unknown', `--stack is one of ${STACKS.join(', ')}.`);
  }
  const isGuided = ['@sveltejs/kit', 'astro'].some((name) => packages.has(name));
  const found = STACKS.find((stack) => isStack(stack, packages));
  if (found && !isGuided) return found;
  const guide = Object.keys(GUIDED).find((name) => packages.has(name));
  throw new CliError(
    'stack_unknown',
    guide
      ? `The stack of ${guide} is not written by init: ${GUIDED[guide]} in the repository has its files.`
      : `package.json names none of ${STACKS.join(', ')}. Install one, or say --stack; docs/integrate.md has others.`,
  );
}

const isStack = (stack: Stack, packages: ReadonlySet<string>): boolean =>
  stack === 'vite-react'
    ? packages.has('vite') && packages.has('react')
    : packages.has(NOTES[stack].packages[0] ?? '');
