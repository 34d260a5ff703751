import { readNonce } from '../../../wire/nonce.ts';
import { type Checked, type Finding, find, fine } from '../finding.ts';
import { isLocal, type Look } from '../look.ts';

/** Secure context, tag, forms, and nonces that came with the page. */
export function checkPage(look: Look): Checked {
  const { page, script, isBundled } = look;
  const findings: Finding[] = [];
  if (!isSecure(page.url)) findings.push(find('insecure_context', page.url));
  if (!script) findings.push(find('tag_missing', page.said, isBundled ? 'note' : 'warning'));
  if (script && 'data-test' in script)
    findings.push(find('test_mode', `${page.url} · data-test`, isLocal(page.url) ? 'note' : 'wrong'));
  if (script && 'data-debug' in script) findings.push(find('debug_mode', `${page.url} · data-debug`, 'note'));
  const all = [...findings, ...checkForms(look), ...checkMetas(look)];
  return all.length > 0 ? { findings: all, fine: [] } : fine(`${page.said}: tag and form are there.`);
}

const isSecure = (url: string): boolean => new URL(url).protocol === 'https:' || isLocal(url);

function checkForms({ tags, page }: Look): readonly Finding[] {
  const forms = tags.filter(({ name }) => name === 'form').map(({ attributes }) => attributes);
  const posts = forms.filter(({ method = '' }) => method.toLowerCase() === 'post');
  const guarded = forms.filter((form) => form['data-tellsign'] !== undefined);
  const nameOf = (form: Readonly<Record<string, string>>) =>
    form.id ? `form#${form.id}` : `form[action="${form.action ?? ''}"]`;
  if (guarded.length === 0 && posts.length > 0)
    return [find('form_unheld', `${page.url} · ${posts.map(nameOf).join(', ')}`, 'warning')];
  return guarded
    .filter(({ enctype = '' }) => enctype.toLowerCase() === 'multipart/form-data')
    .map((form) => find('body_unparsed', `${page.url} · ${nameOf(form)} is multipart`, 'warning'));
}

/** A nonce in the page is only as young as the page: whoever keeps the page keeps the nonce. */
function checkMetas({ tags, page }: Look): readonly Finding[] {
  const metas = tags.filter(({ name, attributes }) => name === 'meta' && attributes.name === 'vrd');
  const isKept = !/no-store/i.test(page.headers.get('cache-control') ?? '');
  const faults = metas.flatMap(({ attributes }) => {
    const { 'data-now': now, 'data-exp': exp, 'data-nonce': nonce, 'data-aud': aud } = attributes;
    const read = readNonce({ nonce, aud, now: Number(now), exp: Number(exp) });
    if (!read) return [find('nonce_wrong_type', `${page.url} · <meta name="vrd">`)];
    const ageSeconds = page.atMs / 1000 - read.exp;
    if (ageSeconds <= 0) return [];
    return [find('clock_wrong', `${page.url} · a nonce that expired ${Math.round(ageSeconds)} s ago`)];
  });
  const kept = () => [
    find('clock_wrong', `${page.url} · a nonce, without Cache-Control: no-store`, 'warning'),
  ];
  return faults.length === 0 && metas.length > 0 && isKept ? kept() : faults;
}

/** Whether the page brings a nonce for the action, so that it asks for none. */
export const bringsNonce = ({ tags, action }: Look): boolean =>
  tags.some(
    ({ name, attributes }) =>
      name === 'meta' && attributes.name === 'vrd' && [undefined, '', action].includes(attributes['data-op']),
  );
