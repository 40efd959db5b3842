import { Refusal } from '@lianxie/contracts'
import { refuseClassified } from './classified-marking.ts'
import type { Rules } from './deciding.ts'

/** 案由、情况与问题、分析、建议. */
export interface Content {
  subject: string
  problem?: string | undefined
  analysis?: string | undefined
  suggestions: readonly string[]
}

/** Refuses what no draft may hold: text beyond the lengths of the local rules, and text that is marked as secret. */
export function checkContent({ subject, problem, analysis, suggestions }: Content, { values }: Rules): void {
  const [subjectMost, bodyMost] = [values['proposal.subjectMaxChars'], values['proposal.bodyMaxChars']]
  if (length(subject) > subjectMost) {
    throw new Refusal('proposal.subject_too_long', { field: 'subject', most: subjectMost })
  }
  const parts = { problem, analysis, ...Object.fromEntries(suggestions.map((text, i) => [`suggestions.${i}`, text])) }
  const tooLong = Object.entries(parts).find(([, text]) => length(text) > bodyMost)
  if (tooLong) throw new Refusal('proposal.body_too_long', { field: tooLong[0], most: bodyMost })
  if (suggestions.reduce((sum, text) => sum + length(text), 0) > bodyMost) {
    throw new Refusal('proposal.body_too_long', { field: 'suggestions', most: bodyMost })
  }
  const most = values['proposal.maxSuggestions']
  if (suggestions.length > most) throw new Refusal('proposal.too_many_suggestions', { field: 'suggestions', most })
  refuseClassified({ subject, ...parts })
}

/** Refuses to submit what lacks a problem or a suggestion: 一事一案, 有情况、有建议. */
export function requireComplete({ problem, suggestions }: Content): void {
  if (problem === undefined) throw new Refusal('proposal.incomplete', { field: 'problem' })
  if (suggestions.length === 0) throw new Refusal('proposal.incomplete', { field: 'suggestions' })
}

/** In characters as people count them, not in UTF-16 units. */
const length = (text: string | undefined) => (text === undefined ? 0 : Array.from(text).length)
