import type { CommitteeId, joint, LocalDate } from '@lianxie/contracts'
import type { LedgerView } from '@lianxie/joint-protocol'

/**
 * 待报层级: who owes a report on the templates of a compact, as far as the own committee reads what was told: the upper side
 * of all levels, a level of itself. `approved` has the last own revision of each template that supervision approved.
 */
export function levelDuties(
  ledger: LedgerView,
  { own, approved, today }: { own: CommitteeId; approved: ReadonlyMap<string, number>; today: LocalDate },
): joint.LevelDuty[] {
  const { id: compactId, text, members, stage } = ledger.compactView()
  // Where summaries do not cross nothing can be sent up, and nothing is owed.
  if (stage === 'ENDED' || !members.includes(own) || !text.crossing.includes('PARTNER_SUMMARY')) return []
  const { upper } = text
  const told = new Map(ledger.supervisionLevels().map(({ side, body }) => [`${body.template} ${side}`, body.revision]))
  const nameOf = new Map(text.members.map(({ committee, name }) => [committee, name]))
  return ledger.supervisionTemplates().flatMap(({ entry: templateId, side, at, readers, body }) => {
    // Whoever came later does not read the template.
    const levels = members.filter((one) => one !== upper && (readers.length === 0 || readers.includes(one)))
    return levels.flatMap((committee) => {
      if (own !== upper && committee !== own) return []
      const toldRevision = told.get(`${templateId} ${committee}`)
      const approvedRevision = committee === own ? approved.get(templateId) : undefined
      const waits = approvedRevision !== undefined && approvedRevision > (toldRevision ?? 0)
      if (toldRevision !== undefined && !waits) return []
      return [
        {
          compactId,
          compactName: text.name,
          templateId,
          topic: body.topic,
          upper: side,
          committee,
          committeeName: nameOf.get(committee)!,
          own: committee === own,
          since: at,
          due: body.endsOn,
          overdue: body.endsOn < today,
          ...(waits && { approvedRevision }),
          ...(toldRevision !== undefined && { toldRevision }),
        },
      ]
    })
  })
}
