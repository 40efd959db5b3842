import { directory as d, Refusal, STAFF } from '@lianxie/contracts'
import { type Actor, answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { mask } from './mask.ts'
import { contactAccess } from './visibility.ts'
import { personOf } from '../store/persons.ts'
import type { Tables } from '../store/tables.ts'

/** 联系方式: who sees it in full leaves a trace before it is given. */
export const contact = answer(d.Contact, {
  allow: ['MEMBER', ...STAFF],
  read: async (db: Database<Tables>, { personId }, { actor, now }) => {
    const access = contactAccess(actor, personId)
    const row =
      access === 'none'
        ? undefined
        : await db.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'personId' })
    const person = personOf(row)
    if (access === 'full') await trace(db, 'contact.read', personId, actor, now)
    const { sex: _, ...shown } = access === 'full' ? person : mask(person)
    return {
      personId,
      masked: access === 'masked',
      ...shown,
      ...(access === 'full' && row.sex !== null && { sex: row.sex }),
    }
  },
})

/** 更正记录: with the values for auditors and the two offices that keep them; each such read is traced too. */
export const corrections = answer(d.Corrections, {
  allow: ['AUDITOR', 'STAFF_MEMBER_AFFAIRS', 'STAFF_OFFICE'],
  read: async (db: Database<Tables>, { personId, field, limit, cursor }, { actor, now }) => {
    await requirePerson(db, personId)
    await trace(db, 'corrections.read', personId, actor, now)
    let query = db
      .selectFrom('person_correction')
      .select(['id', 'at', 'actor', 'role', 'field', 'old_value', 'new_value', 'reason'])
      .where('person_id', '=', personId)
    if (field !== undefined) query = query.where('field', '=', field)
    const page = await readPage(query, {
      limit,
      cursor,
      order: [{ by: sql.ref('id'), type: 'bigint', direction: 'desc' }],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        at: row.at.toISOString(),
        actor: row.actor,
        role: row.role,
        field: row.field,
        reason: row.reason,
        ...(row.old_value !== null && { oldValue: row.old_value }),
        ...(row.new_value !== null && { newValue: row.new_value }),
      })),
    }
  },
})

/** 查阅记录: for auditors, and for members about themselves. */
export const accesses = answer(d.Accesses, {
  allow: ['AUDITOR', 'MEMBER'],
  read: async (db: Database<Tables>, { personId, limit, cursor }, { actor }) => {
    if (actor.role === 'MEMBER' && actor.memberId !== personId)
      throw new Refusal('common.not_found', { field: 'personId' })
    await requirePerson(db, personId)
    const query = db
      .selectFrom('audit')
      .select(['id', 'at', 'actor', 'role', 'action'])
      .where('subject', '=', `person/${personId}`)
    const page = await readPage(query, {
      limit,
      cursor,
      order: [{ by: sql.ref('id'), type: 'bigint', direction: 'desc' }],
    })
    return {
      ...page,
      items: page.items.map(({ at, actor, role, action }) => ({ at: at.toISOString(), actor, role, action })),
    }
  },
})

async function requirePerson(db: Database<Tables>, personId: string): Promise<void> {
  const row = await db.selectFrom('person').select('id').where('id', '=', personId).executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'personId' })
}

async function trace(db: Database<Tables>, action: string, personId: string, actor: Actor, at: Date): Promise<void> {
  await db
    .insertInto('audit')
    .values({ at, actor: actor.id, role: actor.role, action, subject: `person/${personId}`, detail: '{}' })
    .execute()
}
