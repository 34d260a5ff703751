import { buildStale } from '../setup/build.ts';
import { runProgram } from './programs.ts';

/** `npm run lab -- NAME`: measurements that take minutes to hours and decide nothing in `npm test`. */
const onBuild = (run: () => Promise<unknown>) => () => {
  buildStale('dist');
  return run();
};

const found = await runProgram(
  {
    bots: onBuild(() => import('./bots/index.ts')),
    cohorts: onBuild(() => import('./cohorts/index.ts')),
    peers: onBuild(() => import('./peers/index.ts')),
    linkage: () => import('./linkage/index.ts'),
    gliders: () => import('./gliders/index.ts'),
    typists: () => import('./typists/index.ts'),
    recorders: () => import('./recorders/index.ts'),
    unfamiliar: () => import('./unfamiliar/index.ts'),
    plausibility: () => import('./plausibility/index.ts'),
    race: () => import('./race/index.ts'),
    campaigns: () => import('./campaigns/index.ts'),
    alignment: () => import('./alignment/index.ts'),
    drift: () => import('./drift/index.ts'),
    fuzz: () => import('../fuzz/index.ts'),
    audit: () => import('./audit/index.ts'),
    day: onBuild(() => import('./day/index.ts')),
  },
  'lab',
);
if (!found) process.exitCode = 2;
