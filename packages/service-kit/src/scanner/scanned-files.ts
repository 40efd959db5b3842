import { createReadStream } from 'node:fs'
import { Refusal } from '@lianxie/contracts'
import { sql } from 'kysely'
import { openFiles } from '../files.ts'
import { definePeriodicJob, type JobContext } from '../jobs.ts'
import type { Database, Tx } from '../tables.ts'
import { type FileScanner, ScannerUnavailable, type Verdict } from './file-scanner.ts'

/** 扫描状态: a file that no scanner has seen is never called clean. */
export type ScanState = 'NOT_SCANNED' | 'CLEAN' | 'INFECTED'

interface ScanTables {
  file_scan: { sha256: string; state: 'CLEAN' | 'INFECTED'; signature: string | null; scanned_at: Date }
}

const own = (db: Database<any>) => db as Database<ScanTables>

/** What is known of these files; those that are left out were not scanned. */
export async function scanStates(db: Database<any>, hashes: readonly string[]): Promise<Map<string, ScanState>> {
  if (hashes.length === 0) return new Map()
  const rows = await own(db)
    .selectFrom('file_scan')
    .select(['sha256', 'state'])
    .where('sha256', 'in', [...new Set(hashes)])
    .execute()
  return new Map(rows.map(({ sha256, state }) => [sha256, state]))
}

/** Refuses `file.infected` for a file in which something was found. */
export async function requireNotInfected(db: Database<any>, sha256: string, field?: string): Promise<void> {
  const states = await scanStates(db, [sha256])
  if (states.get(sha256) === 'INFECTED') throw new Refusal('file.infected', field === undefined ? {} : { field })
}

/** What the scanner says of a file on the disk; undefined while it cannot tell. */
export async function scanPath(
  scanner: FileScanner | undefined,
  path: string,
  log: { warn(details: object, message: string): void },
): Promise<Verdict | undefined> {
  if (!scanner) return undefined
  try {
    return await scanner.scan(createReadStream(path))
  } catch (err) {
    if (!(err instanceof ScannerUnavailable)) throw err
    log.warn({ err }, 'a file could not be scanned; a job does it later')
    return undefined
  }
}

/** Notes what was said of a file; that something was found in it is never taken back by a later look. */
export async function noteVerdict(db: Database<any>, sha256: string, verdict: Verdict, at: Date): Promise<void> {
  const row = {
    state: verdict.state,
    signature: verdict.state === 'INFECTED' ? verdict.signature.slice(0, 200) : null,
    scanned_at: at,
  }
  await own(db)
    .insertInto('file_scan')
    .values({ sha256, ...row })
    .onConflict((conflict) =>
      conflict
        .column('sha256')
        .doUpdateSet(row)
        .where(sql<boolean>`file_scan.state <> 'INFECTED'`),
    )
    .execute()
}

/** One run stops after this long, so that the job ends well before others think it dead; the next goes on. */
const RUN_MS = 60_000

/** 补扫: scans what came while the scanner was away. Every service that takes files has it among its jobs. */
export const scanWaitingFiles = definePeriodicJob('files.scan-waiting', { hours: 0.25 }, scanWaiting)

async function scanWaiting(tx: Tx<any>, { scanner, filesDir, now }: JobContext): Promise<void> {
  if (!scanner || filesDir === undefined) return
  const files = await openFiles(filesDir)
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
  const { rows } = await sql<{ sha256: string }>`
    select f.sha256 from stored_file f
    where not exists (select from file_scan s where s.sha256 = f.sha256) order by f.uploaded_at`.execute(tx)
  const start = performance.now()
  for (const { sha256 } of rows) {
    if (performance.now() - start > RUN_MS) return
    if (!(await files.has(sha256))) continue
    const verdict = await scanner.scan(await files.open(sha256)).catch((error: unknown) => {
      if (error instanceof ScannerUnavailable) return undefined
      throw error
    })
    // One that is too large for the scanner must not keep the others waiting; one that is away answers nobody.
    if (verdict) await noteVerdict(tx, sha256, verdict, now)
    else if (!(await isThere(scanner))) return
  }
}

const isThere = (scanner: FileScanner) =>
  scanner.ping().then(
    () => true,
    () => false,
  )
