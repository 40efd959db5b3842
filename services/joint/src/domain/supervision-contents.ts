import { type CommandOf, type joint, Refusal } from '@lianxie/contracts'
import type { Draft } from '@lianxie/joint-protocol'
import type { DraftFacts } from './draft-facts.ts'
import { bodyOf, requireUnreported } from './supervision-level.ts'

/** 监督方案模板, by the upper side for all members. */
export function supervisionTemplate(
  { compactId: _, indicators, ...template }: CommandOf<typeof joint.DraftSupervisionTemplate>,
  { ledger, own }: DraftFacts,
): Draft {
  const { text, members } = ledger.compactView()
  if (text.upper !== own) throw new Refusal('level.not_upper', { field: 'compactId' })
  return {
    kind: 'outcome',
    body: {
      act: 'supervision-template',
      ...template,
      indicators: indicators.map(({ unit = null, ...indicator }) => ({ ...indicator, unit })),
    },
    audience: members,
  }
}

/** 层级监督报告, for the upper side alone; what crosses of the own project is what supervision approved. */
export function supervisionLevel(
  { templateId }: CommandOf<typeof joint.DraftSupervisionLevel>,
  { ownLevelReport, publicText, ledger, own }: DraftFacts,
): Draft {
  const { text } = ledger.compactView()
  if (text.upper === null || text.upper === own) throw new Refusal('level.not_lower', { field: 'compactId' })
  if (!ledger.supervisionTemplates().some(({ entry }) => entry === templateId)) {
    throw new Refusal('entry.not_found', { field: 'templateId' })
  }
  if (!ownLevelReport) throw new Refusal('level.not_approved', { field: 'templateId' })
  const body = bodyOf(ownLevelReport, publicText)
  requireUnreported(body, ledger, own)
  return { kind: 'outcome', body, audience: [own, text.upper].sort() }
}
