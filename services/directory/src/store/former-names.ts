import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from './tables.ts'

/** 曾用名, as the event tells them; answers them as a text to search in. */
export async function keepNames(
  tx: Tx<Tables>,
  thing_id: string,
  names: readonly { name: string; until: string }[],
): Promise<string> {
  for (const { name, until } of names)
    await tx
      .insertInto('former_name')
      .values({ thing_id, name, until })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  return names.map(({ name }) => name).join('。')
}

/**
 * Keeps the name that a thing had until then, if it gets another one; answers all its former names, the oldest first, as
 * a text to search in.
 */
export async function keepFormerName(
  tx: Tx<Tables>,
  table: 'body' | 'sector' | 'unit',
  id: string,
  name: string,
  until: string,
): Promise<string> {
  const { rows } = await sql<{ name: string; former: string[] }>`
    select name, array(select name from former_name where thing_id = ${id} order by until, name) as former
    from ${sql.table(table)} where id = ${id}`.execute(tx)
  const { name: before, former } = rows[0]!
  if (before === name) return former.join('。')
  await tx
    .insertInto('former_name')
    .values({ thing_id: id, name: before, until })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return namesOf(tx, id)
}

async function namesOf(tx: Tx<Tables>, id: string): Promise<string> {
  const names = await tx
    .selectFrom('former_name')
    .select('name')
    .where('thing_id', '=', id)
    .orderBy('until')
    .orderBy('name')
    .execute()
  return names.map(({ name }) => name).join('。')
}
