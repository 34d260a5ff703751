import type { Command } from './command.ts';
import { copy } from './copy/copy.ts';
import { doctor } from './doctor/doctor.ts';
import { init } from './init/init.ts';
import { inspect } from './inspect.ts';
import { keys } from './keys/keys.ts';
import { labelsImport } from './labels/labels-import.ts';
import { KEY_COMMANDS } from './model/key-commands.ts';
import { RELEASE_COMMANDS } from './model/release-commands.ts';
import { auditVerify } from './records/audit-verify.ts';
import { policyCheck } from './records/policy-check.ts';
import { verify } from './verify/verify.ts';

/** The commands by name, of one word to three, in the order of help. A new command is a row here. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  init,
  keys,
  copy,
  doctor,
  verify,
  inspect,
  'policy check': policyCheck,
  'audit verify': auditVerify,
  'labels import': labelsImport,
  ...KEY_COMMANDS,
  ...RELEASE_COMMANDS,
};
