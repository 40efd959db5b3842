import type { Card } from './card/card.ts'
import type { OfficialDocument } from './official/official-document.ts'
import type { Cell, TableForm } from './table/table.ts'

/** What the thread is asked to do. Every task is answered once. */
export type OfficeTask =
  | { kind: 'open-table'; table: number; form: TableForm }
  | { kind: 'add-rows'; table: number; rows: readonly (readonly Cell[])[] }
  | { kind: 'end-table'; table: number }
  | { kind: 'drop-table'; table: number }
  | { kind: 'word'; document: OfficialDocument }
  | { kind: 'cards'; cards: readonly Card[] }

/** Bytes that became ready, or why there are none. */
export type OfficeAnswer =
  | { id: number; bytes: Uint8Array }
  | { id: number; error: Error }
  // An error of a class of its own would arrive as a plain one.
  | { id: number; unprintable: string }
