import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';
import dts from 'rollup-plugin-dts';
import ts from 'typescript';
import { kernelModule } from './tools/kernel/index.mjs';
import { createNotices } from './tools/notices/index.mjs';

/**
 * Everything that ships. `rollup -c` writes minified files and types to `dist`; `rollup -c --environment
 * TARGET:src` writes the same files readable and without types to `.tmp/src`, for the run of the behaviour
 * suite against the sources.
 */
const readable = process.env.TARGET === 'src';
const out = readable ? '.tmp/src' : 'dist';
/** The package `tellsign-ort`: files that few sites need. */
const outOrt = readable ? '.tmp/src-ort' : 'dist-ort';
const notices = createNotices([out, outOrt]);
const startedMs = Date.now();

const COPIES = {
  'model/tellsign.onnx': 'model.onnx',
  'model/manifest.json': 'manifest.json',
};

/** The runtime's files. The slim one is made from the first by `tools/ort-slim`, once, and kept in `.tmp`. */
const WASM = {
  'ort-full.wasm': () => 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
  'ort-webgpu.wasm': () => 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.asyncify.wasm',
  'ort.wasm': () =>
    execFileSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'tools/ort-slim/build.ts'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
};

/**
 * `import { integrity } from 'virtual:ort'`: the hashes of the files, which are copied beside the module that
 * asks.
 */
function ortFiles() {
  const resolved = '\0virtual:ort';
  return {
    name: 'ort-files',
    resolveId: (source) => (source === 'virtual:ort' ? resolved : null),
    async load(id) {
      if (id !== resolved) return null;
      for (const folder of [out, outOrt]) await mkdir(folder, { recursive: true });
      const entries = Object.entries(WASM).map(async ([name, find]) => {
        const file = find();
        await copyFile(file, `${name === 'ort.wasm' ? out : outOrt}/${name}`);
        const digest = createHash('sha384')
          .update(await readFile(file))
          .digest('base64');
        return [name, `sha384-${digest}`];
      });
      return `export const integrity = ${JSON.stringify(Object.fromEntries(await Promise.all(entries)))};`;
    },
  };
}

const copies = () => ({
  name: 'copies',
  async writeBundle() {
    await mkdir(out, { recursive: true });
    await Promise.all(Object.entries(COPIES).map(([from, to]) => copyFile(from, `${out}/${to}`)));
    // What the model was made of, as CycloneDX 1.6.
    const bom = ['tools/model/index.ts', 'bom', '--from', 'model', '--to', `${out}/model.cdx.json`];
    execFileSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', ...bom]);
  },
});

/**
 * What a page loads by URL; `integrity.json` has the hash of each as `integrity` attributes and
 * `data-worker-integrity` want it.
 */
const HELD = [
  'tellsign.js',
  'index.js',
  'inline.js',
  'worker.js',
  'ort.js',
  'ort.wasm',
  'debug.js',
  'reasons.js',
  'inspector.js',
];
const HELD_ORT = ['ort-full.wasm', 'ort-webgpu.js', 'ort-webgpu.wasm'];
const integrity = (folder, files) => ({
  name: 'integrity',
  async writeBundle() {
    const hash = async (file) =>
      createHash('sha384')
        .update(await readFile(`${folder}/${file}`))
        .digest('base64');
    const hashes = await Promise.all(files.map(async (file) => [file, `sha384-${await hash(file)}`]));
    await writeFile(`${folder}/integrity.json`, `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
  },
});

/**
 * What makes `tellsign-ort` a package: of the same version, because each part checks the hashes of the other.
 */
const ortPackage = () => ({
  name: 'ort-package',
  async writeBundle() {
    const { version, license, engines } = JSON.parse(await readFile('package.json', 'utf8'));
    const manifest = {
      name: 'tellsign-ort',
      version,
      description:
        'Files of onnxruntime-web for tellsign that few sites need: its whole WebAssembly, and WebGPU.',
      license,
      type: 'module',
      engines,
      sideEffects: ['./ort-webgpu.js'],
      exports: {
        '.': { types: './index.d.ts', default: './index.js' },
        ...Object.fromEntries(HELD_ORT.map((file) => [`./${file}`, `./${file}`])),
        './integrity.json': './integrity.json',
        './package.json': './package.json',
      },
      peerDependencies: { tellsign: version },
    };
    await writeFile(`${outOrt}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
    await copyFile('LICENSE', `${outOrt}/LICENSE`);
    await copyFile('docs/ort.md', `${outOrt}/README.md`);
  },
});

/**
 * `import { … } from 'virtual:model'`: the shipped model as a module, so that no bundler, policy or server
 * can lose it. A bundle contains what it imports: the worker the weights, the runtime and the backend the
 * ONNX file.
 */
function modelModule() {
  const resolved = '\0virtual:model';
  return {
    name: 'model-module',
    resolveId: (source) => (source === 'virtual:model' ? resolved : null),
    async load(id) {
      if (id !== resolved) return null;
      const manifest = JSON.parse(await readFile('model/manifest.json', 'utf8'));
      const { schema, center, scale, logitScale, bias, calibration, thresholds } = manifest;
      const { medium, high } = thresholds;
      const exports = {
        manifest,
        id: Buffer.from(manifest.sha256, 'hex').subarray(0, 16).toString('base64url'),
        settings: { schema, center, scale, logitScale, bias, calibration, thresholds: { medium, high } },
        weights: await readFile(`model/${manifest.weights.file}`, 'base64url'),
        onnx: await readFile(`model/${manifest.file}`, 'base64url'),
      };
      for (const file of ['manifest.json', manifest.weights.file, manifest.file])
        this.addWatchFile(`model/${file}`);
      return Object.entries(exports)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join('\n');
    },
  };
}

/** Removes what an earlier version of this build has left behind: every build writes all of its files. */
const sweep = () => ({
  name: 'sweep',
  // After the other plugins have written theirs.
  writeBundle: {
    sequential: true,
    order: 'post',
    async handler() {
      for (const folder of [out, outOrt]) {
        for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
          const file = `${entry.parentPath ?? entry.path}/${entry.name}`;
          if (entry.isFile() && (await stat(file)).mtimeMs < startedMs) await rm(file);
        }
      }
    },
  },
});

/** Policies are JSON files; a module of each is the same text. */
const jsonModules = () => ({
  name: 'json-modules',
  transform: (text, id) => (id.endsWith('.json') ? { code: `export default ${text}`, map: null } : null),
});

/** In the text of a blob worker `import.meta` is a syntax error; the worker's own address stands in. */
const plainMeta = () => ({
  name: 'plain-meta',
  resolveImportMeta: (property) => (property === 'url' ? 'self.location.href' : null),
});

/** `import text from 'virtual:worker'`: the whole worker as the text of a classic script. */
function workerText() {
  const resolved = '\0virtual:worker';
  return {
    name: 'worker-text',
    resolveId: (source) => (source === 'virtual:worker' ? resolved : null),
    async load(id) {
      if (id !== resolved) return null;
      const bundle = await rollup({ input: 'worker/index.ts', plugins: [plainMeta(), ...plugins()] });
      // The map of this text has no place; asked for, it stops a warning.
      const { output } = await bundle.generate({ format: 'iife', sourcemap: readable ? false : 'hidden' });
      for (const file of bundle.watchFiles) this.addWatchFile(file);
      await bundle.close();
      return `export default ${JSON.stringify(output[0].code)};`;
    },
  };
}

/** Of these comments only licences are kept in a script that no bundler reads. */
const LICENSES = /^!/;
/** And what tells bundlers to leave an `import()` alone. */
const FOR_BUNDLERS = /^!|webpackIgnore|@vite-ignore/;

const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.');
const compilerOptions = {
  ...options,
  noEmit: false,
  allowImportingTsExtensions: false,
  sourceMap: !readable,
  inlineSources: !readable,
};
/** What a module is without its types: twenty bundles share most modules. */
const emitted = new Map();
/** Types are checked by `npm run types`; here they are only removed, which no module needs another for. */
const withoutTypes = () => ({
  name: 'without-types',
  transform(text, id) {
    if (!id.endsWith('.ts')) return null;
    let known = emitted.get(id);
    if (known?.text !== text) {
      const { outputText, sourceMapText } = ts.transpileModule(text, { fileName: id, compilerOptions });
      known = { text, code: outputText, map: sourceMapText ?? null };
      emitted.set(id, known);
    }
    return { code: known.code, map: known.map };
  },
});

function plugins(minify = !readable, comments = FOR_BUNDLERS) {
  return [
    notices.collect(),
    modelModule(),
    kernelModule(),
    nodeResolve({ browser: true }),
    withoutTypes(),
    // One character beyond Latin-1, and a browser keeps the whole script in twice the memory.
    // Functions with arguments are called and not written out: the same call twice compresses better.
    // `'use client'` stays.
    minify &&
      terser({
        ecma: 2020,
        compress: { passes: 3, inline: 1, directives: false },
        format: { ascii_only: true, comments },
      }),
  ];
}

const uncommented = () =>
  terser({
    ecma: 2020,
    compress: false,
    mangle: false,
    format: { beautify: true, indent_level: 1, ascii_only: true, comments: FOR_BUNDLERS },
  });

/**
 * Files that a page loads by URL ship minified, with a source map beside them that has the sources inside:
 * they are in no package. Others ship readable, without a map. Names of modules made by this build begin with
 * NUL, which no tool can show.
 */
const maps = {
  sourcemap: !readable,
  sourcemapPathTransform: (path) => path.replace(/^.*\0/, ''),
};
/** Minified files have it instead of the license comments of what they contain. */
const banner = readable ? '' : '/*! Licenses: THIRD-PARTY-NOTICES */';

const es = (input, file, extra = [], folder = out, map = maps) => ({
  input,
  output: { file: `${folder}/${file}`, format: 'es', inlineDynamicImports: true, banner, ...map },
  plugins: [...extra, ...plugins()],
});
/**
 * Readable but for its comments, which the types have, and without a map: a bundler or a backend reads it,
 * which minifies it itself or shows lines of it in its errors. Minified it would weigh twice as much with a
 * map.
 */
const readableFile = (input, file, extra = []) => ({
  input,
  output: { file: `${out}/${file}`, format: 'es', inlineDynamicImports: true },
  plugins: [...extra, ...plugins(false), uncommented()],
});
/**
 * onnxruntime-web comes minified: a map of it is 200 KB that show nobody anything. And `inline.js` is
 * `index.js`, which is readable, with the worker as a text, which a map cannot show.
 */
const UNMAPPED = { sourcemap: false };
const types = (input, file, extra = [], folder = out) => ({
  input,
  output: { file: `${folder}/${file}`, format: 'es' },
  plugins: [...extra, dts({ tsconfig: 'tsconfig.json' })],
});

/** What a backend takes beside `server.js`, each by itself; what they share is a file between them. */
const SERVER_PARTS = {
  'server/model': 'src/server/model/index.ts',
  'server/metrics': 'src/server/metrics/index.ts',
  'server/receipt': 'src/server/receipt/receipt.ts',
  'server/stores': 'src/server/stores/index.ts',
  'server/hono': 'src/server/middleware/hono.ts',
  'server/express': 'src/server/middleware/express.ts',
  'server/fastify': 'src/server/middleware/fastify.ts',
  'server/next': 'src/server/middleware/next.ts',
};
/** React users have the client once: the hook's file takes it from beside itself, and React from the page. */
const besideIndex = () => ({
  name: 'beside-index',
  resolveId: (source, importer) => {
    if (source === 'react') return { id: source, external: true };
    return source.endsWith('./index.ts') && /\b(react|inspected|inspector\/index)\.ts$/.test(importer ?? '')
      ? { id: './index.js', external: 'relative' }
      : null;
  },
});
/** The inspector takes its sentences from beside itself. */
const besideReasons = () => ({
  name: 'beside-reasons',
  resolveId: (source) => (source === '../reasons.ts' ? { id: './reasons.js', external: 'relative' } : null),
});
/** The console takes `tellsign/decide` from beside itself, and hono from the site. */
const besideDecide = () => ({
  name: 'beside-decide',
  resolveId: (source) => {
    if (/^hono(\/|$)/.test(source)) return { id: source, external: true };
    return source.endsWith('/decide/index.ts') ? { id: './decide.js', external: 'relative' } : null;
  },
});
/** The command line takes the backend's parts from beside itself, and Node's own modules. */
const besideParts = () => ({
  name: 'beside-parts',
  resolveId: (source) => {
    if (source.startsWith('node:')) return { id: source, external: true };
    const [, part] = /\/((?:server|decide)(?:\/model)?)\/index\.ts$/.exec(source) ?? [];
    return part ? { id: `./${part}.js`, external: 'relative' } : null;
  },
});
/**
 * `import { apps } from 'virtual:apps'`: the apps that `tellsign init` writes; a text that two have stands
 * once.
 */
function appsModule() {
  const resolved = '\0virtual:apps';
  const root = 'examples/apps';
  return {
    name: 'apps-module',
    resolveId: (source) => (source === 'virtual:apps' ? resolved : null),
    async load(id) {
      if (id !== resolved) return null;
      const apps = {};
      for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
        const path = `${entry.parentPath ?? entry.path}/${entry.name}`.slice(root.length + 1);
        const [app, ...rest] = path.split('/');
        const isOurs = entry.isFile() && rest.length > 0 && entry.name !== 'package.json';
        // What installing and trying an app leaves there, secrets included.
        if (!isOurs || /node_modules|\.env|lock|\.next|\/dist\/|public\/tellsign/.test(path)) continue;
        this.addWatchFile(`${root}/${path}`);
        apps[app] = { ...apps[app], [rest.join('/')]: await readFile(`${root}/${path}`, 'utf8') };
      }
      const texts = [...new Set(Object.values(apps).flatMap((files) => Object.values(files)))];
      const written = Object.entries(apps).map(([app, files]) => {
        const members = Object.entries(files).map(
          ([path, text]) => `${JSON.stringify(path)}: texts[${texts.indexOf(text)}]`,
        );
        return `${JSON.stringify(app)}: { ${members.join(', ')} }`;
      });
      return `const texts = ${JSON.stringify(texts)};\nexport const apps = { ${written.join(', ')} };`;
    },
  };
}
/** `import { strokeTrees } from 'virtual:trees'`: `model sign` says for which trees a model was trained. */
function treesModule() {
  const resolved = '\0virtual:trees';
  const data = fileURLToPath(new URL('worker/features/stroke/trees-data.ts', import.meta.url));
  return {
    name: 'trees-module',
    resolveId: (source) => (source === 'virtual:trees' ? resolved : null),
    load: (id) =>
      id === resolved
        ? `import { STROKE_TREES } from ${JSON.stringify(data)};
           export const strokeTrees = JSON.stringify(STROKE_TREES);`
        : null,
  };
}
/** Frameworks that render on servers ask this of a file with hooks. */
const clientOnly = () => ({ name: 'client-only', banner: "'use client';" });
const parts = (extension, use, more = {}) => ({
  input: SERVER_PARTS,
  output: {
    ...more,
    dir: out,
    format: 'es',
    entryFileNames: `[name].${extension}`,
    chunkFileNames: `server/[name].${extension}`,
  },
  plugins: use,
});

const BUILDS = [
  {
    input: 'src/script.ts',
    output: { file: `${out}/tellsign.js`, format: 'iife', banner, ...maps },
    plugins: plugins(!readable, LICENSES),
  },
  readableFile('src/index.ts', 'index.js'),
  es('src/inline.ts', 'inline.js', [workerText()], out, UNMAPPED),
  es('src/react.ts', 'react.js', [besideIndex(), clientOnly()]),
  es('worker/index.ts', 'worker.js', [copies()]),
  es('worker/score/ort/wasm.ts', 'ort.js', [ortFiles()], out, UNMAPPED),
  es('worker/score/ort/webgpu.ts', 'ort-webgpu.js', [ortFiles()], outOrt, UNMAPPED),
  es('src/ort.ts', 'index.js', [ortPackage(), integrity(outOrt, HELD_ORT)], outOrt),
  ...(readable
    ? []
    : [
        types('src/index.ts', 'index.d.ts'),
        types('src/inline.ts', 'inline.d.ts'),
        types('src/reasons.ts', 'reasons.d.ts'),
        types('src/inspector/index.ts', 'inspector.d.ts', [besideIndex()]),
        types('src/ort.ts', 'index.d.ts', [], outOrt),
        types('src/react.ts', 'react.d.ts', [besideIndex()]),
        types('src/server/index.ts', 'server.d.ts'),
        types('src/decide/index.ts', 'decide.d.ts'),
        types('src/console/index.ts', 'console.d.ts', [besideDecide()]),
        parts('d.ts', [dts({ tsconfig: 'tsconfig.json' })]),
      ]),
  parts('js', [...plugins(false), uncommented()]),
  readableFile('src/reasons.ts', 'reasons.js'),
  readableFile('src/debug.ts', 'debug.js'),
  readableFile('src/inspector/index.ts', 'inspector.js', [besideReasons()]),
  {
    input: 'src/decide/index.ts',
    output: { file: `${out}/decide.js`, format: 'es' },
    // An optional peer: sites that check declared agents bring it.
    external: ['web-bot-auth', 'web-bot-auth/crypto'],
    // ipaddr.js is no ES module.
    plugins: [jsonModules(), commonjs(), ...plugins(false), uncommented()],
  },
  readableFile('src/console/index.ts', 'console.js', [besideDecide()]),
  {
    input: 'src/cli/index.ts',
    output: {
      file: `${out}/cli.js`,
      format: 'es',
      inlineDynamicImports: true,
      banner: '#!/usr/bin/env node',
    },
    plugins: [besideParts(), appsModule(), treesModule(), ...plugins(!readable, LICENSES)],
  },
  // Last: test/setup/build.ts takes its time for the build's.
  readableFile('src/server/index.ts', 'server.js', [integrity(out, HELD), notices.write(), sweep()]),
];

/** A build takes a minute: each file that is done is a line on standard error. */
const told = (build, index) => ({
  ...build,
  plugins: [
    ...build.plugins,
    {
      name: 'progress',
      writeBundle: ({ file, dir }) => {
        process.stderr.write(`  ${index + 1}/${BUILDS.length} ${file ?? dir}\n`);
      },
    },
  ],
});
export default BUILDS.map(told);
