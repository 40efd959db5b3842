import type { HistoryFormat } from '@lianxie/contracts'
import type { Updateable } from 'kysely'
import type { Tx } from '../tables.ts'
import { history, type HistoryImportTables } from './tables.ts'

interface Started {
  data: { importId: string; region: string; format: HistoryFormat; sha256: string; lines: number; ready: number }
  time: Date
  actor: string
}

/** What the events of an import itself write, in `history_import`. */
export const historyImportAppliers = {
  started: (tx: Tx<any>, { data, time, actor }: Started) =>
    history(tx)
      .insertInto('history_import')
      .values({
        id: data.importId,
        state: 'RUNNING',
        region: data.region,
        format: data.format,
        sha256: data.sha256,
        lines: data.lines,
        ready: data.ready,
        started_at: time,
        started_by: actor,
      })
      .execute(),
  chunkImported: (
    tx: Tx<any>,
    {
      data: { importId, ...counts },
    }: { data: { importId: string; through: number; imported: number; known: number; wrong: number } },
  ) => setImport(tx, importId, counts),
  finished: (tx: Tx<any>, { data, time }: { data: { importId: string }; time: Date }) =>
    setImport(tx, data.importId, { state: 'FINISHED', ended_at: time }),
  cancelled: (tx: Tx<any>, { data, time }: { data: { importId: string }; time: Date }) =>
    setImport(tx, data.importId, { state: 'CANCELLED', ended_at: time }),
}

const setImport = (tx: Tx<any>, id: string, values: Updateable<HistoryImportTables['history_import']>) =>
  history(tx).updateTable('history_import').set(values).where('id', '=', id).execute()
