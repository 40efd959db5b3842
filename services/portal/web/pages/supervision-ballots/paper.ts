import type { Problem } from '../../data/problem.ts'
import { Refused, Unreachable } from '../../data/problem.ts'

/** 选票 of one voter as this device keeps it, and nothing else does. */
export type Paper =
  /** 已盲化: what is needed to finish the token once its blind signature comes. */
  | { step: 'BLINDED'; publicKey: string; message: string; inverse: string; blinded: string }
  /** 可投票; with `choices` once it was sent and nobody has answered yet. */
  | { step: 'TOKEN'; message: string; signature: string; choices?: string }
  /** 已投票: the hash by which the voter finds it among those counted. */
  | { step: 'VOTED'; hash: string }

const keyFor = (accountId: string, ballotId: string) => `lianxie-ballot ${accountId} ${ballotId}`

export function paperOf(accountId: string, ballotId: string): Paper | undefined {
  const text = localStorage.getItem(keyFor(accountId, ballotId))
  return text === null ? undefined : (JSON.parse(text) as Paper)
}
export const keepPaper = (accountId: string, ballotId: string, paper: Paper): void =>
  localStorage.setItem(keyFor(accountId, ballotId), JSON.stringify(paper))
export const dropPaper = (accountId: string, ballotId: string): void =>
  localStorage.removeItem(keyFor(accountId, ballotId))

/** 投票: sent as nobody, without cookie or referrer; the same vote may be sent until it is answered. */
export async function cast(
  ballotId: string,
  vote: { message: string; signature: string; choices: string },
): Promise<void> {
  const response = await fetch(`/api/supervision/ballots/${encodeURIComponent(ballotId)}/votes`, {
    method: 'POST',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: { 'content-type': 'application/json', 'x-lianxie': '1' },
    body: JSON.stringify(vote),
  }).catch((cause: unknown) => {
    throw new Unreachable('nobody answered', { cause })
  })
  if (response.ok) return
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined
  if (!problem || [502, 503, 504].includes(response.status)) throw new Unreachable(`answered ${response.status}`)
  throw new Refused(problem)
}
