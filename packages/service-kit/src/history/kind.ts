import type {
  CommandDefinition,
  EventDefinition,
  Fact,
  HistoryFormat,
  HistoryLineError,
  HistoryLineStatus,
  HistorySource,
  importHistoryChunk,
  RefusalCode,
  Role,
  startHistoryImport,
} from '@lianxie/contracts'
import type { RawBuilder } from 'kysely'
import type { z } from 'zod'
import type { RecordedEvent } from '../append-events.ts'
import type { Database, Tx } from '../tables.ts'
import type { Column } from '../tabular.ts'

/** 历史事实: a line of a file of past years, in the words of no system. */
export interface HistoryFactBase {
  at: string
  fact: string
  region: string
  id: string
}

/** The facts that a service reads. */
export interface FactVocabulary<F extends HistoryFactBase = any> {
  schema: z.ZodType<F>
  /** Their names, in the order in which facts of one instant follow one another. */
  names: readonly string[]
  /** Those that make nothing by themselves, and are looked up by others. */
  lookedUp?: readonly string[]
  /** Of a line whose fact has such a name: whether it is of this service at all. */
  concerns?(line: Readonly<Record<string, unknown>>): boolean
}

/** One fact of an uploaded file, as it waits to be imported, or what is wrong with its line. */
export interface StagedFact {
  line: number
  status: Exclude<HistoryLineStatus, 'KNOWN' | 'DONE'>
  at?: Date
  rank?: number
  name?: string
  ref?: string
  fact?: HistoryFactBase
  factName?: string
  digest?: string
  errors: HistoryLineError[]
}

/** A line that waits: its fact, and where it stands among the others. */
export interface WaitingLine<F extends HistoryFactBase = any> {
  seq: number
  line: number
  place: number
  fact: F
  factName: string
  digest: string
}

/** A fact with its place in the file. */
export interface HistoryLine<F extends HistoryFactBase = any> {
  fact: F
  source: HistorySource
}

/** What a file says of all its facts: columns of `history_file` that a service has beside the common ones. */
export type FileSettings = Readonly<Record<string, number | string | null>>

export interface JudgeContext {
  region: string
  now: Date
  newId: () => string
  settings: FileSettings
}

/** What a fact is worth: events, nothing new, or a reason why it cannot be taken in. */
export type Judged =
  | { outcome: 'IMPORTED'; subjectId: string; events: readonly Fact[] }
  | { outcome: 'KNOWN' }
  | { outcome: 'WRONG'; code: RefusalCode; field?: string }

/** What a preview is made of: the file's facts as they are read, and what is known of the file once all were. */
export interface HistoryUpload {
  region: string
  settings: FileSettings
  format: HistoryFormat
  facts: AsyncIterable<StagedFact> | Iterable<StagedFact>
  /** Asked when the last fact was read. */
  end(): { sha256: string; rows?: number; ignored: string[] }
}

/** 历年台账: what a service reads of a table of past years. */
export interface HistoryTable {
  columns: readonly Column[]
  read(
    bytes: Uint8Array,
    format: 'xlsx' | 'csv',
    options: { region: string; settings: FileSettings },
  ): Promise<{ facts: StagedFact[]; rows: number; ignored: string[] }>
}

type StartCommand = CommandDefinition<string, typeof startHistoryImport>
type ImportCommand = CommandDefinition<string, Pick<typeof startHistoryImport, 'importId'>>
type ChunkCommand = CommandDefinition<string, typeof importHistoryChunk>

/**
 * 历史导入 of one service: its facts, how it judges one after another, and what it keeps beside their events. `B` is the book
 * of all that is known while facts are taken in; each fact that is taken in becomes known too. The service has the tables
 * `history_file`, `history_line` and `history_import`.
 */
export interface HistoryKind<F extends HistoryFactBase = any, B = any> {
  context: string
  contracts: {
    StartHistoryImport: StartCommand
    CancelHistoryImport: ImportCommand
    ImportHistoryChunk: ChunkCommand
    HistoryImportStarted: EventDefinition<any, any, any>
    HistoryChunkImported: EventDefinition<any, any, any>
    HistoryImportFinished: EventDefinition<any, any, any>
    HistoryImportCancelled: EventDefinition<any, any, any>
  }
  /** Who brings past years in, and sees what was brought in. */
  importers: readonly Role[]
  vocabulary: FactVocabulary
  /** What may be said of a file when it is uploaded, beside the region. */
  settings?: { params: z.ZodRawShape; read(params: any): FileSettings }
  table?: HistoryTable
  /** A relation of `seq` and `case_ref` over the ready lines of a file: those of one case are taken in together. */
  cases(importId: string): RawBuilder<unknown>
  emptyBook(): B
  /** Reads into the book what these facts name and it does not know yet, with a fixed number of questions. */
  fillBook(db: Database<any>, book: B, region: string, lines: readonly WaitingLine<F>[]): Promise<void>
  /** What becomes of a fact after all that the book knows; pure but for the book. */
  judge(book: B, line: HistoryLine<F>, context: JudgeContext): Judged
  /** Whether these events begin a case. */
  creates(events: readonly Fact[]): boolean
  /** Keeps words that the events of a part do not tell, and rows that only their facts hold. */
  keep?(
    tx: Tx<any>,
    part: { importId: string; events: readonly RecordedEvent<any>[]; waiting: readonly WaitingLine<F>[] },
  ): Promise<void>
  /** What follows the last part of a file. */
  ended?(tx: Tx<any>, now: Date): Promise<void>
}
