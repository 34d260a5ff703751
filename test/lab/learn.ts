/**
 * `npm run learn`: with `--simulate` a month of a shop that learns, else what 200 labels teach. The month is
 * made of what other laboratories here record, which tools may not import.
 */
const run = process.argv.includes('--simulate')
  ? () => import('./month/index.ts')
  : () => import('../../tools/learn/index.ts');
run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
