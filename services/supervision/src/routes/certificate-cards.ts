import { Refusal, type supervision as c } from '@lianxie/contracts'
import { type Card, chineseDay } from '@lianxie/office-documents'
import { shanghaiDate } from '@lianxie/policy'
import type { Actor, Runtime } from '@lianxie/service-kit'
import { visibleCertificates } from '../queries/group.ts'
import { certificateRows, showCertificate } from '../queries/group-rows.ts'
import type { Tables } from '../store/tables.ts'
import type { Names } from './names.ts'

/** Departments that a card names one by one. */
const MOST_UNITS = 4

/** 监督员证 as it is printed, in the order that was asked for; only what is valid, or will be, is printed. */
export async function certificateCards(
  { db, committee, clock }: Runtime<Tables>,
  ids: readonly string[],
  { actor, names, checkedAt }: { actor: Actor; names: Names; checkedAt: (code: string) => string },
): Promise<Card[]> {
  const [rows, known] = await Promise.all([
    certificateRows(db, shanghaiDate(clock.now()))
      .select('certificate.code')
      .where('certificate.id', 'in', ids)
      .where(visibleCertificates(actor))
      .execute(),
    db.selectFrom('known_committee').select('full_name').where('id', '=', committee).executeTakeFirst(),
  ])
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id, at) => {
    const field = `certificateIds.${at}`
    const row = found.get(id)
    if (!row) throw new Refusal('common.not_found', { field })
    if (row.code === null) throw new Error(`expected certificate ${id} to have its code`)
    const certificate = showCertificate(row)
    if (certificate.state !== 'VALID' && certificate.state !== 'PENDING') {
      throw new Refusal('certificate.not_in_force', { field })
    }
    const name = names[certificate.memberId]?.name
    if (name === undefined) throw new Refusal('certificate.name_missing', { field: `names.${certificate.memberId}` })
    return cardOf(certificate, {
      name,
      issuer: known?.full_name ?? committee,
      address: checkedAt(row.code),
    })
  })
}

function cardOf(
  certificate: c.CertificateRow,
  { name, issuer, address }: { name: string; issuer: string; address: string },
): Card {
  const units = certificate.units.map((unit) => unit.name ?? '')
  const shown =
    units.length > MOST_UNITS ? `${units.slice(0, MOST_UNITS).join('、')}等${units.length}个单位` : units.join('、')
  return {
    issuer,
    title: '民主监督员证',
    number: `监督证第${certificate.number}号`,
    fields: [
      { name: '姓名', value: name },
      { name: '监督小组', value: certificate.groupName },
      ...(shown === '' ? [] : [{ name: '派驻单位', value: shown }]),
      { name: '有效期', value: `${chineseDay(certificate.fromOn)}至${chineseDay(certificate.untilOn)}` },
    ],
    code: { content: address, caption: '扫码核验证件' },
    issuedOn: certificate.issuedOn,
  }
}
