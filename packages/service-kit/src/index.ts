export type { Actor } from './actor.ts'
export { systemActor } from './actor.ts'
export { type Answer, answer, type AnswerContext } from './answer.ts'
export { type Apply, appendEvents, placeEvents, type RecordedEvent, writeEvents } from './append-events.ts'
export { createAuthenticate, requireStepUp } from './auth.ts'
export { choiceCell, dateCell, integerCell, listCell, yesNoCell } from './cells.ts'
export { type Clock, settableClock, systemClock } from './clock.ts'
export { BaseConfig, baseConfig, originUrl, readConfig } from './config.ts'
export { isUnavailable, openDatabase } from './database.ts'
export type { Check } from './health.ts'
export { type FileAccess, mountFiles } from './file-routes.ts'
export { openFiles } from './files.ts'
export {
  type FrontDefinition,
  type FrontRuntime,
  type FrontSettings,
  frontConfig,
  type RunningFront,
  runFront,
  startFront,
} from './front.ts'
export { DOCUMENT_TYPES, type FileStore, type PutOptions, type StoredFile } from './file-store.ts'
export { type CommandAnswer, type DecideContext, handle, type Handler, isInternal } from './handle.ts'
export { historyImportAppliers } from './history/apply.ts'
export { answerHistoryImport, answerHistoryImports, readHistoryImport } from './history/answers.ts'
export { type HistoryImports, historyImports } from './history/commands.ts'
export type {
  FactVocabulary,
  FileSettings,
  HistoryFactBase,
  HistoryKind,
  HistoryLine,
  HistoryTable,
  JudgeContext,
  Judged,
  StagedFact,
  WaitingLine,
} from './history/kind.ts'
export { errorOf, issuesOf, stage, wrongLine } from './history/lines.ts'
export type { HistoryImportTables } from './history/tables.ts'
export { mountHistoryUpload } from './history/upload.ts'
export { sendProblem } from './http.ts'
export {
  answerImportPreview,
  claimImport,
  type ImportedRow,
  importKind,
  type ImportKind,
  mountImports,
  purgeImports,
  settleImport,
} from './imports.ts'
export { defineJob, definePeriodicJob, type JobContext, type JobDefinition, schedule, unschedule } from './jobs.ts'
export { createLog } from './log.ts'
export type { Metrics } from './metrics.ts'
export { closeNats, connectNats, type NatsOptions, watchNats } from './nats.ts'
export { newId } from './new-id.ts'
export { countRows, MOST_COUNTED, readPage, readUncounted } from './page.ts'
export { parseOrRefuse, Problem, wordsOfIssue } from './problem.ts'
export { provisionDatabase } from './provision-database.ts'
export { react, type Reaction, type ReactionContext } from './reaction.ts'
export { lastSequence, readStream, type ReadOptions, type StreamPart } from './read-stream.ts'
export { wakeRelays } from './relay.ts'
export { actorIn } from './routes.ts'
export { runService } from './run.ts'
export type { ExecuteAsSystem, Runtime } from './runtime.ts'
export {
  executorOf,
  type RunningService,
  type ServiceDefinition,
  type ServiceSettings,
  startService,
  type TaskMeans,
} from './service.ts'
export { type FileScanner, ScannerUnavailable, type Verdict } from './scanner/file-scanner.ts'
export { clamd } from './scanner/clamd.ts'
export { type ScanState, scanStates, scanWaitingFiles } from './scanner/scanned-files.ts'
export { cleanPictureOf } from './pictures/clean-picture.ts'
export { keepWithoutMetadata } from './keep-file.ts'
export { filesThat, noteFile, ownedFiles, type ReadableFiles, uploadedFiles, withFiles } from './stored-files.ts'
export { expireUploads } from './uploads/expire-uploads.ts'
export { UPLOAD_LIMITS, type UploadLimits } from './uploads/upload-record.ts'
export { mountUploads } from './uploads/upload-routes.ts'
export type { Database, Json, KitTables, Tx } from './tables.ts'
export {
  foldedText,
  foldText,
  hasWords,
  matches,
  matchesMany,
  plainPhrases,
  rank,
  searchPairs,
  searchQuery,
  searchText,
} from './search.ts'
export { type Column, readTable, TABLE_LIMITS, type TableLimits } from './tabular.ts'
export { currentTraceparent, inConsumerSpan, inSpan } from './telemetry.ts'
export { keepWords } from './words.ts'
export { hearBodies } from './known/known-bodies.ts'
export { hearMembers, hearSectorsOfMembers, type KnownMember } from './known/known-members.ts'
export { hearCommittee, hearPolicies, type KnownCommittee } from './known/known-rules.ts'
export { hearUnits, type KnownUnit } from './known/known-units.ts'
