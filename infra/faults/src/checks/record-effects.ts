import { withDatabase } from '../with-database.ts'
import type { Happened } from './check-effects.ts'

/**
 * Lets PostgreSQL write down every single change of a projection, in the transaction that makes it. The projections of the
 * services are overwritten by repeats without a trace; with this each repeat and each step back can be seen. A rebuild writes
 * every row again: what it changes is written down as its doing, and what it leaves as it was is not. A consumer writes a row
 * once for all events of a transaction: from which version to which its cursor went in it is written down beside it.
 */
export async function recordEffects(databaseUrl: string, tables: readonly string[]): Promise<void> {
  await withDatabase(databaseUrl, async (client) => {
    await client.query(`
      create table effect_record (
        position bigint generated always as identity primary key, thing uuid not null, name text not null,
        active boolean not null, at timestamptz not null default clock_timestamp(), writer text not null,
        transaction xid8 not null default pg_current_xact_id()
      );
      create index on effect_record (thing, position);
      create table cursor_record (
        thing text not null, came_from int not null, reached int not null,
        transaction xid8 not null default pg_current_xact_id()
      );
      create function record_cursor() returns trigger language plpgsql as $$
        begin
          insert into cursor_record (thing, came_from, reached)
          values (split_part(new.aggregate, '/', 2), case when tg_op = 'INSERT' then 0 else old.version end, new.version);
          return null;
        end
      $$;
      create trigger record_cursor after insert or update on consumer_cursor for each row execute function record_cursor();
      create function record_effect() returns trigger language plpgsql as $$
        declare
          writer text := current_setting('application_name');
          last effect_record;
        begin
          if writer like '%rebuild' then
            select * into last from effect_record where thing = new.id order by position desc limit 1;
            if last.name = new.name and last.active = new.active then return null; end if;
          end if;
          insert into effect_record (thing, name, active, writer) values (new.id, new.name, new.active, writer);
          return null;
        end
      $$;
      ${tables.map((table) => `create trigger record_effect after insert or update on ${table} for each row execute function record_effect();`).join('\n')}`)
  })
}

/** Everything that was written down, oldest first, and an end to the writing down. */
export async function takeRecord(databaseUrl: string): Promise<Happened[]> {
  return await withDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<Happened>(
      `select e.thing, e.name, e.active, e.writer like '%rebuild' as rebuilt,
         c.came_from as "cameFrom", c.reached
       from effect_record e
       left join (
         select thing, transaction, min(came_from) as came_from, max(reached) as reached
         from cursor_record group by thing, transaction
       ) c on c.thing = e.thing::text and c.transaction = e.transaction
       order by e.position`,
    )
    await client.query(
      'drop function record_effect cascade; drop function record_cursor cascade; drop table effect_record, cursor_record',
    )
    return rows
  })
}

/** How many of the effects each process made that is at work, by the name that it told PostgreSQL. */
export async function effectsByWriter(databaseUrl: string): Promise<Map<string, number>> {
  return await withDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ writer: string; effects: number }>(
      `select writer, count(*)::int as effects from effect_record where writer not like '%rebuild' group by writer`,
    )
    return new Map(rows.map(({ writer, effects }) => [writer, effects]))
  })
}
