import { type CommandOf, Refusal, supervision as c } from '@lianxie/contracts'
import { addDays, shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'
import { type Certificate, type Group, requireRunning } from './group.ts'

export interface Issuing {
  group: Group
  /** Those of the member in this group. */
  certificates: readonly Certificate[]
  number: number
  codeSha256: string
}

/** 发放监督员证: within the membership and the term, and one for each day. */
export function issueCertificate(
  { group, certificates, number, codeSha256 }: Issuing,
  { groupId, memberId, fromOn: asked, untilOn = group.untilOn }: CommandOf<typeof c.IssueCertificate>,
  { now, newId }: Deciding,
) {
  requireRunning(group)
  const membership = group.members.find((one) => one.memberId === memberId)
  if (!membership) throw new Refusal('group.not_member', { field: 'memberId' })
  const today = shanghaiDate(now)
  const held = certificates.filter((one) => !one.isRevoked && lastDay(one) >= one.fromOn)
  const free = held.map((one) => addDays(lastDay(one), 1))
  const fromOn = asked ?? latest([today, group.fromOn, membership.fromOn, ...free])
  const isWithin = fromOn >= latest([group.fromOn, membership.fromOn]) && untilOn <= group.untilOn
  // What is left where those that are held already last to the end of the term.
  if (asked === undefined && fromOn > group.untilOn) throw new Refusal('certificate.exists', { field: 'memberId' })
  if (!isWithin || untilOn < fromOn || untilOn < today) {
    throw new Refusal('certificate.out_of_term', { field: asked === undefined ? 'untilOn' : 'fromOn' })
  }
  if (held.some((one) => one.fromOn <= untilOn && lastDay(one) >= fromOn)) {
    throw new Refusal('certificate.exists', { field: 'memberId' })
  }
  return [
    c.CertificateIssued({
      groupId,
      certificateId: newId(),
      memberId,
      unitIds: [...group.unitIds],
      year: Number(today.slice(0, 4)),
      number,
      issuedOn: today,
      fromOn,
      untilOn,
      codeSha256,
    }),
  ]
}

/** 注销监督员证. */
export function revokeCertificate(
  { certificate }: { certificate: Certificate },
  { groupId, certificateId }: CommandOf<typeof c.RevokeCertificate>,
  { now }: Deciding,
) {
  if (certificate.isRevoked || lastDay(certificate) < shanghaiDate(now)) {
    throw new Refusal('certificate.not_in_force', { field: 'certificateId' })
  }
  return [c.CertificateRevoked({ groupId, certificateId, memberId: certificate.memberId })]
}

const lastDay = ({ untilOn, lapsedOn }: Certificate) => lapsedOn ?? untilOn
const latest = (days: readonly string[]) => days.reduce((a, b) => (a > b ? a : b))
