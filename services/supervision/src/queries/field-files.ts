import { type FileRef, given, type supervision as c } from '@lianxie/contracts'
import { type Database, scanStates } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** Files as readers see them; where a picture was taken is for the office and the group alone. */
export async function showFiles(
  db: Database<Tables>,
  files: readonly FileRef[],
  { withPlaces }: { withPlaces: boolean },
): Promise<c.FieldFile[]> {
  const hashes = files.map(({ sha256 }) => sha256)
  const scans = await scanStates(db, hashes)
  const places = withPlaces ? await placesOf(db, hashes) : new Map<string, never>()
  return files.map((file) => ({ ...file, scan: scans.get(file.sha256) ?? 'NOT_SCANNED', ...places.get(file.sha256) }))
}

async function placesOf(db: Database<Tables>, hashes: readonly string[]) {
  const { rows } = await sql<{ sha256: string; latitude: number; longitude: number }>`
    select sha256, latitude, longitude from file_picture
    where sha256 = any(${hashes}::text[]) and latitude is not null`.execute(db)
  return new Map(
    rows.map(({ sha256, latitude, longitude }) => [
      sha256,
      { ...given('latitude', latitude), ...given('longitude', longitude) },
    ]),
  )
}
