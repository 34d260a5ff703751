import { runProgram } from '../programs.ts';

/**
 * `npm run bench`: one table of bytes, main-thread time, start-up and the backend. `-- page`, `-- server`,
 * `-- decide`, `-- console` and `-- replay` measure one thing at length; every other word is a part of the
 * table.
 */
const DETAILED = {
  page: () => import('./page/index.ts'),
  server: () => import('./server/index.ts'),
  decide: () => import('./decide/index.ts'),
  console: () => import('./console/index.ts'),
  replay: () => import('./replay/index.ts'),
};

if (Object.hasOwn(DETAILED, process.argv[2] ?? '')) await runProgram(DETAILED, 'bench');
else await import('./summary.ts');
