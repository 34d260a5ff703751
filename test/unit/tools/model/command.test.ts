import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import {
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runModel } from '../../../../tools/model/run.ts';
import { openRecordings } from '../../../../train/data/training.ts';
import { pinOf } from '../../../../train/export/pin.ts';
import { writeWeights } from '../../../../train/export/weights.ts';
import { schemaNetwork } from '../../scoring/model.ts';
import { MANIFEST, MODEL_BYTES, WEIGHTS } from '../../worker/fakes.ts';

let folder = '';
const at = (name: string) => join(folder, name);

/** What a command answers as JSON. */
async function run(...words: string[]) {
  const { out, code: exit } = await runModel([...words, '--json']);
  return { exit, ...(out.startsWith('{') ? JSON.parse(out) : { usage: out }) };
}

async function writeTrained(name: string, weights: Uint8Array = WEIGHTS): Promise<string> {
  await mkdir(at(name));
  const manifest = { ...MANIFEST, weights: { file: 'random.weights', ...pinOf(weights) } };
  await writeFile(at(`${name}/manifest.json`), JSON.stringify(manifest));
  await writeFile(at(`${name}/random.onnx`), MODEL_BYTES);
  await writeFile(at(`${name}/random.weights`), weights);
  return at(name);
}

let trained = '';
let key = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tellsign-model-'));
  trained = await writeTrained('trained');
  key = (await run('keys', 'create', at('a.pem'))).key;
});
afterAll(() => rm(folder, { recursive: true }));

const sign = (to: string, version: number, ...more: string[]) =>
  run('sign', '--from', trained, '--to', at(to), '--key', at('a.pem'), '--version', String(version), ...more);

describe('npm run model -- keys', () => {
  it('writes a key that nobody else reads, and shows what is pinned', async () => {
    expect((await stat(at('a.pem'))).mode & 0o777).toBe(0o600);
    expect(key).toMatch(/^[\w-]{43}$/);
    for (const file of ['a.pem', 'a.pub.pem'])
      expect(await run('keys', 'show', at(file))).toMatchObject({ exit: 0, ok: true, key });
  });

  it('replaces no key', async () => {
    const before = await readFile(at('a.pem'), 'utf8');
    expect(await run('keys', 'create', at('a.pem'))).toMatchObject({ exit: 2, code: 'file_exists' });
    expect(await readFile(at('a.pem'), 'utf8')).toBe(before);
  });

  it('leaves no private key where it could not write both halves', async () => {
    await writeFile(at('half.pub.pem'), 'taken');
    expect(await run('keys', 'create', at('half.pem'))).toMatchObject({ exit: 2, code: 'file_exists' });
    await expect(stat(at('half.pem'))).rejects.toThrow('ENOENT');
    await writeFile(at('rest.pem'), 'taken');
    expect(await run('keys', 'create', at('rest.pem'))).toMatchObject({ exit: 2, code: 'file_exists' });
    await expect(stat(at('rest.pub.pem'))).rejects.toThrow('ENOENT');
    expect(await run('keys', 'create', at('none/a.pem'))).toMatchObject({ exit: 2, code: 'file_unwritable' });
  });

  it('takes keys that OpenSSL wrote, of P-256 alone', async () => {
    const make = async (name: string, namedCurve: string) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve });
      await writeFile(at(name), privateKey.export({ type: 'sec1', format: 'pem' }));
      return run('keys', 'show', at(name));
    };
    expect(await make('sec1.pem', 'P-256')).toMatchObject({ exit: 0 });
    expect(await make('p384.pem', 'P-384')).toMatchObject({ exit: 2, code: 'file_invalid' });
    const { privateKey } = generateKeyPairSync('rsa-pss', { modulusLength: 1024 });
    await writeFile(at('pss.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(await run('keys', 'show', at('pss.pem'))).toMatchObject({ exit: 2, code: 'file_invalid' });
    expect(await make('brainpool.pem', 'brainpoolP256r1')).toMatchObject({ exit: 2, code: 'file_invalid' });
    await writeFile(at('none.pem'), 'no key');
    expect(await run('keys', 'show', at('none.pem'))).toMatchObject({ exit: 2, code: 'file_invalid' });
  });
});

describe('npm run model -- sign', () => {
  it('writes files under names of their contents, a bundle, and the manifest that verify accepts', async () => {
    const signed = await sign('models', 17, '--min-version', '15', '--channel', 'canary', '--days', '7');
    expect(signed).toMatchObject({
      exit: 0,
      key,
      release: { version: 17, minVersion: 15, channel: 'canary' },
    });
    const { files, iat, exp } = signed.release;
    expect(exp - iat).toBe(7 * 86_400);
    expect((await readdir(at('models'))).sort()).toEqual(
      [
        'canary.jws',
        'canary-17.sig',
        'model.sig',
        files.manifest.path,
        files.onnx.path,
        files.weights.path,
      ].sort(),
    );
    expect(files.onnx.path).toContain(files.onnx.sha256.slice(0, 12));
    const verify = (...more: string[]) => run('verify', at('models/canary.jws'), '--pin', key, ...more);
    expect(await verify('--channel', 'canary')).toMatchObject({ exit: 0, release: { version: 17 } });
    expect(await verify()).toMatchObject({ exit: 1, code: 'model_channel' });
  });

  it('says with the code of a backend why a release is refused', async () => {
    await sign('old', 16);
    const verify = (file: string, pin: string, ...more: string[]) =>
      run('verify', at(file), '--pin', pin, ...more);
    expect(await verify('old/stable.jws', key, '--min-version', '17')).toMatchObject({
      exit: 1,
      code: 'model_rollback',
    });
    const { key: other } = await run('keys', 'create', at('other.pem'));
    expect(await verify('old/stable.jws', other)).toMatchObject({ exit: 1, code: 'model_key' });
  });

  it.each<[string, readonly string[]]>([
    ['a version of nothing', ['--version', '0']],
    ['a floor above the version', ['--version', '3', '--min-version', '4']],
    ['a life of more than 90 days', ['--version', '3', '--days', '91']],
    ['a channel that is a path', ['--version', '3', '--channel', '../x']],
  ])('signs nothing with %s', async (_, words) => {
    const result = await run('sign', '--from', trained, '--to', at('never'), '--key', at('a.pem'), ...words);
    expect(result).toMatchObject({ exit: 2, code: 'argument_invalid' });
    await expect(readdir(at('never'))).rejects.toThrow('ENOENT');
  });

  it('signs no weights of another network: page and backend would differ', async () => {
    const mixed = await writeTrained('mixed', Uint8Array.from(writeWeights(schemaNetwork(12))));
    const words = ['--from', mixed, '--to', at('never'), '--key', at('a.pem'), '--version', '3'];
    expect(await run('sign', ...words)).toMatchObject({
      exit: 1,
      ok: false,
      code: 'model_unsupported',
      detail: 'page and backend would score differently',
    });
  });

  it('leaves files of earlier releases to the pages that are open', async () => {
    const first = await sign('kept', 1);
    await writeFile(at('kept/stray.txt'), 'left');
    await sign('kept', 2);
    const names = await readdir(at('kept'));
    expect(names).toEqual(expect.arrayContaining([first.release.files.onnx.path, 'stray.txt']));
  });
});

describe('npm run model -- sign, beside what is in force', () => {
  const verify = (file: string, ...more: string[]) => run('verify', at(file), '--pin', key, ...more);

  it('leaves the releases of other channels what they are', async () => {
    await sign('channels', 1);
    await sign('channels', 2, '--channel', 'canary');
    expect(await verify('channels/stable.jws')).toMatchObject({ exit: 0, release: { version: 1 } });
    expect(await verify('channels/canary.jws', '--channel', 'canary')).toMatchObject({ exit: 0 });
  });

  it.each([
    ['a space', 'my model'],
    ['a letter beyond ASCII', 'Mödel'],
    ['too many letters', 'a'.repeat(200)],
  ])('signs no name with %s, and the release before stays', async (how, name) => {
    const [to, from] = [`named ${how}`, await writeTrained(`from ${how}`)];
    await sign(to, 1);
    const settings = JSON.parse(await readFile(join(from, 'manifest.json'), 'utf8'));
    await writeFile(join(from, 'manifest.json'), JSON.stringify({ ...settings, name }));
    const words = ['--from', from, '--to', at(to), '--key', at('a.pem'), '--version', '2'];
    expect(await run('sign', ...words)).toMatchObject({ exit: 1, code: 'model_malformed' });
    expect(await verify(`${to}/stable.jws`)).toMatchObject({ exit: 0, release: { version: 1 } });
  });

  it.each(['null', '[]', '{"file":5,"weights":{}}', '{'])('signs no settings %s', async (settings) => {
    const from = await writeTrained(`settings ${settings.length}`);
    await writeFile(join(from, 'manifest.json'), settings);
    const words = ['--from', from, '--to', at('never'), '--key', at('a.pem'), '--version', '2'];
    expect(await run('sign', ...words)).toMatchObject({ exit: 1, code: expect.stringMatching(/^model_/) });
  });

  it('never goes back, in releases and in lists', async () => {
    const back = { exit: 2, code: 'argument_invalid', detail: expect.stringContaining('version 2 already') };
    await sign('forward', 2);
    expect(await sign('forward', 1)).toMatchObject(back);
    // Two of one version could not be told apart, and its bundle would be another.
    expect(await sign('forward', 2)).toMatchObject(back);
    await run('keys', 'create', at('forward.pem'));
    const list = (version: string) =>
      run(
        'keys',
        'list',
        '--root',
        at('forward.pem'),
        '--to',
        at('forward'),
        '--pin',
        key,
        '--version',
        version,
      );
    expect(await list('2')).toMatchObject({ exit: 0 });
    expect(await list('1')).toMatchObject(back);
    expect(await list('2')).toMatchObject(back);
  });

  it('signs by no key that the list beside it has not, and says that a second one has to sign', async () => {
    await run('keys', 'create', at('listing.pem'));
    const { key: other } = await run('keys', 'create', at('not-listed.pem'));
    const list = (...pins: string[]) =>
      run('keys', 'list', '--root', at('listing.pem'), '--to', at('beside'), '--version', ...pins);
    await list('1', '--pin', other);
    expect(await sign('beside', 1)).toMatchObject({ exit: 1, code: 'model_key' });
    await list('2', '--pin', other, '--pin', key, '--signers', '2');
    expect(await sign('beside', 1)).toMatchObject({ exit: 0, next: expect.stringContaining('countersign') });
  });

  it('takes no private key out of the folder that is served', async () => {
    const { key: inside } = await run('keys', 'create', at('kept/inside.pem'));
    const words = ['--from', trained, '--to', at('kept'), '--version', '9', '--key', at('kept/inside.pem')];
    expect(await run('sign', ...words)).toMatchObject({ exit: 2, code: 'argument_invalid' });
    const list = ['--root', at('kept/inside.pem'), '--to', at('kept'), '--version', '9', '--pin', key];
    expect(await run('keys', 'list', ...list)).toMatchObject({ exit: 2, code: 'argument_invalid' });
    await rm(at('kept/inside.pem'));
    await rm(at('kept/inside.pub.pem'));
    // A name that only looks like the way out of the folder.
    await writeFile(at('kept/..x.pem'), await readFile(at('a.pem')));
    const named = words.with(-1, at('kept/..x.pem'));
    expect(await run('sign', ...named)).toMatchObject({ exit: 2, code: 'argument_invalid' });
    await rm(at('kept/..x.pem'));
    // A link to a key is served like the key, also where nobody names the link.
    await symlink(at('kept/inside.pem'), at('chain.pem'));
    for (const make of [symlink, link]) {
      await make(at('a.pem'), at('kept/inside.pem'));
      for (const pem of ['kept/inside.pem', 'a.pem', 'chain.pem'])
        expect(await run('sign', ...words.with(-1, at(pem)))).toMatchObject({
          exit: 2,
          code: 'argument_invalid',
        });
      await rm(at('kept/inside.pem'));
    }
    expect(inside).toHaveLength(43);
  });

  it('checks its bundle where files of earlier releases lie beside it', async () => {
    const from = await writeTrained('from another');
    await sign('grown', 1);
    const settings = JSON.parse(await readFile(join(from, 'manifest.json'), 'utf8'));
    await writeFile(join(from, 'manifest.json'), JSON.stringify({ ...settings, name: 'another' }));
    const words = ['--from', from, '--to', at('grown'), '--key', at('a.pem'), '--version', '2'];
    expect(await run('sign', ...words)).toMatchObject({ exit: 0 });
    // What a run that was killed leaves is no file of the model.
    await writeFile(at('grown/stable.jws.lock'), '');
    for (const name of ['evil.part', 'evil.onnx.jws.lock', 'evil.onnx.jws', 'evil.sig'])
      await writeFile(at(`grown/${name}`), 'unsigned');
    const strangers = expect.stringContaining('evil.onnx.jws evil.onnx.jws.lock evil.part evil.sig');
    expect(await run('verify', at('grown'), '--public-key', at('a.pub.pem'))).toMatchObject({
      code: 'model_bundle',
      detail: strangers,
    });
    for (const name of ['evil.part', 'evil.onnx.jws.lock', 'evil.onnx.jws', 'evil.sig'])
      await rm(at(`grown/${name}`));
    const check = (...more: string[]) => run('verify', at('grown'), '--public-key', at('a.pub.pem'), ...more);
    const unsigned = expect.stringMatching(/^no part of model\.sig: manifest-\w{12}\.json$/);
    expect(await check()).toMatchObject({ exit: 1, code: 'model_bundle', detail: unsigned });
    expect(await check('--ignore-unsigned-files')).toMatchObject({ exit: 0 });
  });

  it.each(['{"version":{"valueOf":1,"toString":1}}', '{"version":"5"}', '{"version":[99]}', 'x'])(
    'takes the place of what claims %s',
    async (claims) => {
      const to = `hostile ${claims.length}`;
      await mkdir(at(to), { recursive: true });
      await writeFile(at(`${to}/stable.jws`), `x.${Buffer.from(claims).toString('base64url')}.y`);
      expect(await sign(to, 1)).toMatchObject({ exit: 0 });
    },
  );

  it.each(['{"valueOf":1,"toString":1}', '"2"', '0', '3'])(
    'signs nothing by a list of %s signers',
    async (text) => {
      const to = `listed by ${text.length}`;
      await mkdir(at(to), { recursive: true });
      const claims = Buffer.from(`{"keys":["${key}"],"signers":${text}}`).toString('base64url');
      await writeFile(at(`${to}/keys.jws`), `x.${claims}.y`);
      expect(await sign(to, 1)).toMatchObject({ exit: 1, code: 'keys_malformed' });
      expect(await readdir(at(to))).toEqual(['keys.jws']);
    },
  );

  it('writes nothing where a folder lies in the place of a file', async () => {
    await mkdir(at('blocked/model.sig'), { recursive: true });
    expect(await sign('blocked', 1)).toMatchObject({ exit: 2, code: 'file_unwritable' });
    expect(await readdir(at('blocked'))).toEqual(['model.sig']);
  });

  it.each([
    ['--public-key', 'a.pub.pem', '--pin', 'A'.repeat(43)],
    ['--public-key', 'a.pub.pem', '--min-version', '99'],
    ['--pin', 'A'.repeat(43), '--ignore-unsigned-files'],
    ['--pin', 'A'.repeat(43), '--min-list', '99'],
    ['--pin', 'A'.repeat(43), '--min-list', '0'],
  ])('checks no less than %s %s %s asks for', async (...words) => {
    await sign('asked', 1).catch(() => undefined);
    const told = await run('verify', at('asked/stable.jws'), ...words);
    expect(told).toMatchObject({ exit: 2, code: 'argument_invalid' });
  });

  it.each(['SIGINT', 'SIGTERM'])(
    'ends what it began and says so where %s comes, and leaves no lock',
    async (signal) => {
      const script = `
      const { alone } = await import(${JSON.stringify(join(process.cwd(), 'src/cli/model/replace.ts'))});
      const work = async () => {
        process.kill(process.pid, '${signal}');
        await new Promise((done) => setTimeout(done, 50));
        throw new Error('what it came to');
      };
      await alone(${JSON.stringify(at('stopped'))}, work).catch(({ message }) => console.log(message));`;
      const words = ['--import', 'tsx', '--input-type=module', '-e', script];
      const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
      expect([status, stdout]).toEqual([0, 'what it came to\n']);
      await expect(stat(at('stopped.lock'))).rejects.toThrow('ENOENT');
    },
  );

  it('says what to do about a version above which there is none', async () => {
    await mkdir(at('highest'));
    for (const file of ['stable.jws', 'keys.jws']) {
      const claims = Buffer.from(`{"version":${2 ** 53 - 1}}`).toString('base64url');
      await writeFile(at(`highest/${file}`), `x.${claims}.y`);
    }
    const told = { exit: 2, code: 'argument_invalid', detail: expect.stringContaining('delete it first') };
    const list = ['--root', at('a.pem'), '--to', at('highest'), '--pin', 'B'.repeat(43), '--version', '2'];
    expect(await run('keys', 'list', ...list)).toMatchObject(told);
    await rm(at('highest/keys.jws'));
    expect(await sign('highest', 2)).toMatchObject(told);
    await rm(at('highest/stable.jws'));
    expect(await sign('highest', 2)).toMatchObject({ exit: 0 });
  });

  it('signs by no key whose public half is another one’s', async () => {
    const d = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }).d ?? '';
    const { d: own = '', ...half } = createPrivateKey(await readFile(at('a.pem'), 'utf8')).export({
      format: 'jwk',
    });
    const pem = createPrivateKey({ key: { ...half, d: own }, format: 'jwk' }).export({
      type: 'sec1',
      format: 'der',
    });
    const at_ = pem.indexOf(Buffer.from(own, 'base64url'));
    Buffer.from(d, 'base64url').copy(pem, at_);
    const text = `-----BEGIN EC PRIVATE KEY-----\n${pem.toString('base64')}\n-----END EC PRIVATE KEY-----\n`;
    await writeFile(at('mixed.pem'), text);
    const words = ['--from', trained, '--to', at('never'), '--key', at('mixed.pem'), '--version', '2'];
    expect(await run('sign', ...words)).toMatchObject({ exit: 2, code: 'file_invalid' });
  });

  it('follows no link where it writes', async () => {
    await sign('linked', 1);
    await writeFile(at('victim'), 'untouched');
    await symlink(at('victim'), at('linked/stable.jws.part'));
    await sign('linked', 2);
    expect(await readFile(at('victim'), 'utf8')).toBe('untouched');
    expect((await lstat(at('linked/stable.jws'))).isFile()).toBe(true);
  });

  it('takes no pipe and no folder for a file, and no folder that is a file', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    for (const [to, file] of [
      ['piped-list', 'keys.jws'],
      ['piped', 'stable.jws'],
    ] as const) {
      await mkdir(at(to));
      execFileSync('mkfifo', [at(`${to}/${file}`)]);
      expect(await sign(to, 1)).toMatchObject({ exit: 2, code: 'file_unreadable' });
      expect((await readdir(at(to))).filter((name) => name.endsWith('.lock'))).toEqual([]);
    }
    expect(await run('keys', 'show', at('pipe'))).toMatchObject({ exit: 2, code: 'file_unreadable' });
    expect(await verify('.')).toMatchObject({ exit: 2, code: 'file_unreadable' });
    expect(await sign('a.pem/under', 1)).toMatchObject({ exit: 2, code: 'file_unwritable' });
  });
});

describe('npm run model -- rotate', () => {
  const rotate = async (name: string, ...more: string[]) =>
    (await run('rotate', at('a.pem'), at(name), ...more)) as { key: string; pins: string[]; steps: string[] };

  it('lists both keys under a root, then the new one alone, by commands that can be carried out', async () => {
    const { key: root } = await run('keys', 'create', at('rotate-root.pem'));
    const listed = await rotate('r1.pem', '--root');
    expect(listed.steps.join()).not.toContain('#key=');
    expect(listed.pins).toBeUndefined();
    const commands = listed.steps.flatMap((step) => /tellsign model (keys list .*)/.exec(step)?.[1] ?? []);
    const keys: unknown[] = [];
    for (const [at_, command] of commands.entries()) {
      const words = command.replace('ROOT.pem', at('rotate-root.pem')).replace('DIR', at('rotate-list'));
      const told = await run(...words.replace('--version N', `--version ${at_ + 1}`).split(' '));
      expect(told).toMatchObject({ exit: 0, root });
      keys.push((told.list as { keys: string[] }).keys);
    }
    expect(keys).toEqual([[key, listed.key], [listed.key]]);
  });

  it('says of a second signer what pages pin', async () => {
    const other = 'B'.repeat(43);
    const two = await rotate('r2.pem', '--other', other);
    expect(two.pins).toEqual([two.key, other]);
    expect(two.steps.join()).toContain(`#key=${two.key}&key=${other}&signers=2`);
    expect(two.steps.join()).toContain('countersign');
    expect((await rotate('r3.pem', '--other', other, '--root')).steps.join()).toContain('--signers 2');
  });

  it.each([['garbage'], ['the old key']])('takes no %s for the key that stays', async (what) => {
    const other = what === 'garbage' ? what : key;
    expect(await rotate('r4.pem', '--other', other)).toMatchObject({ exit: 2, code: 'argument_invalid' });
    await expect(stat(at('r4.pem'))).rejects.toThrow('ENOENT');
  });

  it('makes the next key: both are honoured, then the new one alone', async () => {
    await sign('rotated', 17);
    const { pins, steps, key: next } = await run('rotate', at('a.pem'), at('next.pem'));
    expect(pins).toEqual([key, next]);
    expect(steps[0]).toContain(`#key=${key}&key=${next}`);
    const verify = (file: string, ...keys: string[]) =>
      run('verify', at(file), ...keys.flatMap((pin) => ['--pin', pin]));
    expect(await verify('rotated/stable.jws', key, next)).toMatchObject({ exit: 0 });
    expect(await verify('rotated/stable.jws', next)).toMatchObject({ exit: 1, code: 'model_key' });
    const words = ['--from', trained, '--to', at('rotated'), '--key', at('next.pem'), '--version', '18'];
    expect(await run('sign', ...words)).toMatchObject({ exit: 0, key: next });
    expect(await verify('rotated/stable.jws', next)).toMatchObject({ exit: 0, release: { version: 18 } });
    expect(await verify('rotated/stable.jws', key)).toMatchObject({ exit: 1, code: 'model_key' });
  });
});

describe('npm run model -- keys list', () => {
  const list = (to: string, ...more: string[]) =>
    run('keys', 'list', '--root', at('root.pem'), '--to', at(to), ...more);

  it('rotates a stolen key out without another pin', async () => {
    const { key: root } = await run('keys', 'create', at('root.pem'));
    const { key: next } = await run('keys', 'create', at('listed.pem'));
    await sign('listed', 17);
    const verify = (...more: string[]) =>
      run('verify', at('listed/stable.jws'), '--pin-root', root, '--min-list', '1', ...more);
    expect(await verify()).toMatchObject({ exit: 1, code: 'model_unavailable' });
    expect(await list('listed', '--pin', key, '--version', '1')).toMatchObject({
      exit: 0,
      root,
      list: { version: 1, keys: [key] },
    });
    expect(await verify()).toMatchObject({ exit: 0, release: { version: 17 } });
    await list('listed', '--pin', next, '--version', '2');
    expect(await verify()).toMatchObject({ exit: 1, code: 'model_key' });
    const words = ['--from', trained, '--to', at('listed'), '--key', at('listed.pem'), '--version', '18'];
    await run('sign', ...words);
    expect(await verify()).toMatchObject({ exit: 0, release: { version: 18 } });
    expect(await verify('--min-list', '3')).toMatchObject({ exit: 1, code: 'keys_rollback' });
  });

  it.each<[string, readonly string[]]>([
    ['no key', ['--version', '1']],
    ['three keys', ['--version', '1', ...[1, 2, 3].flatMap((n) => ['--pin', String(n).repeat(43)])]],
    ['a key twice', ['--version', '1', '--pin', 'a'.repeat(43), '--pin', 'a'.repeat(43)]],
    ['what is no thumbprint', ['--version', '1', '--pin', 'short']],
    ['a version of nothing', ['--version', '0', '--pin', 'a'.repeat(43)]],
    ['a life of more than 190 days', ['--version', '1', '--pin', 'a'.repeat(43), '--days', '191']],
  ])('lists nothing with %s', async (_, words) => {
    expect(await list('unlisted', ...words)).toMatchObject({ exit: 2, code: 'argument_invalid' });
    await expect(readdir(at('unlisted'))).rejects.toThrow('ENOENT');
  });

  it('lists no root, and signs for no channel whose file would be the list', async () => {
    const { key: root } = await run('keys', 'show', at('root.pem'));
    expect(await list('unlisted', '--pin', root, '--version', '1')).toMatchObject({
      exit: 2,
      code: 'argument_invalid',
    });
    expect(await sign('never', 3, '--channel', 'keys')).toMatchObject({ exit: 2, code: 'argument_invalid' });
  });
});

describe('npm run model -- countersign', () => {
  let second = '';
  beforeAll(async () => {
    second = (await run('keys', 'create', at('second.pem'))).key;
    await run('keys', 'create', at('stranger.pem'));
  });
  const countersign = (file: string, pem: string, first = key, ...more: string[]) =>
    run('countersign', at(file), '--key', at(pem), '--pin', first, ...more);
  const verify = (file: string, ...more: string[]) =>
    run('verify', at(file), '--pin', key, '--pin', second, '--signers', '2', ...more);

  it('adds the second signature, of whoever has the same files', async () => {
    await sign('two', 17);
    expect(await verify('two/stable.jws')).toMatchObject({ exit: 1, code: 'model_signers' });
    expect(await countersign('two/stable.jws', 'second.pem', key, '--from', trained)).toMatchObject({
      exit: 0,
      keys: [key, second],
      claims: { version: 17 },
    });
    expect(await verify('two/stable.jws')).toMatchObject({ exit: 0, release: { version: 17 } });
  });

  it.each<[string, string, () => string, string]>([
    ['a third', 'stranger.pem', () => key, 'signed_twice'],
    ['the first once more', 'a.pem', () => key, 'argument_invalid'],
    ['one that did not sign', 'stranger.pem', () => second, 'model_key'],
  ])('adds none by %s', async (_, pem, first, code) => {
    await rm(at('once'), { recursive: true, force: true });
    await sign('once', 17);
    if (code === 'signed_twice') await countersign('once/stable.jws', 'second.pem');
    const before = await readFile(at('once/stable.jws'), 'utf8');
    expect(await countersign('once/stable.jws', pem, first())).toMatchObject({ ok: false, code });
    expect(await readFile(at('once/stable.jws'), 'utf8')).toBe(before);
  });

  it('adds none to a release that a backend refuses, or of other files than the second has', async () => {
    const { release } = await sign('bad', 17);
    const other = await writeTrained('other');
    const settings = JSON.parse(await readFile(join(other, 'manifest.json'), 'utf8'));
    await writeFile(join(other, 'manifest.json'), JSON.stringify({ ...settings, name: 'another' }));
    expect(await countersign('bad/stable.jws', 'second.pem', key, '--from', other)).toMatchObject({
      exit: 1,
      code: 'model_hash',
    });
    await rm(at(`bad/${release.files.weights.path}`));
    expect(await countersign('bad/stable.jws', 'second.pem')).toMatchObject({
      exit: 1,
      code: 'model_unavailable',
    });
    expect((await readFile(at('bad/stable.jws'), 'utf8')).split('\n')).toHaveLength(1);
  });

  it('of two who countersign at once tells one that it was in vain', async () => {
    for (let round = 0; round < 8; round++) {
      await sign('race', 17 + round);
      const told = await Promise.all([
        countersign('race/stable.jws', 'second.pem'),
        countersign('race/stable.jws', 'stranger.pem'),
      ]);
      const done = told.filter(({ exit }) => exit === 0);
      expect(told.map(({ code }) => code ?? 'done').sort()).toEqual([
        'done',
        expect.stringMatching(/^(file_in_use|signed_twice)$/),
      ]);
      const pins = done[0].keys.flatMap((pin: string) => ['--pin', pin]);
      expect(await run('verify', at('race/stable.jws'), ...pins, '--signers', '2')).toMatchObject({
        exit: 0,
      });
    }
  });

  it('adds none by a key that the list beside it has not, and none where the first is no thumbprint', async () => {
    const { key: root } = await run('keys', 'create', at('own-root.pem'));
    const words = ['--root', at('own-root.pem'), '--to', at('listed-one'), '--version', '1', '--pin', key];
    expect(await run('keys', 'list', ...words)).toMatchObject({ exit: 0 });
    await sign('listed-one', 17);
    expect(await countersign('listed-one/stable.jws', 'second.pem')).toMatchObject({
      exit: 1,
      code: 'model_key',
    });
    expect(await run('verify', at('listed-one/stable.jws'), '--pin-root', root)).toMatchObject({ exit: 0 });
    expect(await countersign('listed-one/stable.jws', 'second.pem', 'foo')).toMatchObject({
      exit: 2,
      code: 'argument_invalid',
    });
  });

  it('adds none to a list that names the second root', async () => {
    const [one, two] = await Promise.all(
      ['race-one', 'race-two'].map(async (name) => (await run('keys', 'create', at(`${name}.pem`))).key),
    );
    const words = ['--root', at('race-one.pem'), '--to', at('own'), '--version', '1', '--pin', two];
    expect(await run('keys', 'list', ...words)).toMatchObject({ exit: 0 });
    expect(await countersign('own/keys.jws', 'race-two.pem', one)).toMatchObject({
      exit: 1,
      code: 'keys_malformed',
    });
  });

  it('lets two roots list two keys that must both sign', async () => {
    await sign('roots', 17);
    await countersign('roots/stable.jws', 'second.pem');
    const roots = await Promise.all(
      ['one', 'two'].map(async (name) => (await run('keys', 'create', at(`root-${name}.pem`))).key),
    );
    const words = ['--to', at('roots'), '--pin', key, '--pin', second, '--version', '1', '--signers', '2'];
    expect(await run('keys', 'list', '--root', at('root-one.pem'), ...words)).toMatchObject({
      exit: 0,
      list: { signers: 2 },
    });
    const pins = roots.flatMap((root) => ['--pin-root', root]);
    const check = (...more: string[]) => run('verify', at('roots/stable.jws'), ...pins, ...more);
    expect(await check()).toMatchObject({ exit: 0 });
    expect(await check('--signers', '2')).toMatchObject({ exit: 1, code: 'keys_signers' });
    expect(await countersign('roots/keys.jws', 'root-two.pem', roots[0])).toMatchObject({ exit: 0 });
    expect(await check('--signers', '2')).toMatchObject({ exit: 0 });
    await sign('roots', 18);
    expect(await check('--signers', '2')).toMatchObject({ exit: 1, code: 'model_signers' });
    const by = (pem: string) => countersign('roots/stable.jws', pem);
    expect(await by('stranger.pem')).toMatchObject({ exit: 1, code: 'model_key' });
    expect(await by('second.pem')).toMatchObject({ exit: 0 });
    expect(await check('--signers', '2')).toMatchObject({ exit: 0 });
  });

  it('lists no single key of which two must sign', async () => {
    const words = ['--to', at('unlisted'), '--pin', key, '--version', '1', '--signers', '2'];
    expect(await run('keys', 'list', '--root', at('root-one.pem'), ...words)).toMatchObject({
      exit: 2,
      code: 'argument_invalid',
    });
  });
});

describe('npm run model -- bom', () => {
  const bomOf = async (from: string, ...more: string[]) => {
    const said = await run('bom', '--from', from, '--to', at('bom.json'), ...more);
    return said.exit === 0 ? JSON.parse(await readFile(at('bom.json'), 'utf8')) : said;
  };
  const hashIn = ({ hashes }: { readonly hashes: readonly { readonly content: string }[] }) =>
    hashes[0]?.content;

  it('names the model, its files and every recording by hash, the same bytes each time', async () => {
    const bom = await bomOf('model');
    const manifest = JSON.parse(await readFile('model/manifest.json', 'utf8'));
    const { files } = JSON.parse(await readFile('model/data.json', 'utf8'));
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(hashIn(bom.metadata.component)).toBe(manifest.sha256);
    const hashes = bom.components.map(hashIn);
    expect(hashes).toContain(manifest.weights.sha256);
    for (const { sha256 } of files) expect(hashes).toContain(sha256);
    expect(await bomOf('model')).toEqual(bom);
    expect(bom.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('lists what training reads, by the corpus', async () => {
    const { files } = JSON.parse(await readFile('model/data.json', 'utf8'));
    const namesOf = (...uses: string[]) =>
      files.flatMap(({ name, use }: { name: string; use: string }) => (uses.includes(use) ? [name] : []));
    const recordings = openRecordings();
    if (!recordings.ok) return;
    const { train, unfitted, bots, test } = recordings.value;
    const hashOf = new Map(files.map(({ name, sha256 }: Record<string, string>) => [name, sha256]));
    for (const { name, sha256 } of [...train, ...unfitted, ...bots, ...test])
      expect([name, hashOf.get(name)]).toEqual([name, sha256]);
    expect(namesOf('fit')).toEqual(train.map(({ name }) => name));
    expect(namesOf('floor')).toEqual(unfitted.map(({ name }) => name));
  });

  it.each<[string, string, string]>([
    ['is no JSON', '{', 'data_malformed'],
    ['is a word', '"data"', 'data_malformed'],
    [
      'has a short hash',
      '{"command":"x","files":[{"name":"a","sha256":"00","use":"fit"}]}',
      'data_malformed',
    ],
    [
      'has a use of nothing',
      `{"command":"x","files":[{"name":"a","sha256":"${'0'.repeat(64)}","use":"toString"}]}`,
      'data_malformed',
    ],
  ])('writes nothing from a list that %s', async (_, text, code) => {
    await writeFile(join(trained, 'data.json'), text);
    expect(await bomOf(trained)).toMatchObject({ exit: 1, code });
  });

  it('writes nothing where a recording is another than the list says', async () => {
    const file = { name: 'a.gz', sha256: '0'.repeat(64), use: 'fit', licence: null, what: 'x' };
    await writeFile(join(trained, 'data.json'), JSON.stringify({ command: 'x', files: [file] }));
    await writeFile(at('a.gz'), 'recording');
    expect(await bomOf(trained, '--data', folder)).toMatchObject({ exit: 1, code: 'data_changed' });
  });
});

describe('npm run model', () => {
  it.each([
    [[]],
    [['train']],
    [['keys']],
    [['keys', 'burn', 'a']],
    [['keys', 'list']],
    [['verify', 'a.jws', '--min-list', '1']],
    [['sign']],
    [['verify', 'a.jws']],
    [['rotate', 'a']],
    [['countersign', 'a.jws', '--key', 'a.pem']],
  ])('asked for %j says how it is used', async (words) => {
    expect((await runModel(words)).code).toBe(2);
  });

  it.each([['--colour'], ['--days=x'], ['--version']])('knows no %s', async (word) => {
    expect((await sign('never', 3, word)).exit).toBe(2);
  });
});
