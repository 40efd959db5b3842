import { sql } from 'kysely'
import { shapesOf } from './rebuild-batch.ts'
import type { TableShape } from './pending-rows.ts'
import { liveSchema } from './rebuild-tables.ts'
import type { Database } from './tables.ts'

/**
 * The shapes of tables as they are in use, read when they are first asked for. A table stands behind those that its
 * foreign keys name, so that rows which wait together are written in that order.
 */
export function liveShapes(db: Database<any>, tables: readonly string[]): () => Promise<readonly TableShape[]> {
  let shapes: Promise<readonly TableShape[]> | undefined
  return () => {
    shapes ??= read(db, tables)
    shapes.catch(() => (shapes = undefined))
    return shapes
  }
}

async function read(db: Database<any>, tables: readonly string[]): Promise<readonly TableShape[]> {
  const schema = await liveSchema(db)
  const shapes = await shapesOf(db, schema, tables)
  const { rows } = await sql<{ name: string; parents: string[] }>`
    select c.relname as name, array_agg(p.relname::text) as parents
    from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
    where f.contype = 'f' and c.relnamespace = ${schema}::regnamespace and c.oid <> p.oid
    group by c.relname`.execute(db)
  const parents = new Map(rows.map((row) => [row.name, row.parents]))
  const ordered = new Map<string, TableShape | undefined>()
  const byName = new Map(shapes.map((shape) => [shape.name, shape]))
  const place = (name: string): void => {
    if (ordered.has(name)) return
    // Put there before its parents are, so that tables which name each other come to an end.
    ordered.set(name, undefined)
    for (const parent of parents.get(name) ?? []) place(parent)
    ordered.delete(name)
    ordered.set(name, byName.get(name))
  }
  for (const { name } of shapes) place(name)
  return [...ordered.values()].filter((shape) => shape !== undefined)
}
