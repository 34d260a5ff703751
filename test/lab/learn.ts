/**
 * `npm run learn`: with `--simulate` a month of a shop that learns, else what 200 labels teach. The month is
 * made of what other laboratories here record, which tools may not import.
 */
if (process.argv.includes('--simulate')) await import('./month/index.ts');
else await import('../../tools/learn/index.ts');
