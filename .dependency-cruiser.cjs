/** Which folder may import which: design.md §2. Where code runs is the folder it is in. */
const mayOnly = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|worker|train|tools|model|demo|test)/', pathNot: to },
});
const onlyIn = (library, files) => ({
  name: `${library}-has-one-wrapper`,
  severity: 'error',
  from: { path: '^(src|worker)/', pathNot: files },
  to: { path: `node_modules/${library}/` },
});

/** Rooms of a folder from top to bottom: none imports one that stands above it. */
const inOrder = (folder, levels) =>
  levels.slice(1).map((level, above) => ({
    name: `${folder}: ${level.join(', ')} import nothing above`,
    severity: 'error',
    from: { path: `^${folder}/(${level.join('|')})(/|\\.ts$)` },
    to: {
      path: `^${folder}/(${levels
        .slice(0, above + 1)
        .flat()
        .join('|')})(/|\\.ts$)`,
    },
  }));
const SERVER = [
  ['index'],
  ['middleware'],
  ['verifier'],
  ['steps'],
  ['options', 'policy', 'request'],
  ['model', 'mac', 'jws', 'receipt', 'stores', 'metrics'],
  ['alert', 'metric', 'result', 'refusal', 'checked', 'known-options', 'test-mode'],
  ['environment'],
];
const DECIDE = [
  ['index'],
  ['decider'],
  ['queue', 'replay', 'learn'],
  ['steps'],
  ['options'],
  ['records', 'triage', 'agents', 'webhook'],
  ['decision'],
  ['policy', 'facts', 'counters', 'campaign', 'alignment'],
  ['outcome', 'storable', 'label', 'reviewer', 'maturity', 'was-would'],
];
const CONSOLE = [
  ['index'],
  ['console'],
  ['routes'],
  ['guard'],
  ['site'],
  ['views'],
  ['pages'],
  ['charts'],
  ['view', 'words', 'frame', 'options', 'may', 'html', 'assets'],
];
const CLI = [
  ['index'],
  ['run'],
  ['commands', 'help'],
  ['init'],
  ['keys', 'copy', 'doctor', 'verify', 'inspect', 'labels', 'model'],
  ['records'],
  ['arguments', 'files', 'csv', 'progress', 'import-package'],
  ['command', 'cli-error', 'plain', 'read-stdin', 'load-model'],
];
const WORKER = [
  ['index'],
  ['analyst'],
  ['page-session'],
  ['journal', 'inspection'],
  ['score', 'sign', 'features'],
];

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    ...inOrder('src/server', SERVER),
    ...inOrder('worker', WORKER),
    mayOnly('contract-imports-nothing', '^src/contract/', '^src/contract/'),
    mayOnly('wire-imports-contract', '^src/wire/', '^src/(contract|wire)/'),
    mayOnly('scoring-imports-contract-and-wire', '^src/scoring/', '^src/(contract|wire|scoring)/'),
    mayOnly(
      'page-never-imports-server',
      '^src/(page/|[^/]+\\.ts$)',
      '^src/(contract|wire|scoring|page|[^/]+\\.ts$)',
    ),
    mayOnly(
      'inspector-imports-contract-and-entries',
      '^src/inspector/',
      '^src/(inspector/|contract/|(index|reasons)\\.ts$)',
    ),
    mayOnly('server-never-imports-page', '^src/server/', '^src/(contract|wire|scoring|server)/'),
    ...inOrder('src/decide', DECIDE),
    mayOnly('decide-imports-no-page', '^src/decide/', '^src/(contract|wire|scoring|server|decide)/'),
    {
      name: 'decide-imports-types-of-server',
      comment: 'And its keys, hashes and smallest parts of stores: nobody writes those twice.',
      severity: 'error',
      from: { path: '^src/decide/' },
      to: {
        path: '^src/server/',
        pathNot:
          '^src/server/(mac/(equal|keys|secret)|jws/hash|model/similarity-sketch|known-options|call-hook|stores/(ask|expiring|single-process|sql-table|redis-client))\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nobody-imports-decide',
      severity: 'error',
      from: { path: '^(src|worker|train)/', pathNot: '^src/(decide|console|cli)/' },
      to: { path: '^src/decide/' },
    },
    mayOnly('console-imports-decide', '^src/console/', '^src/(console/|decide/index\\.ts$)'),
    {
      name: 'nobody-imports-console',
      severity: 'error',
      from: { path: '^(src|worker|train)/', pathNot: '^src/console/' },
      to: { path: '^src/console/' },
    },
    ...inOrder('src/console', CONSOLE),
    mayOnly(
      'cli-imports-no-page',
      '^src/cli/',
      '^(src/(contract|wire|scoring|server|decide|cli)/|demo/stores/folder-lock\\.ts$)',
    ),
    {
      name: 'cli-imports-public-functions',
      comment:
        'And what takes a message apart, a model’s bundle and a label: a verifier or a decider would want the ' +
        'site’s secret first.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: {
        path: '^src/(server|decide)/',
        pathNot:
          '^src/(server/((model/)?index|model/bundle|checked|jws/\\w+)|decide/(index|storable|label/vocabulary|records/(door|label)|steps/read-label))\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nobody-imports-the-cli',
      severity: 'error',
      comment: 'But for programs of the repository that are the same commands.',
      from: { pathNot: '^(src/cli|tools|test)/' },
      to: { path: '^src/cli/' },
    },
    ...inOrder('src/cli', CLI),
    mayOnly(
      'worker-imports-the-pure-parts',
      '^worker/',
      '^(worker/|src/(contract|wire|scoring)/|model/manifest\\.json$)',
    ),
    mayOnly('features-import-contract', '^worker/features/', '^(worker/features/|src/contract/)'),
    mayOnly(
      'train-imports-the-workers-code',
      '^train/',
      '^(train|worker|src/(contract|wire|scoring)|model)/',
    ),
    {
      name: 'demo-imports-the-package',
      severity: 'error',
      from: { path: '^demo/' },
      to: { path: '^(src|worker|train|tools|model|test)/' },
    },
    {
      name: 'nobody-imports-train',
      severity: 'error',
      from: { pathNot: '^(train|tools|test)/' },
      to: { path: '^train/' },
    },
    {
      name: 'nobody-imports-demo',
      comment: 'Tools and commands open the demo’s records, and keep each other out of them by its lock.',
      severity: 'error',
      from: { pathNot: '^(demo|test)/' },
      to: { path: '^demo/', pathNot: '^demo/stores/folder-lock\\.ts$' },
    },
    {
      name: 'nobody-imports-tools',
      severity: 'error',
      from: { pathNot: '^(tools|test)/' },
      to: { path: '^tools/' },
    },
    {
      name: 'nobody-imports-the-redteam',
      comment: 'A release is judged by attackers that nobody trained on.',
      severity: 'error',
      from: { pathNot: '^test/(lab|unit/lab|e2e)/redteam/' },
      to: { path: '^test/lab/redteam/' },
    },
    {
      name: 'the-redteam-borrows-no-family',
      comment: 'What it attacks with is written independently of what the model was fitted on.',
      severity: 'error',
      from: { path: '^test/lab/redteam/' },
      to: { path: '^train/(families|simulate|fit)/' },
    },
    { name: 'nobody-imports-test', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    {
      name: 'the-shipped-code-runs-anywhere',
      comment: 'Browsers and edge runtimes have no node: modules. The command line runs in Node alone.',
      severity: 'error',
      from: { path: '^(src|worker)/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    onlyIn(
      'comlink',
      '^(src/page/(connection|worker-client)|worker/index|worker/score/ort/(serve|start))\\.ts$',
    ),
    onlyIn('@marcbachmann/cel-js', '^src/decide/policy/cel\\.ts$'),
    onlyIn('valibot', '^src/decide/(policy/(schema|publish)|steps/read-label)\\.ts$'),
    onlyIn('web-bot-auth', '^src/decide/agents/web-bot-auth\\.ts$'),
    onlyIn('ipaddr\\.js', '^src/decide/facts/address\\.ts$'),
    onlyIn('idb-keyval', '^worker/stored\\.ts$'),
    onlyIn('onnxruntime-(web|common)', '^worker/score/ort/(wasm|webgpu|serve)\\.ts$'),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'default'] },
  },
};
