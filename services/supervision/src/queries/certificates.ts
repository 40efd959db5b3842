import { listOf, STAFF, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { visibleCertificates } from './group.ts'
import { certificateRows, certificateStateOn, showCertificate } from './group-rows.ts'

/** Who reads certificates: the office, the chairs, and members their own. */
export const CERTIFICATE_READERS = [...STAFF, 'CHAIR', 'MEMBER', 'AUDITOR'] as const

/** 监督员证列表. */
export const certificates = answer(c.Certificates, {
  allow: CERTIFICATE_READERS,
  read: async (db: Database<Tables>, { groupId, memberId, year, state, limit, cursor }, { actor, now }) => {
    const today = shanghaiDate(now)
    let rows = certificateRows(db, today).where(visibleCertificates(actor))
    if (groupId !== undefined) rows = rows.where('certificate.group_id', '=', groupId)
    if (memberId !== undefined) rows = rows.where('certificate.member_id', '=', memberId)
    if (year !== undefined) rows = rows.where('certificate.year', '=', year)
    if (state) rows = rows.where(certificateStateOn(today), 'in', listOf(state))
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [
        { by: sql.ref('certificate.year'), type: 'integer', direction: 'desc' },
        { by: sql.ref('certificate.number'), type: 'integer', direction: 'desc' },
      ],
    })
    return { ...page, items: page.items.map(showCertificate) }
  },
})
