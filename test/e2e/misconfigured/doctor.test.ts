import { describe, expect, it } from 'vitest';
import type { MisconfigurationName } from '../../../src/contract/misconfiguration.ts';
import { callJson } from '../../unit/cli/call.ts';
import { HOST, ROWS } from './rows.ts';
import { type Fault, openFaultySite } from './site.ts';

interface Found {
  readonly name: MisconfigurationName;
  readonly seen: string;
  readonly severity: string;
  readonly change: string;
}

/** The site’s other name leads to the loopback address, as in the browser. */
const fetchByName = (async (input: string, init?: RequestInit) => {
  const { url, status, headers, body } = await fetch(input.replace(HOST, '127.0.0.1'), init);
  const response = new Response(body, { status, headers });
  return Object.defineProperty(response, 'url', { value: url });
}) as typeof fetch;

/** What the doctor says of a site, without notes, and without its audience, which is that of all tests. */
async function examine(fault: Fault, host = '127.0.0.1') {
  const site = await openFaultySite(fault);
  try {
    const url = site.origin.replace('127.0.0.1', host);
    const { code, data } = await callJson(['doctor', url], { fetch: fetchByName });
    const findings = data.findings as readonly Found[];
    const told = findings.filter(
      ({ name, severity }) => severity !== 'note' && String(name) !== 'audience_other',
    );
    return { code, findings: told, unseen: data.unseen };
  } finally {
    await site.stop();
  }
}

describe('tellsign doctor', () => {
  it.each(ROWS.filter((row) => row.doctor !== null))('finds $name by name', async (row) => {
    const { findings } = await examine(row, row.host);
    expect(findings.map(({ name }) => name)).toEqual([row.name]);
    expect(findings[0]?.change).toMatch(/^[A-Z].*\.$/);
  });

  it.each(ROWS.filter((row) => row.doctor === null))('says where $name shows instead', async (row) => {
    const { code, findings, unseen } = await examine(row, row.host);
    expect([code, findings]).toEqual([0, []]);
    expect(unseen).toHaveProperty(row.name);
  });

  it('finds nothing on a page that is right', async () => {
    expect(await examine({})).toMatchObject({ code: 0, findings: [] });
  });
});
