import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { advice, findProgram, installed } from './chromium.ts';
import { type Loopback, openLoopback } from './loopback.ts';

/** Debian keeps the server's programs of each version apart and off the PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** Folder of PostgreSQL's programs, or null. */
export function lookForPostgres(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folder = versions
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
  if (folder) return folder;
  const initdb = findProgram('initdb');
  return initdb === null ? null : join(initdb, '..');
}

/** The same, installed when this process may. @throws Error that says what to install */
export function findPostgres(): string {
  const found = lookForPostgres() ?? (installed(['postgresql']) ? lookForPostgres() : null);
  if (found === null) throw new Error(advice('PostgreSQL', 'postgresql'));
  return found;
}

/** The server refuses to run as root; then it runs as the user that its package made. */
function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * A new, empty cluster on a free port. Its disk is not waited for: killing a process loses nothing, only a
 * power cut would.
 *
 * @param settings such as `fsync=on`, for a server that waits for its disk
 */
export function openPostgres(bin: string, settings: readonly string[] = []): Promise<Loopback> {
  const user = serverUser();
  return openLoopback({
    command: join(bin, 'postgres'),
    args: (port, folder) => [
      ...['-D', join(folder, 'data'), '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
      ...['-c', 'unix_socket_directories=', '-c', 'fsync=off', '-c', 'max_connections=60'],
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    ready: /database system is ready to accept connections/,
    user,
    prepare: (folder) =>
      execFileSync(
        join(bin, 'initdb'),
        [
          '-D',
          join(folder, 'data'),
          '-U',
          'tellsign',
          '-A',
          'trust',
          '-E',
          'UTF8',
          '--no-locale',
          '--no-sync',
        ],
        { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
      ),
  });
}
