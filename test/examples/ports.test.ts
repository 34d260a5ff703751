import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transactionHash } from '../../src/server/index.ts';
import { createRandom } from '../../train/random.ts';
import { mutant } from '../fuzz/mutate.ts';
import { createSource } from '../fuzz/source.ts';
import { createForge } from '../vectors/forge.ts';
import { type Case, runCase, type Vectors } from '../vectors/run.ts';
import { findPorts, MUTANTS, type Port, VECTOR_FILES, WYCHEPROOF } from './ports.ts';
import { writeNumbers } from './ports-readme.ts';

/** A compiler, or a virtual machine that starts, on a machine that does other things. */
const LIMIT_MS = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'tellsign-ports-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, contents: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(contents));
  return file;
}

interface Line {
  readonly name: string | number;
  readonly want: Case['want'];
  readonly got: Case['want'];
}

function call({ command: [program = '', ...args] }: Port, more: readonly string[]): string {
  const { stdout, stderr } = spawnSync(program, [...args, ...more], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (stdout === '') throw new Error(`${program} printed nothing: ${stderr}`);
  return stdout;
}

const linesOf = (port: Port, files: readonly string[]): readonly Line[] =>
  call(port, files)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

/** Mutated tokens, each with the code that tellsign/server gives it without the model's weights. */
async function mutants(): Promise<Vectors> {
  const source = await createSource();
  const random = createRandom('ports');
  const cases: Case[] = [];
  while (cases.length < MUTANTS) {
    const { kind, token } = mutant(source, random);
    // What JSON cannot say never reaches a port either, and it may write a lone surrogate in its own way.
    const text = JSON.stringify(token);
    if (text === undefined || JSON.stringify(JSON.parse(text)) !== text || text.includes('\\ud')) continue;
    const one = { name: `${kind} ${cases.length}`, tok: JSON.parse(text) as unknown, want: '' };
    const result = await runCase(source.setting, one);
    cases.push({ ...one, want: result.ok ? 'ok' : result.code });
  }
  return { ...source.setting, cases };
}

describe.each(findPorts())('the verifier in $name', (port) => {
  const isMissing = port.missing !== null;
  const suffix = isMissing ? ` (${port.missing})` : '';
  let mutated = '';
  beforeAll(async () => {
    if (isMissing) return;
    port.build();
    mutated = write('mutants.json', await mutants());
  }, LIMIT_MS);

  it.skipIf(isMissing)(
    `gives every vector its code${suffix}`,
    () => {
      const wanted = VECTOR_FILES.flatMap(
        (file) => (JSON.parse(readFileSync(file, 'utf8')) as Vectors).cases,
      );
      const lines = linesOf(port, VECTOR_FILES);
      expect(lines).toEqual(wanted.map(({ name, want }) => ({ name, want, got: want })));
    },
    LIMIT_MS,
  );

  it.skipIf(isMissing)(
    `judges Wycheproof's signatures as Wycheproof does${suffix}`,
    () => {
      const lines = linesOf(port, [WYCHEPROOF]);
      expect(lines).toHaveLength(252);
      const differ = lines.filter(({ want, got }) => want !== got);
      expect(differ.map(({ name }) => String(name))).toEqual(Object.keys(port.known ?? {}));
      // What is known is a genuine signature refused, never a forged one taken.
      expect(differ.every(({ got }) => got === 'invalid')).toBe(true);
    },
    LIMIT_MS,
  );

  it.skipIf(isMissing)(
    `gives ${MUTANTS} mutated tokens the codes of tellsign/server${suffix}`,
    () => {
      const lines = linesOf(port, [mutated]);
      expect(lines).toHaveLength(MUTANTS);
      expect(lines.filter(({ want, got }) => want !== got)).toEqual([]);
      expect(new Set(lines.map(({ want }) => want)).size).toBeGreaterThan(12);
    },
    LIMIT_MS,
  );

  it.skipIf(isMissing)(
    `issues nonces and hashes transactions that tellsign/server accepts${suffix}`,
    async () => {
      const forge = await createForge();
      // Keys whose order differs between UTF-8 bytes and UTF-16 units.
      const tx = { amount: '12990', currency: 'EUR', payee: 'Zoë', '\u{1f6d2}': 'cart', '\uffee': '1' };
      const file = write('setting.json', { ...forge.setting, tx });
      const { nonce, txh } = JSON.parse(call(port, ['issue', file])) as { nonce: string; txh: string };
      expect(txh).toBe(await transactionHash(tx));
      const tok = await forge.token({ claims: { nonce, txh } });
      const result = await runCase(forge.setting, { name: '', tok, txh, want: 'ok' });
      expect(result).toMatchObject({ ok: true });
    },
    LIMIT_MS,
  );
});

describe('examples/verify/README.md', () => {
  const page = readFileSync('examples/verify/README.md', 'utf8');

  it('has the numbers of today: `npx tsx test/examples/ports-readme.ts`', async () => {
    expect(page).toContain('<!-- numbers: ');
    expect(page).toBe(await writeNumbers(page));
  });

  it.each([
    ['Python', 'python/pyproject.toml', /requires-python = ">=([\d.]+)"/],
    ['Go', 'go/go.mod', /^go ([\d.]+)$/m],
  ])('names the oldest %s that is supported', (language, file, pattern) => {
    const [, version] = pattern.exec(readFileSync(`examples/verify/${file}`, 'utf8')) ?? [];
    expect(page).toContain(`| ${language} ${version} |`);
  });
});
