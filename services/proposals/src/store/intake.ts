import { Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Database, Tx } from '@lianxie/service-kit'
import type { Selectable } from 'kysely'
import { type Intake, intakeOn } from '../domain/intake.ts'
import type { DraftTables } from './draft-tables.ts'
import type { Tables } from './tables.ts'

/** A session; refuses `common.not_found`. */
export async function loadIntake(tx: Tx<Tables>, id: string): Promise<Intake> {
  const intake = await findIntake(tx, id)
  if (!intake) throw new Refusal('common.not_found', { field: 'intakeId' })
  return intake
}

export async function findIntake(tx: Tx<Tables>, id: string): Promise<Intake | undefined> {
  const row = await tx.selectFrom('intake').selectAll().where('id', '=', id).executeTakeFirst()
  return row && intakeOf(row)
}

export async function hasIntake(tx: Tx<Tables>, termNumber: number, sessionNumber: number): Promise<boolean> {
  const row = await tx
    .selectFrom('intake')
    .select('id')
    .where('term_number', '=', termNumber)
    .where('session_number', '=', sessionNumber)
    .executeTakeFirst()
  return row !== undefined
}

/** A session with its row held until the number that is given next is written. */
export async function holdIntake(tx: Tx<Tables>, id: string): Promise<Intake> {
  return intakeOf(await tx.selectFrom('intake').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow())
}

/** The session under which a proposal of this instant is taken, held like `holdIntake`. */
export async function holdIntakeAt(tx: Tx<Tables>, now: Date): Promise<Intake | undefined> {
  const rows = await tx.selectFrom('intake').selectAll().execute()
  const found = intakeOn(rows.map(intakeOf), shanghaiDate(now))
  return found && holdIntake(tx, found.id)
}

export async function loadIntakes(db: Database<Tables>): Promise<Intake[]> {
  const rows = await db.selectFrom('intake').selectAll().orderBy('opens_on', 'desc').execute()
  return rows.map(intakeOf)
}

const intakeOf = (row: Selectable<DraftTables['intake']>): Intake => ({
  id: row.id,
  termNumber: row.term_number,
  sessionNumber: row.session_number,
  opensOn: row.opens_on,
  closesOn: row.closes_on,
  deadlineOn: row.deadline_on,
  windowFrom: row.window_from,
  lastReceipt: row.last_receipt,
  lastSerial: row.last_serial,
})

/** The session under which a proposal of this day is taken. */
export const currentIntake = intakeOn
