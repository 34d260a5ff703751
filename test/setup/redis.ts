import { advice, findProgram, installed } from './chromium.ts';
import { type Loopback, openLoopback } from './loopback.ts';

/** Path of a Redis or Valkey server, or null. */
export const lookForRedis = (): string | null => findProgram('redis-server') ?? findProgram('valkey-server');

/** The same, installed when this process may. @throws Error that says what to install */
export function findRedis(): string {
  const found = lookForRedis() ?? (installed(['redis-server']) ? lookForRedis() : null);
  if (found === null) throw new Error(advice('A Redis server', 'redis-server'));
  return found;
}

/**
 * A server of its own on a free port; `--appendonly yes --appendfsync always` has it remember what it
 * answered.
 */
export function openRedis(command: string, args: readonly string[] = []): Promise<Loopback> {
  return openLoopback({
    command,
    args: (port, folder) => [
      ...[
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--dir',
        folder,
        '--save',
        '',
        '--loglevel',
        'notice',
      ],
      ...args,
    ],
    ready: /Ready to accept connections/,
  });
}
