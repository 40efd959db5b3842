import type { Answer } from '../../data/contracts.ts'
import { subjectOf } from './content-fields.ts'

export type Draft = Answer<'joint.draft-detail'>

/** 已过时: a text of the compact that was drafted on one that is no longer in force; the other sides would not take it. */
export const isOutdated = (
  { kind, content }: Pick<Draft, 'kind' | 'content'>,
  { textVersion }: { textVersion: string },
) => kind === 'compact-text' && (JSON.parse(content) as { base?: unknown }).base !== textVersion

/** Where people see what came of a draft that was let go. */
export function placeOf({ compactId, kind, content, entryId }: Draft): string {
  const base = `/joint/${compactId}`
  const subject = subjectOf(content)
  switch (kind) {
    case 'topic':
    case 'record':
    case 'consolidated-report':
    case 'compact-text':
      return entryId === null ? `${base}/decisions` : `${base}/decisions/${entryId}`
    case 'answer':
    case 'comment':
    case 'reservation':
    case 'endorsement':
      return subject === undefined ? base : `${base}/decisions/${subject}`
    case 'research':
    case 'research-report':
      return `${base}/researches`
    case 'session':
      return `${base}/sessions`
    case 'task':
    case 'progress':
    case 'follow-up':
      return `${base}/tasks`
    case 'outcome':
      return resultPlaceOf(content, base)
    case 'rotation':
    case 'template':
    case 'key':
    case 'leave':
      return base
  }
}

/** Results of joint proposals and of supervision are outcomes too. */
function resultPlaceOf(content: string, base: string): string {
  const { act } = JSON.parse(content) as { act?: string }
  if (act === 'proposal-result') return `${base}/results`
  return act === 'supervision-template' || act === 'supervision-level' ? `${base}/levels` : base
}
