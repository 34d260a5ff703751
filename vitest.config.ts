import { defineConfig } from 'vitest/config';

/**
 * `TELLSIGN_TARGET=dist` runs the behaviour suite on the shipped, minified files instead of a readable build
 * of the sources.
 */
const browser = {
  environment: 'node',
  globalSetup: 'test/setup/browser.ts',
  testTimeout: 60_000,
  hookTimeout: 60_000,
  fileParallelism: false,
} as const;

/** Whole pages whose tests wait for states, and measure nobody's hand: two of them run at a time. */
const PAGES = ['any-page', 'console', 'misconfigured', 'stories', 'test-mode'].map(
  (name) => `test/e2e/${name}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/unit/**/*.test.ts'],
          exclude: ['test/unit/page/**'],
          // Vitest leaves one core alone, which is half of a machine that has two.
          maxWorkers: '100%',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'page',
          environment: 'happy-dom',
          include: ['test/unit/page/**/*.test.ts'],
          maxWorkers: '100%',
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'examples',
          environment: 'node',
          include: ['test/{examples,package}/**/*.test.ts'],
          // Commands such as `npm pack`, beside another step.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'stores',
          environment: 'node',
          include: ['test/{stores,edge}/**/*.test.ts'],
          globalSetup: 'test/setup/stores.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...browser,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...browser,
          name: 'bundlers',
          globalSetup: 'test/bundlers/setup.ts',
          include: ['test/bundlers/**/*.test.ts'],
          // A stack is installed, built and visited in about a minute; a busy machine takes a multiple of
          // that.
          testTimeout: 600_000,
          // Of the packages of ten sites nothing is left.
          hookTimeout: 600_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...browser,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: PAGES,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...browser,
          name: 'pages',
          include: PAGES,
          fileParallelism: true,
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
