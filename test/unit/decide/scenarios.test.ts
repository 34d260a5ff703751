import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { play } from '../../scenarios/play.ts';
import { readScenarios } from '../../scenarios/read.ts';
import { OTHERWISE } from './policy/compiled.ts';

const FOLDER = 'test/scenarios/files';
const scenarios = readdirSync(FOLDER)
  .map((name) => join(FOLDER, name))
  .flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    // The others are policies that scenarios name.
    return text.startsWith('[') ? readScenarios(file, text).map((scenario) => ({ ...scenario, file })) : [];
  });

describe('scenarios', () => {
  it.each(scenarios)('$name', async ({ file, ...scenario }) => {
    const { want, got } = await play(scenario, file);
    expect(got).toEqual(want);
  });
});

describe('a scenario file', () => {
  const event = '{ "at": 0, "account": "a", "key": null, "action": "checkout", "level": "low" }';
  const scenario = (events: string, want = '"want": {}') =>
    `[\n{ "name": "n",\n"events": [\n${events} ],\n${want} }]`;

  it.each([
    ['a syntax error', '[\n{ "name": }]', /^f:2: /],
    ['a bad value far from its end', '[\n{ "name": x }\n,\n{}\n]', /^f:2: /],
    ['two members of one name', '[\n{ "name": "a",\n"name": "b" }]', /^f:3: .*two members/],
    ['no list', '{}', /^f:1: /],
    ['an unknown level', scenario(event.replace('low', 'lowest')), /^f:4: .*level/],
    [
      'time that runs back',
      scenario(`${event.replace('"at": 0', '"at": 9')},\n${event}`),
      /^f:3: .*back in time/,
    ],
    ['no event', scenario(''), /^f:3: .*must have an event/],
    [
      'a place off the Earth',
      scenario(event.replace('"key"', '\n"place": [91, 0],\n"key"')),
      /^f:5: .*place/,
    ],
    ['an unknown member', scenario(event.replace('"key"', '\n"kye"')), /kye/],
    ['nothing wanted', scenario(event, '"now": 1'), /either want or wants/],
    ['too few wants', scenario(event, '"wants": []'), /of every event/],
  ])('with %s is refused with its line', (_, text, message) => {
    expect(() => readScenarios('f', text)).toThrow(message);
  });
});

/** Each starts a process; a busy machine takes a multiple of a second for it. */
describe('npm run scenarios', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tellsign-scenarios-'));
  const run = (text: string) => {
    const file = join(folder, 'file.json');
    writeFileSync(file, text);
    return spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'test/scenarios/index.ts', file], {
      encoding: 'utf8',
    });
  };
  const event = { at: 0, account: 'a', key: 'k', action: 'checkout', level: 'high', amount: 1 };

  it('prints one line each, and fails on a miss', () => {
    const hit = { name: 'hit', events: [event], want: { outcome: 'review' } };
    const miss = { name: 'miss', events: [event, event], wants: [null, { outcome: 'allow', rule: null }] };
    const { status, stdout } = run(JSON.stringify([hit, miss]));
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { name: 'hit', want: { outcome: 'review' }, got: { outcome: 'review' } },
      { name: 'miss', want: miss.wants, got: [null, { outcome: 'review', rule: 'machine' }] },
    ]);
    expect(status).toBe(1);
    expect(run(JSON.stringify([hit])).status).toBe(0);
  });

  it('tells what is wrong with a file, and with a policy', () => {
    expect(run('[\n')).toMatchObject({ status: 2, stderr: expect.stringContaining('file.json:2:') });
    const policy = { name: 'own', actions: ['checkout'], rules: [{ id: 'a', when: 'amount', then: 'deny' }] };
    expect(run(JSON.stringify([{ name: 'n', policy, events: [event], want: {} }]))).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/file\.json:1: otherwise/),
    });
    const scenario = `"events": ${JSON.stringify([event])}, "want": {}`;
    const text = JSON.stringify({ ...policy, otherwise: OTHERWISE }, null, 1);
    // `when` is on the policy's ninth line, and the policy begins on the file's second one.
    expect(run(`[{ "name": "n",\n"policy": ${text}, ${scenario} }]`)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/file\.json:10: rules\[0\]\.when/),
    });
  });
});
