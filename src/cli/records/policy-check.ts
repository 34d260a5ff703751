import type { Command, Report } from '../command.ts';
import { readSource } from './read-source.ts';

/** `tellsign policy check <file>`: whether a policy would be taken. */
export const policyCheck: Command = {
  about: 'Check a policy: JSON, types of its rules, and what they read. "-" reads standard input.',
  takes: ['<file>'],
  options: {
    'no-amounts': { type: 'boolean', about: 'The site gives no amounts, so that no rule may read them.' },
  },
  async run(given, io): Promise<Report> {
    const [file = ''] = given.positionals;
    const { compilePolicy } = await import('../../decide/index.ts');
    const compiled = await compilePolicy(await readSource(file, io), {
      hasAmounts: !given.flag('no-amounts'),
    });
    if (!compiled.ok) {
      const lines = compiled.faults.map(({ line, path, reason }) =>
        [`${file}:${line}:`, path, reason].filter(Boolean).join(' '),
      );
      return { ok: false, lines, data: { file, faults: compiled.faults } };
    }
    const { name, revision, actions, rules } = compiled.policy;
    return {
      ok: true,
      lines: [
        `${file} is a policy: ${name}, revision ${revision}, ${rules.length} rules for ${actions.join(', ')}.`,
      ],
      data: { file, name, revision, actions, rules: rules.map(({ id }) => id) },
    };
  },
};
