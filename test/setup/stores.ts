import { buildStale } from './build.ts';
import { findPostgres } from './postgres.ts';
import { findRedis } from './redis.ts';

/**
 * Vitest's global set-up of the projects that start servers: installs what it may, names what is missing, and
 * builds what the edge runs.
 */
export default function setup(): void {
  for (const find of [findRedis, findPostgres]) {
    try {
      find();
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : error}Its tests are skipped.\n`);
    }
  }
  buildStale('dist');
}
