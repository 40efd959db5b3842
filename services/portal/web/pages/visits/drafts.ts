import { useEffect, useSyncExternalStore } from 'react'
import { tellKept } from '../../data/kept-count.ts'
import { type Draft, owedOf } from './draft.ts'
import { draftsOf, dropDraft, dropPhoto, keepDraft } from './device.ts'

/** All drafts of whoever is signed in, as they lie on the device; every change is written there at once. */
let owner: string | undefined
let drafts: readonly Draft[] | undefined
let unreachableSince: string | undefined
const listeners = new Set<() => void>()

function tell(): void {
  const count = (drafts ?? []).reduce((sum, draft) => sum + owedOf(draft), 0)
  tellKept({ count, ...(unreachableSince !== undefined && { since: unreachableSince }) })
  for (const listener of listeners) listener()
}

/** Since when nobody answers though the device believes in its line. */
export function tellUnreachable(since: string | undefined): void {
  unreachableSince = since
  tell()
}

const SENT_STAYS_MS = 24 * 3_600_000

export async function loadDrafts(of: string): Promise<void> {
  if (owner === of && drafts) return
  owner = of
  const found = await draftsOf(of)
  if (owner !== of) return
  const old = new Date(Date.now() - SENT_STAYS_MS).toISOString()
  const over = found.filter(({ state, savedAt }) => state === 'SENT' && savedAt < old)
  drafts = found.filter((draft) => !over.includes(draft)).toSorted((a, b) => b.heldAt.localeCompare(a.heldAt))
  tell()
  await Promise.all(over.map(({ visitId }) => dropDraft(visitId)))
}

export const draftNow = (visitId: string): Draft | undefined => drafts?.find((draft) => draft.visitId === visitId)
export const draftsNow = (): readonly Draft[] => drafts ?? []

/** The drafts of an account; undefined until the device was read. */
export function useDrafts(of: string): readonly Draft[] | undefined {
  useEffect(() => void loadDrafts(of), [of])
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => (owner === of ? drafts : undefined),
  )
}

export async function addDraft(draft: Draft): Promise<void> {
  drafts = [draft, ...(drafts ?? [])]
  tell()
  await keepDraft(draft)
}

/** Changes a draft in sight and on the device; resolves when the device has it. */
export async function changeDraft(visitId: string, change: (draft: Draft) => Draft): Promise<void> {
  const before = draftNow(visitId)
  if (!before) return
  const after = { ...change(before), savedAt: new Date().toISOString() }
  drafts = drafts!.map((draft) => (draft === before ? after : draft))
  tell()
  await keepDraft(after)
}

export async function discardDraft(visitId: string): Promise<void> {
  const draft = draftNow(visitId)
  drafts = draftsNow().filter((one) => one !== draft)
  tell()
  await dropDraft(visitId)
  await Promise.all((draft?.findings ?? []).flatMap(({ photos }) => photos.map(({ photoId }) => dropPhoto(photoId))))
}
