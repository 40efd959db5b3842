import { useRef, useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { useNames } from '../../data/names.ts'
import { refusalAt } from '../../data/problem.ts'
import { useProposalRules } from '../../data/rules.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { Field, PageRefusal } from '../../elements/field.tsx'
import { FileRefsField } from '../../elements/files-field.tsx'
import { Icon } from '../../elements/icon.tsx'
import { Note } from '../../elements/states.tsx'
import { clockTime } from '../../look/dates.ts'
import { Actions } from '../proposal-case/actions/actions.tsx'
import { possibleActions } from '../proposal-case/actions/possible.ts'
import { useViewer } from '../proposal-case/use-case.ts'
import { Cosigners } from './cosigners.tsx'
import { Similar } from './similar.tsx'
import { Submission } from './submission.tsx'
import { DraftConflicts } from './draft-conflicts.tsx'
import { type Draft, draftOf, useDraft } from './use-draft.ts'
import { words } from './words/index.ts'

const FIELDS = ['subject', 'problem', 'analysis', 'suggestions', 'files', 'kind', 'bodyId', 'collectiveKind']

/** 提案稿: written in its parts, saved by itself, with similar proposals beside it, cosigners and submission below. */
export function Writer({
  begunWith,
  onBegun,
}: {
  begunWith?: Answer<'proposals.case-file'>
  onBegun: (id: string) => void
}) {
  const w = words.use()
  const viewer = useViewer()
  const rules = useProposalRules()
  const isClerk = viewer?.role === 'GROUP_CLERK'
  const form = useRef<HTMLDivElement>(null)
  const [draft, setDraft] = useState<Draft>(() =>
    draftOf(begunWith, isClerk ? { kind: 'COLLECTIVE', bodyId: viewer?.unitIds[0] } : { kind: 'INDIVIDUAL' }),
  )
  const change = (some: Partial<Draft>) => setDraft((now) => ({ ...now, ...some }))
  const saved = useDraft(draft, begunWith, onBegun, change)
  const file = useAnswer('proposals.case-file', { proposalId: saved.id ?? '' }, { enabled: saved.id !== undefined })
  const nameOf = useNames(viewer?.unitIds ?? [])
  const suggestions = draft.suggestions?.length ? draft.suggestions : ['']
  const { error } = saved
  const opinion = file.data?.history.findLast(({ type }) => type === 'proposals.proposal-sent-back')?.words['opinion']
  const isReturned = file.data?.state === 'RETURNED_FOR_REVISION'
  return (
    <div className="writing">
      <div className="stack" ref={form}>
        <div className="row between wrap">
          <h1>{isReturned ? w.revise : w.write}</h1>
          <SaveState saved={saved} />
        </div>
        {isReturned && opinion && (
          <Note kind="warn">
            {w.returnedTold}
            {opinion}
          </Note>
        )}
        <section className="card stack">
          {isClerk ? (
            <>
              <Field name="bodyId" label={w.body} error={error}>
                {(props) => (
                  <select
                    {...props}
                    className="input"
                    value={draft.bodyId}
                    onChange={({ target }) => change({ bodyId: target.value })}
                  >
                    {viewer.unitIds.map((id) => (
                      <option key={id} value={id}>
                        {nameOf(id)}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              <Field name="collectiveKind" label={w.collectiveKind} error={error}>
                {(props) => (
                  <select
                    {...props}
                    className="input"
                    value={draft.collectiveKind ?? ''}
                    onChange={({ target }) => change({ collectiveKind: target.value })}
                  >
                    <option value="">{w.pickKind}</option>
                    {rules?.collectiveKinds.map(({ code, zh }) => (
                      <option key={code} value={code}>
                        {zh}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
            </>
          ) : (
            <fieldset>
              <legend className="label">{w.kind}</legend>
              <div className="two">
                {(['INDIVIDUAL', 'JOINT'] as const).map((kind) => (
                  <label key={kind} className={draft.kind === kind ? 'choice on' : 'choice'}>
                    <input
                      type="radio"
                      className="heard"
                      name="kind"
                      checked={draft.kind === kind}
                      onChange={() => change({ kind })}
                    />
                    {w.kinds[kind]}
                  </label>
                ))}
              </div>
            </fieldset>
          )}
          <Field
            name="subject"
            label={w.subject}
            error={error}
            hint={w.subjectHint}
            used={length(draft.subject)}
            {...(rules && { limit: rules.subjectMost })}
          >
            {(props) => (
              <input
                {...props}
                className="input"
                value={draft.subject}
                onChange={({ target }) => change({ subject: target.value })}
              />
            )}
          </Field>
          {(['problem', 'analysis'] as const).map((part) => (
            <Field
              key={part}
              name={part}
              label={w[part]}
              error={error}
              used={length(draft[part])}
              {...(rules && { limit: rules.bodyMost })}
            >
              {(props) => (
                <textarea
                  {...props}
                  className="input song"
                  rows={part === 'problem' ? 7 : 4}
                  value={draft[part] ?? ''}
                  onChange={({ target }) => change({ [part]: target.value })}
                />
              )}
            </Field>
          ))}
          {suggestions.map((text, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- a suggestion is its place
            <Field key={at} name={`suggestions.${at}`} label={w.suggestion(at + 1)} error={error}>
              {(props) => (
                <>
                  <textarea
                    {...props}
                    className="input song"
                    rows={4}
                    value={text}
                    onChange={({ target }) => change({ suggestions: suggestions.with(at, target.value) })}
                  />
                  {suggestions.length > 1 && (
                    <button
                      type="button"
                      className="link small"
                      onClick={() => change({ suggestions: suggestions.filter((_, place) => place !== at) })}
                    >
                      {w.removeSuggestion}
                    </button>
                  )}
                </>
              )}
            </Field>
          ))}
          <SuggestionsRefusal error={error} />
          {suggestions.length < (rules?.suggestionsMost ?? 3) && (
            <button type="button" className="btn" onClick={() => change({ suggestions: [...suggestions, ''] })}>
              {w.addSuggestion}
            </button>
          )}
          <FileRefsField
            name="files"
            label={w.files}
            service="proposals"
            error={error}
            value={draft.files ?? []}
            onChange={(files) => change({ files: [...files] })}
          />
          <Note kind="warn">{w.secrecy}</Note>
          {saved.told && <DraftConflicts told={saved.told} draft={draft} onKept={change} onSettled={saved.settle} />}
          <PageRefusal error={error} fields={FIELDS} />
          <button
            type="button"
            className="btn"
            disabled={saved.isSaving || draft.subject.trim() === ''}
            onClick={() => void saved.save()}
          >
            <Icon name="check" />
            {w.save}
          </button>
        </section>
        {draft.kind === 'JOINT' && file.data && <Cosigners file={file.data} />}
        {file.data && (
          <Submission file={file.data} sha256={saved.sha256} isDirty={saved.isDirty} save={saved.save} scope={form} />
        )}
        {file.data && viewer && (
          <Actions big actions={possibleActions({ file: file.data }, viewer)} name="" subject={file.data.subject} />
        )}
      </div>
      <Similar proposalId={saved.id} />
    </div>
  )
}

function SaveState({ saved: { isSaving, isDirty, savedAt, error } }: { saved: ReturnType<typeof useDraft> }) {
  const w = words.use()
  const text = isSaving
    ? w.saving
    : error && isDirty
      ? w.notSaved
      : isDirty
        ? w.unsaved
        : savedAt
          ? w.saved(clockTime(savedAt))
          : ''
  return (
    <span className="small mute" role="status">
      {text}
    </span>
  )
}

/** What is refused of the suggestions together belongs under the last of them. */
function SuggestionsRefusal({ error }: { error: unknown }) {
  const refusal = refusalAt(error, 'suggestions')
  if (refusal === undefined || refusalAt(error, 'suggestions.0') !== undefined) return null
  return <p className="refusal">{refusal}</p>
}

const length = (text: string | undefined) => Array.from(text ?? '').length
