import { type Forge, sorted } from '../forge.ts';
import type { Case } from '../run.ts';

/**
 * Texts that are the one way to write a number (RFC 8785), but no safe integer: the claim's form refuses
 * them, after the signature.
 */
const CANONICAL = [
  '0.1',
  '1e-7',
  '0.000001',
  '-1.5',
  '5e-324',
  '9007199254740992',
  '123456789012345680000',
  '100000000000000000000',
  '1e+21',
  '1.2345678901234567e+30',
  '1.7976931348623157e+308',
] as const;

/** Other texts of numbers. */
const OTHER = [
  '1e21',
  '1E+21',
  '1e+3',
  '1e3',
  '0.10',
  '0.1e0',
  '1.0',
  '1.',
  '.5',
  '+1',
  '00',
  '0x10',
  '1e400',
  '-1e400',
  '1e-400',
  '-0.0',
  '0.0000001',
  '1000000000000000000000',
  '123456789012345678901',
  '0.30000000000000004441',
  '1_000',
  '１',
] as const;

/**
 * Numbers, where parsers differ most: integers read as 64 bits, digits cut, exponents laid out another way.
 */
export async function numbers(forge: Forge): Promise<readonly Case[]> {
  const { token, claims } = forge;
  const withNumber = async (number: string, want: string): Promise<Case> => ({
    name: `q written ${number}`,
    tok: await token({ payloadText: sorted(await claims()).replace('"q":-137', `"q":${number}`) }),
    want,
  });
  const extension = async (name: string, x: string, want: string): Promise<Case> => ({
    name,
    tok: await token({ payloadText: sorted(await claims()).replace(/}$/, `,"x":${x}}`) }),
    want,
  });
  return [
    ...(await Promise.all(CANONICAL.map((number) => withNumber(number, 'claim_invalid')))),
    ...(await Promise.all(OTHER.map((number) => withNumber(number, 'malformed')))),
    await extension('extension with a fraction', '{"a":0.5}', 'claim_invalid'),
    await extension('extension with an unsafe integer', '{"a":[9007199254740992]}', 'claim_invalid'),
    await extension('extension with every kind of value', '{"":[],"a":[1,true,null,{"b":""}],"c":{}}', 'ok'),
    await extension('extension with keys unsorted', '{"b":1,"a":1}', 'malformed'),
    await extension('extension with numeric keys by text', '{"10":1,"9":1}', 'ok'),
    await extension('extension with numeric keys by number', '{"9":1,"10":1}', 'malformed'),
    await extension('extension with a trailing comma', '{"a":1,}', 'malformed'),
    await extension('extension with single quotes', "{'a':1}", 'malformed'),
    await extension('extension not closed', '{"a":1', 'malformed'),
  ];
}
