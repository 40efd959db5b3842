import { useState } from 'react'
import { useAnswer } from '../../data/use-answer.ts'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { Refused } from '../../data/problem.ts'
import type { Facts, Viewer } from './actions/facts.ts'

const SEES_PUBLICATION = ['STAFF_PROPOSAL', 'STAFF_OFFICE', 'CHAIR']

/** Who looks at a case, in the role in which they act. */
export function useViewer(): Viewer | undefined {
  const { data: session } = useSession()
  const active = session?.active
  if (!session || !active) return undefined
  const memberId = active.memberId ?? session.memberId
  return { role: active.role, accountId: session.accountId, memberId, unitIds: active.unitIds }
}

/** 提案档案 with everything about its handling that the viewer may read, and the names of whoever is in it. */
export function useCase(proposalId: string, viewer: Viewer | undefined) {
  const enabled = viewer !== undefined
  const about = { proposalId }
  const file = useAnswer('proposals.case-file', about, { enabled })
  const isFiled = file.data?.filedAt !== undefined || file.data?.mergedInto !== undefined
  const handling = useAnswer('proposals.case-handling', about, { enabled: isFiled })
  const isReplied = (handling.data?.replies ?? []).some(({ sentOn }) => sentOn !== undefined)
  const feedback = useAnswer('proposals.case-feedback', about, { enabled: isReplied })
  // The words of instructions are read on purpose alone, as each reading is recorded.
  const daysOnly = { ...about, instructions: 'DAYS' } as const
  const supervision = useAnswer('proposals.case-supervision', daysOnly, { enabled: isFiled })
  const promises = useAnswer('proposals.promises', { proposalId, limit: 100 }, { enabled: isReplied })
  const mayPublish = enabled && SEES_PUBLICATION.includes(viewer.role)
  const publication = useAnswer('proposals.case-publication', about, { enabled: mayPublish && isReplied })
  const facts: Facts | undefined = file.data && {
    file: file.data,
    handling: handling.data,
    feedback: feedback.data,
    supervision: supervision.data,
    publication: publication.data,
    promises: promises.data?.items,
  }
  const nameOf = useNames(facts ? idsIn(facts) : [])
  // What one may not read of a case is not there; only that nobody answers is worth a word.
  const others = [handling, feedback, supervision, promises, publication]
  const partUnread = others.some(({ error }) => error && !(error instanceof Refused))
  const isWhole = file.data !== undefined && (!isFiled || !handling.isPending)
  // Once it was shown it stays, also while what has just begun to exist is read.
  const [wasWhole, setWhole] = useState(false)
  if (isWhole && !wasWhole) setWhole(true)
  const isReading = !isWhole && !wasWhole
  return { facts, nameOf, error: file.error, isReading, partUnread }
}

function idsIn({ file, handling, supervision }: Facts): (string | undefined)[] {
  return [
    file.lead.kind === 'MEMBER' ? file.lead.id : undefined,
    ...file.cosignerList.map(({ memberId }) => memberId),
    file.reviewer,
    ...file.reviews.map(({ reviewer }) => reviewer),
    ...file.history.map(({ actor }) => actor),
    ...(handling?.meetings.flatMap(({ proposers }) => proposers.map(({ proposerId }) => proposerId)) ?? []),
    ...(handling?.messages.map(({ proposerId }) => proposerId) ?? []),
    ...(handling?.deliveries.map(({ proposerId }) => proposerId) ?? []),
    supervision?.key?.supervisingMemberId,
    supervision?.key?.responsibleBodyId,
  ]
}
