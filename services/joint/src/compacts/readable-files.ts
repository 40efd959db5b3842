import { type Actor, type Database, filesThat, ownedFiles } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { READERS, STAFF_AND_CHAIR, UNITS } from '../roles.ts'
import type { JointTables } from '../store/tables.ts'
import type { Compacts } from './compacts.ts'
import { filesOf } from './files-of.ts'
import type { JointMember } from './open-compact.ts'

/**
 * Which of these files are there for an actor: those that they uploaded, and those that something names which they read. Of
 * the chains that is all for who reads everything of a compact, and for a unit what it reported on its own tasks.
 */
export async function readableFiles(
  { open }: Pick<Compacts, 'open'>,
  db: Database<JointTables>,
  hashes: readonly string[],
  actor: Actor,
): Promise<ReadonlySet<string>> {
  const readable = new Set<string>()
  const add = (found: Iterable<string>) => {
    for (const hash of found) if (hashes.includes(hash)) readable.add(hash)
  }
  if (hashes.length === 0) return readable
  add(await ownedFiles(db, hashes, actor.id))
  for (const { member, log } of open().values()) {
    if (READERS.includes(actor.role)) add(hashes.filter((hash) => log.files.has(hash)))
    if (UNITS.includes(actor.role)) add(ownTasksFiles(member, actor))
  }
  if (STAFF_AND_CHAIR.includes(actor.role)) {
    const drafted = sql`exists (select from draft where (draft.content::jsonb -> 'files') @> asked.many)`
    add(await filesThat(db, hashes, drafted))
  }
  return readable
}

/** 任务进展: what was reported on the tasks of an actor's units. */
const ownTasksFiles = ({ view, committee }: JointMember, { units }: Actor): string[] =>
  view
    .tasks()
    .filter(({ side, body }) => side === committee && units.includes(body.unit.id))
    .flatMap(({ history }) => history.flatMap(({ entry }) => filesOf(view.entry(entry)!)))
