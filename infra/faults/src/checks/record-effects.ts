import { withDatabase } from '../with-database.ts'
import type { Effect } from './expected.ts'

/**
 * Lets PostgreSQL write down every single change of a projection, in the transaction that makes it. The projections of the
 * services are overwritten by repeats without a trace; with this each repeat and each step back can be seen.
 */
export async function recordEffects(databaseUrl: string, tables: readonly string[]): Promise<void> {
  await withDatabase(databaseUrl, async (client) => {
    await client.query(`
      create table effect_record (
        position bigint generated always as identity primary key, thing uuid not null, name text not null,
        active boolean not null, at timestamptz not null default clock_timestamp()
      );
      create function record_effect() returns trigger language plpgsql as $$
        begin
          insert into effect_record (thing, name, active) values (new.id, new.name, new.active);
          return null;
        end
      $$;
      ${tables.map((table) => `create trigger record_effect after insert or update on ${table} for each row execute function record_effect();`).join('\n')}`)
  })
}

/** Everything that was written down, oldest first, and an end to the writing down. */
export async function takeRecord(databaseUrl: string): Promise<Effect[]> {
  return await withDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<Effect>('select thing, name, active from effect_record order by position')
    await client.query('drop function record_effect cascade; drop table effect_record')
    return rows
  })
}
