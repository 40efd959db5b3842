import type { Database, Tx } from '../tables.ts'

/** A table of what another service told of, by its id, with what may still be used. */
type KnownTable = 'known_body' | 'known_unit'
type KnownTables = Record<KnownTable, { id: string; active: boolean }>

const own = (tx: Tx<any>) => tx as Database<any> as Database<KnownTables>

/** Keeps what was told last; what was retired stays so. */
export async function keepKnown(tx: Tx<any>, table: KnownTable, id: string, change: object): Promise<void> {
  await own(tx)
    .insertInto(table)
    .values({ id, ...change, active: true })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute()
}

export async function retireKnown(tx: Tx<any>, table: KnownTable, id: string): Promise<void> {
  await own(tx).updateTable(table).set({ active: false }).where('id', '=', id).execute()
}
