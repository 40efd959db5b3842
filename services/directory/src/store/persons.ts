import { type directory as d, Refusal } from '@lianxie/contracts'
import type { DecideContext, Tx } from '@lianxie/service-kit'
import type { Person } from '../domain/person.ts'
import { named } from './person-name.ts'
import type { Tables } from './tables.ts'

type Details = Partial<Record<d.PersonField, string | null | undefined>>

/** Which column holds which detail. */
export const COLUMNS = {
  name: 'name',
  sex: 'sex',
  bornOn: 'born_on',
  ethnicity: 'ethnicity',
  party: 'party',
  employer: 'employer',
  jobTitle: 'job_title',
  phone: 'phone',
  email: 'email',
  address: 'address',
  idNumber: 'id_number',
} as const satisfies Record<d.PersonField, keyof Tables['person']>

type PersonRow = Pick<Tables['person'], (typeof COLUMNS)[d.PersonField]>

/** A row by the contract's names. */
export function personOf(row: PersonRow): Person {
  const details = Object.entries(COLUMNS).flatMap(([field, column]) =>
    row[column] === null ? [] : [[field, row[column]]],
  )
  return Object.fromEntries(details) as Person
}

/** The person, locked: two corrections of one detail come one after the other. */
export async function holdPerson(tx: Tx<Tables>, personId: string): Promise<Person & { kind: 'MEMBER' | 'STAFF' }> {
  const row = await tx.selectFrom('person').selectAll().where('id', '=', personId).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'personId' })
  return { ...personOf(row), kind: row.kind }
}

/** Another person of the kind with this identity number, or with this name and phone. */
export async function knownPerson(
  tx: Tx<Tables>,
  kind: 'MEMBER' | 'STAFF',
  {
    name,
    phone,
    idNumber,
  }: { name?: string | undefined; phone?: string | null | undefined; idNumber?: string | null | undefined },
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('person')
    .select('id')
    .where('kind', '=', kind)
    .where((is) =>
      is.or([
        ...(idNumber ? [is('id_number', '=', idNumber)] : []),
        ...(phone && name !== undefined ? [is.and([is('name', '=', name), is('phone', '=', phone)])] : []),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** Keeps the details of new people, beside their events. */
export async function keepPersons(
  tx: Tx<Tables>,
  kind: 'MEMBER' | 'STAFF',
  people: readonly (Person & { id: string })[],
): Promise<void> {
  const rows = people.map(({ id, name, ...details }) => ({
    id,
    kind,
    ...columnsOf(details),
    ...named(name),
  }))
  for (let i = 0; i < rows.length; i += 1000)
    await tx
      .insertInto('person')
      .values(rows.slice(i, i + 1000))
      .execute()
}

/** Changes the details of a person and keeps who changed what, from what to what, and why. */
export async function correctDetails(
  tx: Tx<Tables>,
  personId: string,
  changed: ReadonlyMap<d.PersonField, string | undefined>,
  reason: string,
  { actor, now }: DecideContext,
): Promise<void> {
  if (changed.size === 0) return
  const before = await holdPerson(tx, personId)
  const trace = Array.from(changed, ([field, value]) => ({
    person_id: personId,
    at: now,
    actor: actor.id,
    role: actor.role,
    field,
    old_value: before[field] ?? null,
    new_value: value ?? null,
    reason,
  }))
  await tx.insertInto('person_correction').values(trace).execute()
  const columns = Object.fromEntries(Array.from(changed, ([field, value]) => [COLUMNS[field], value ?? null]))
  const name = changed.get('name')
  await tx
    .updateTable('person')
    .set({ ...columns, ...(name !== undefined && named(name)) })
    .where('id', '=', personId)
    .execute()
}

function columnsOf(details: Details) {
  const columns = Object.entries(COLUMNS).filter(([field]) => field !== 'name')
  return Object.fromEntries(
    columns.map(([field, column]) => [column, details[field as d.PersonField] ?? null]),
  ) as Omit<PersonRow, 'name'>
}
