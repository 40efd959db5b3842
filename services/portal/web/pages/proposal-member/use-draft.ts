import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Answer, Body } from '../../data/contracts.ts'
import { mergeFields } from '../../data/merge-fields.ts'
import { isStale } from '../../data/problem.ts'
import { ask } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'

export type Draft = Pick<
  Body<'proposals.draft-proposal'>,
  'kind' | 'collectiveKind' | 'bodyId' | 'subject' | 'problem' | 'analysis' | 'suggestions' | 'files'
>

type DraftField = keyof Draft

/** What another page saved: fields that only it changed, and fields that both changed. */
export interface Told {
  stored: Draft
  taken: readonly DraftField[]
  torn: readonly DraftField[]
}

/** How long the keyboard rests before a draft is saved. */
const REST_MS = 1_200

/**
 * 自动保存: a draft is saved when the keyboard rests, one save after the other. What another page of the same writer saved
 * meanwhile is never covered up: what only that changed is taken over by `change`, what both changed is in `told` and waits for `settle`. What the rules turn down stays on the page and is not sent
 * again until it was changed.
 */
export function useDraft(
  draft: Draft,
  kept: Answer<'proposals.case-file'> | undefined,
  onBegun: (proposalId: string) => void,
  change: (some: Partial<Draft>) => void,
) {
  const [id, setId] = useState(kept?.proposalId)
  const [sha256, setSha256] = useState(kept?.text?.sha256)
  // What was saved last as far as this page knows, and the version of it.
  const known = useRef({ draft, version: kept?.version })
  const [told, setTold] = useState<Told>()
  const [savedAt, setSavedAt] = useState<Date>()
  const text = JSON.stringify(draft)
  const [savedText, setSavedText] = useState(text)
  const [refusedText, setRefusedText] = useState<string>()
  const begin = useCommand('proposals.draft-proposal')
  const revise = useCommand('proposals.revise-proposal')
  const isSaving = begin.isPending || revise.isPending
  const isDirty = text !== savedText
  const isTorn = told !== undefined && told.torn.length > 0
  const canSave = draft.subject.trim() !== '' && !isTorn
  const saving = useRef<Promise<unknown>>(undefined)

  const save = async (): Promise<{ proposalId: string; sha256: string } | undefined> => {
    await saving.current
    if (!canSave) return undefined
    const body = clean(draft)
    const { version } = known.current
    const work = id
      ? revise.mutateAsync({ body: { proposalId: id, ...body }, ...(version !== undefined && { version }) })
      : begin.mutateAsync({ body: body })
    saving.current = work.catch(() => undefined)
    try {
      const events = await work
      const [event] = events
      known.current = { draft, version: events.at(-1)!.version }
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
    } catch (error) {
      // The command keeps its error, which the page shows; the words stay where they are.
      setRefusedText(text)
      if (id && isStale(error)) await compare(id)
      return undefined
    }
  }
  const compare = async (proposalId: string) => {
    const file = await ask('proposals.case-file', { proposalId }).catch(() => undefined)
    // Nobody answered: the refusal stays, and the next save finds the same.
    if (!file) return
    const stored = draftOf(file, draft)
    const { taken, torn } = mergeFields(comparable(known.current.draft), comparable(draft), comparable(stored))
    known.current = { draft: stored, version: file.version }
    revise.reset()
    setRefusedText(undefined)
    change(Object.fromEntries(taken.map((name) => [name, stored[name as DraftField]])))
    if (taken.length + torn.length > 0) setTold({ stored, taken: taken as DraftField[], torn: torn as DraftField[] })
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
  useBlocker({ shouldBlockFn: () => false, enableBeforeUnload: () => isDirty && draft.subject.trim() !== '' })
  const settle = () => setTold((now) => now && { ...now, torn: now.torn.slice(1) })
  return { id, sha256, savedAt, isSaving, isDirty, save, told, settle, error: revise.error ?? begin.error }
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

/** What a form begins with: what was saved, in the shape that is typed into. */
export function draftOf(
  file: Answer<'proposals.case-file'> | undefined,
  by: Pick<Draft, 'kind' | 'bodyId' | 'collectiveKind'>,
): Draft {
  const { subject = '', problem = '', analysis = '', suggestions = [] } = file?.text ?? {}
  const who =
    by.kind === 'COLLECTIVE'
      ? { ...by, bodyId: file?.lead.id ?? by.bodyId, collectiveKind: file?.collectiveKind ?? by.collectiveKind }
      : { kind: file?.kind ?? by.kind }
  const files = [...(file?.files ?? [])]
  return { ...who, subject, problem, analysis, suggestions: [...suggestions], files } as Draft
}

/** Every field, in the same shape whether it was typed or read: blanks around words and empty suggestions are nothing. */
function comparable({ kind, bodyId, collectiveKind, subject, problem, analysis, suggestions = [], files = [] }: Draft) {
  return {
    kind,
    bodyId: bodyId ?? '',
    collectiveKind: collectiveKind ?? '',
    subject: subject.trim(),
    problem: problem?.trim() ?? '',
    analysis: analysis?.trim() ?? '',
    suggestions: suggestions.map((one) => one.trim()).filter(Boolean),
    files: files.map(({ sha256 }) => sha256),
  }
}
