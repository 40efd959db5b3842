import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Rig } from '@lianxie/local/rig'
import { escapeIdentifier } from 'pg'
import { withDatabase } from '../with-database.ts'

const servicesFolder = join(import.meta.dirname, '../../../../services')

/**
 * Rebuilds tables with the service's own tool, as an operator would, beside the running service: its own ones from its
 * event table, foreign ones from the streams. Answers the tables that hold something else than before; there must be none.
 */
export async function rebuildAndCompare(
  rig: Rig,
  service: 'directory' | 'consultations',
  what: 'own' | 'foreign',
  tables: readonly string[],
): Promise<{ rows: number; differing: string[] }> {
  const before = await printsOf(rig, service, tables)
  await rebuild(rig, service, what)
  const after = await printsOf(rig, service, tables)
  return {
    rows: [...after.values()].reduce((sum, { rows }) => sum + rows, 0),
    differing: tables.filter((table) => before.get(table)!.hash !== after.get(table)!.hash),
  }
}

/** Rebuilds tables as an operator would. Throws what the tool said when it does not end with 0. Answers milliseconds. */
export async function rebuild(
  rig: Rig,
  service: 'directory' | 'consultations',
  what: 'own' | 'foreign',
): Promise<number> {
  const began = performance.now()
  const program = join(servicesFolder, service, 'src/main.ts')
  const env = { ...rig.environmentOf(service), PORT: '0' }
  await promisify(execFile)(process.execPath, [program, 'rebuild', what], { env })
  return performance.now() - began
}

/** What tables hold, whatever the order of their rows. */
async function printsOf(
  rig: Rig,
  service: 'directory' | 'consultations',
  tables: readonly string[],
): Promise<Map<string, { rows: number; hash: string }>> {
  return await withDatabase(rig.databaseUrlOf(service), async (client) => {
    const prints = new Map<string, { rows: number; hash: string }>()
    for (const table of tables) {
      const { rows } = await client.query<{ rows: number; hash: string }>(
        `select count(*)::int as rows, md5(coalesce(string_agg(row, ',' order by row), '')) as hash
        from (select md5(to_jsonb(t)::text) as row from ${escapeIdentifier(table)} t) r`,
      )
      prints.set(table, rows[0]!)
    }
    return prints
  })
}
