/** One signature as `Signature-Input` describes it (RFC 9421 §4.1). */
export interface SignatureInput {
  readonly label: string;
  readonly components: readonly Component[];
  /** Parameters by name, such as `created`, `keyid` and `tag`. */
  readonly parameters: ReadonlyMap<string, string | number | true>;
}

/** Something that is signed: a header, or part of the request such as `@authority`. */
export interface Component {
  readonly name: string;
  /** It is signed in a changed form, such as one member of a header alone. */
  readonly hasParameters: boolean;
}

/** Longest header that is read, characters. Chosen: ten times one signature with a long nonce. */
const MAX_LENGTH = 4096;

const KEY = '[a-z*][a-z0-9_.*-]*';
const STRING = '"(?:[ !#-\\[\\]-~]|\\\\["\\\\])*"';
const VALUE = `${STRING}|-?\\d{1,15}|\\?[01]|:[A-Za-z0-9+/=]*:|[A-Za-z*][!#$%&'*+.^_\`|~:/\\w-]*`;
const PARAMETERS = `(?:; *${KEY}(?:=(?:${VALUE}))?)*`;
const COMPONENTS = `(?:${STRING}${PARAMETERS}(?: +|(?=\\))))*`;

/** The header as RFC 8941 writes dictionaries of inner lists, and no other form. */
const MEMBER = new RegExp(`(${KEY})=\\( *(${COMPONENTS})\\)(${PARAMETERS})(?:[ \\t]*,[ \\t]*(?!$)|$)`, 'y');
const COMPONENT = new RegExp(`(${STRING})(${PARAMETERS})`, 'g');
const PARAMETER = new RegExp(`; *(${KEY})(?:=(${VALUE}))?`, 'g');

/**
 * Every signature that the header describes; null for what can be read in two ways, such as a label or a
 * parameter that is there twice.
 */
export function readSignatureInput(header: string): readonly SignatureInput[] | null {
  if (header.length > MAX_LENGTH) return null;
  const members: SignatureInput[] = [];
  const pattern = new RegExp(MEMBER);
  while (pattern.lastIndex < header.length) {
    const found = pattern.exec(header);
    const member = found && readMember(found);
    if (!member || members.some(({ label }) => label === member.label)) return null;
    members.push(member);
  }
  return members;
}

function readMember([, label = '', list = '', rest = '']: RegExpExecArray): SignatureInput | null {
  const components = [...list.matchAll(COMPONENT)].map(([, name = '', parameters = '']) => ({
    name: unquote(name),
    hasParameters: parameters !== '',
  }));
  const pairs = [...rest.matchAll(PARAMETER)].map(
    ([, name = '', value]) => [name, readValue(value)] as const,
  );
  const parameters = new Map(pairs);
  const isTwice =
    parameters.size < pairs.length || new Set(components.map(({ name }) => name)).size < components.length;
  return isTwice ? null : { label, components, parameters };
}

function readValue(text: string | undefined): string | number | true {
  if (text === undefined) return true;
  if (text.startsWith('"')) return unquote(text);
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

const unquote = (text: string): string => text.slice(1, -1).replace(/\\(.)/g, '$1');
