import { type CommitteeId, Refusal } from '@lianxie/contracts'
import type { BodyOf, LedgerView } from '@lianxie/joint-protocol'

type Body = Extract<BodyOf<'outcome'>, { act: 'supervision-level' }>

/** 本级监督报告: all that may leave of the own project of a template; of the public text its hash is known here. */
export interface OwnLevelReport extends Omit<Body, 'act' | 'template' | 'text'> {
  templateId: string
  textSha256: string | null
}

/** What leaves: the approved counts, and the text where it is the one that was approved. Refuses `level.other_text`. */
export function bodyOf(
  { templateId, textSha256, ...report }: OwnLevelReport,
  publicText: { text: string; sha256: string } | undefined,
): Extract<BodyOf<'outcome'>, { act: 'supervision-level' }> {
  if ((publicText?.sha256 ?? null) !== textSha256) throw new Refusal('level.other_text', { field: 'publicText' })
  return { act: 'supervision-level', template: templateId, ...report, text: publicText?.text ?? null }
}

/** A revision is told once: refuses `level.reported` for what was told, `level.superseded` for what is older. */
export function requireUnreported({ template, revision }: Body, ledger: LedgerView, own: CommitteeId): void {
  const told = ledger.supervisionLevels().find(({ side, body }) => side === own && body.template === template)
  if (told && told.body.revision > revision) {
    throw new Refusal('level.superseded', { field: 'templateId', revision: told.body.revision })
  }
  if (told?.body.revision === revision) throw new Refusal('level.reported', { field: 'templateId' })
}

/** What was prepared is let go only while it is the own report still; refuses `level.superseded`. */
export function requireCurrentLevel({ revision }: Body, current: OwnLevelReport | undefined): void {
  if (current?.revision !== revision) throw new Refusal('level.superseded', { field: 'draftId' })
}
