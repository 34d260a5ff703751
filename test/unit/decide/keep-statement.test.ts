import { PGlite } from '@electric-sql/pglite';
import { describe, expect, it } from 'vitest';
import { keepStatement } from '../../../src/decide/keep-statement.ts';

const ADD = 'SELECT $1::float8 + $2::float8 AS sum, $3::text AS name';
const COLUMNS = 'sum float8, name text';
const inBlock = (statements: string) => `DO $$ BEGIN ${statements} END $$`;

describe('a statement that the database keeps', () => {
  it('answers as it does itself, and may be made again', async () => {
    const db = await PGlite.create();
    const { create, call } = keepStatement('add', ADD, COLUMNS);
    for (const _ of [1, 2]) await db.query(inBlock(create));
    expect((await db.query(call, [1, 2, "o'x"])).rows).toEqual([{ sum: 3, name: "o'x" }]);
    await db.close();
  });

  it('has another name with another text', () => {
    const other = ADD.replace('+', '-');
    const calls = [ADD, other].map((statement) => keepStatement('add', statement, COLUMNS).call);
    expect(new Set(calls).size).toBe(2);
  });

  it('must say the type of each parameter', () => {
    expect(() => keepStatement('add', 'SELECT $2::text', 'name text')).toThrow('$1 has no type');
  });

  it('reads a table that has grown by its index still', async () => {
    const db = await PGlite.create();
    await db.query('CREATE TABLE grown (id int PRIMARY KEY, value text)');
    const statement = `SELECT grown.value FROM grown JOIN jsonb_array_elements_text($1::jsonb) AS own (id)
      ON grown.id = own.id::int`;
    const { create, call } = keepStatement('find', statement, 'value text');
    await db.query(inBlock(create));
    const scans = async () => {
      await db.query('SELECT pg_stat_force_next_flush()');
      return (await db.query(`SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'grown'`)).rows;
    };
    const before = await scans();
    await db.query(call, ['["1"]']);
    await db.query(`INSERT INTO grown SELECT id, 'x' FROM generate_series(1, 5000) AS id`);
    expect((await db.query(call, ['["1"]'])).rows).toEqual([{ value: 'x' }]);
    expect(await scans()).toEqual(before);
    await db.close();
  });
});
