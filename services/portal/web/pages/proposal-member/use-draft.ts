import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Body } from '../../data/contracts.ts'
import { useCommand } from '../../data/use-command.ts'

export type Draft = Pick<
  Body<'proposals.draft-proposal'>,
  'kind' | 'collectiveKind' | 'bodyId' | 'subject' | 'problem' | 'analysis' | 'suggestions' | 'files'
>

/** How long the keyboard rests before a draft is saved. */
const REST_MS = 1_200

/**
 * 自动保存: a draft is saved when the keyboard rests, one save after the other, so that the last words win. What the rules turn
 * down stays on the page and is not sent again until it was changed.
 */
export function useDraft(
  draft: Draft,
  kept: { proposalId?: string | undefined; sha256?: string | undefined },
  onBegun: (proposalId: string) => void,
) {
  const [id, setId] = useState(kept.proposalId)
  const [sha256, setSha256] = useState(kept.sha256)
  const [savedAt, setSavedAt] = useState<Date>()
  const text = JSON.stringify(draft)
  const [savedText, setSavedText] = useState(text)
  const [refusedText, setRefusedText] = useState<string>()
  const begin = useCommand('proposals.draft-proposal')
  const revise = useCommand('proposals.revise-proposal')
  const isSaving = begin.isPending || revise.isPending
  const isDirty = text !== savedText
  const canSave = draft.subject.trim() !== ''
  const saving = useRef<Promise<unknown>>(undefined)

  const save = async (): Promise<{ proposalId: string; sha256: string } | undefined> => {
    await saving.current
    if (!canSave) return undefined
    const body = clean(draft)
    const work = id ? revise.mutateAsync({ body: { proposalId: id, ...body } }) : begin.mutateAsync({ body: body })
    saving.current = work.catch(() => undefined)
    try {
      const [event] = await work
      const told = event!.data as { proposalId: string; sha256: string }
      setSavedText(text)
      setSavedAt(new Date())
      setSha256(told.sha256)
      setRefusedText(undefined)
      if (!id) {
        setId(told.proposalId)
        onBegun(told.proposalId)
      }
      return told
    } catch {
      // The command keeps its error, which the page shows; the words stay where they are.
      setRefusedText(text)
      return undefined
    }
  }
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  useEffect(() => {
    if (!isDirty || !canSave || isSaving || text === refusedText) return undefined
    const timer = setTimeout(() => void latest.current(), REST_MS)
    return () => clearTimeout(timer)
  }, [text, isDirty, canSave, isSaving, refusedText])
  useEffect(() => {
    // What nobody answered is tried again when the connection is back.
    const back = () => setRefusedText(undefined)
    addEventListener('online', back)
    return () => removeEventListener('online', back)
  }, [])
  useBlocker({ shouldBlockFn: () => false, enableBeforeUnload: () => isDirty && canSave })
  return { id, sha256, savedAt, isSaving, isDirty, save, error: revise.error ?? begin.error }
}

/** Without what is empty: a draft may lack all but its subject. */
function clean({ problem, analysis, suggestions = [], ...rest }: Draft): Draft {
  const filled = (value: string | undefined) => (value?.trim() ? value.trim() : undefined)
  return {
    ...rest,
    subject: rest.subject.trim(),
    ...(filled(problem) && { problem: filled(problem) }),
    ...(filled(analysis) && { analysis: filled(analysis) }),
    suggestions: suggestions.map((one) => one.trim()).filter(Boolean),
  }
}
