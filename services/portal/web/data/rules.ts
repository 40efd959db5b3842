import { useAnswer } from './use-answer.ts'

/** What pages need of the local rules. */
interface ProposalRules {
  categories: readonly { code: string; zh: string; en: string }[]
  collectiveKinds: readonly { code: string; zh: string; en: string }[]
  subjectMost: number
  bodyMost: number
  suggestionsMost: number
}

/** 本地规则 in force, as far as forms about proposals go by them; undefined until they are read. */
export function useProposalRules(): ProposalRules | undefined {
  const { data } = useAnswer('directory.policy-in-force', {}, { staleTime: 10 * 60_000 })
  if (!data) return undefined
  const { values } = data.pack
  return {
    categories: values['proposal.categories'] as unknown as ProposalRules['categories'],
    collectiveKinds: values['proposal.collectiveKinds'] as unknown as ProposalRules['collectiveKinds'],
    subjectMost: Number(values['proposal.subjectMaxChars']),
    bodyMost: Number(values['proposal.bodyMaxChars']),
    suggestionsMost: Number(values['proposal.maxSuggestions']),
  }
}
