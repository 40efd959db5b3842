import { useAnswer } from '../../../data/use-answer.ts'
import type { FormField } from '../../../elements/form-field.ts'
import { LoadingBars } from '../../../elements/states.tsx'
import { dayOf } from '../../../look/dates.ts'
import { PageFault } from '../../../shell/not-found.tsx'
import { type Undertaking, undertakingsOf, type Version } from '../../joint-decisions/versions.ts'
import { words } from '../words/index.ts'
import { About } from './about.tsx'
import { DraftForm } from './draft-form.tsx'
import { filesOf } from './files-of.ts'
import type { FormProps } from './form-props.ts'
import { Undertakings } from './undertakings.tsx'

type Words = ReturnType<typeof words.use>

/** 提出或修改议题; from an item of the own plan its words are there already. */
export function Topic({ compact: { compactId }, address }: FormProps) {
  const w = words.use()
  const before = useVersion(compactId, address)
  const item = useAnswer('consultations.plan-item', { itemId: address.item! }, { enabled: address.item !== undefined })
  if (before.error && before.isWaiting) return <PageFault error={before.error} />
  if (item.error && !item.data) return <PageFault error={item.error} />
  if (before.isWaiting || (address.item !== undefined && !item.data)) return <LoadingBars />
  const { version } = before
  const of = (name: string, otherwise = '') => (version ? String(version.body[name]) : otherwise)
  const year = String(item.data?.year ?? dayOf(new Date()).slice(0, 4))
  return (
    <DraftForm
      command="joint.draft-topic"
      fixed={{ compactId, amends: version ? [version.versionId] : [] }}
      fields={[
        { kind: 'line', name: 'title', label: w.title, limit: 200, value: of('title', item.data?.topic) },
        {
          kind: 'text',
          name: 'summary',
          label: w.summary,
          limit: 4000,
          rows: 8,
          value: of('summary'),
          hint: w.crossingHint,
        },
        { kind: 'line', name: 'form', label: w.form, limit: 200, value: of('form', w.formValue) },
        { kind: 'number', name: 'year', label: w.year, value: of('year', year) },
        deadlineField(w),
      ]}
    >
      <Amends compactId={compactId} version={version} />
    </DraftForm>
  )
}

/** 起草或修改纪要: the text, what each side undertakes, the session and the topic it is of. */
export function Record({ compact, address }: FormProps) {
  const w = words.use()
  const { compactId } = compact
  const before = useVersion(compactId, address)
  const sessions = useAnswer('joint.sessions', { compactId, limit: 200 })
  const topics = useAnswer('joint.decisions', { compactId, kind: 'topic', state: 'EFFECTIVE', limit: 200 })
  const records = useAnswer('joint.decisions', { compactId, kind: 'record', state: 'EFFECTIVE', limit: 200 })
  const failed = before.error ?? sessions.error ?? topics.error ?? records.error
  if (before.isWaiting || !sessions.data || !topics.data || !records.data)
    return failed ? <PageFault error={failed} /> : <LoadingBars />
  const { version } = before
  const of = (name: string) => (typeof version?.body[name] === 'string' ? String(version.body[name]) : '')
  const titled = (rows: readonly { decisionId: string; title: string }[]) =>
    rows.map(({ decisionId, title }) => [decisionId, title] as const)
  const files = filesOf(version)
  return (
    <DraftForm
      command="joint.draft-record"
      fixed={{ compactId, amends: version ? [version.versionId] : [] }}
      fields={[
        { kind: 'line', name: 'title', label: w.title, limit: 200, value: of('title') },
        {
          kind: 'text',
          name: 'text',
          label: w.recordText,
          limit: 60_000,
          rows: 16,
          value: version ? of('text') : w.outline,
          hint: w.crossingHint,
        },
        {
          kind: 'own',
          name: 'undertakings',
          label: w.undertakings,
          optional: true,
          value: version ? undertakingsOf(version) : [],
          draw: (props) => (
            <Undertakings {...props} value={props.value as readonly Undertaking[]} sides={compact.sides} />
          ),
        },
        {
          kind: 'choice',
          name: 'topicId',
          label: w.topic,
          optional: true,
          options: titled(topics.data.items),
          value: of('topic') || (address.from === 'topic' ? (address.decision ?? '') : ''),
        },
        {
          kind: 'choice',
          name: 'sessionId',
          label: w.session,
          optional: true,
          options: sessions.data.items.map(({ sessionId, title }) => [sessionId, title] as const),
          value: of('session') || (address.session ?? ''),
        },
        {
          kind: 'choice',
          name: 'corrects',
          label: w.corrects,
          optional: true,
          options: titled(records.data.items),
          value: of('corrects'),
        },
        { kind: 'files', name: 'files', label: w.files, service: 'joint', optional: true, value: files },
        deadlineField(w),
      ]}
    >
      <Amends compactId={compactId} version={version} />
    </DraftForm>
  )
}

/** 起草或修改总报告, by the leading side, out of the reports of all. */
export function Report({ compact, address }: FormProps) {
  const w = words.use()
  const { compactId } = compact
  const before = useVersion(compactId, address)
  const researchId = address.research ?? (before.version?.body['research'] as string | undefined)
  const researches = useAnswer('joint.researches', { compactId, limit: 200 })
  if (before.error && before.isWaiting) return <PageFault error={before.error} />
  if (researches.error && !researches.data) return <PageFault error={researches.error} />
  if (before.isWaiting || !researches.data) return <LoadingBars />
  const { version } = before
  const research = researches.data.items.find((one) => one.researchId === researchId)
  const of = (name: string) => (version ? String(version.body[name]) : '')
  return (
    <DraftForm
      command="joint.draft-consolidated-report"
      fixed={{
        compactId,
        researchId,
        amends: version ? [version.versionId] : [],
        reports: research?.sides.flatMap(({ reports }) => reports) ?? [],
        reservations: research?.reservations.map(({ entryId }) => entryId) ?? [],
      }}
      fields={[
        { kind: 'line', name: 'title', label: w.title, limit: 200, value: of('title') || (research?.title ?? '') },
        {
          kind: 'text',
          name: 'text',
          label: w.reportText,
          limit: 60_000,
          rows: 16,
          value: of('text'),
          hint: w.crossingHint,
        },
        { kind: 'files', name: 'files', label: w.files, service: 'joint', optional: true, value: filesOf(version) },
        deadlineField(w),
      ]}
    >
      <Amends compactId={compactId} version={version} />
      {research && (
        <p className="small sub">
          {w.reportOf(
            research.title,
            research.sides.flatMap(({ reports }) => reports).length,
            research.reservations.length,
          )}
        </p>
      )}
    </DraftForm>
  )
}

const deadlineField = (w: Words): FormField => ({
  kind: 'instant',
  name: 'deadline',
  label: w.deadline,
  optional: true,
  hint: w.deadlineHint,
})

/** The version that a new one amends, when the address names one. */
function useVersion(compactId: string, { amends, decision, version }: FormProps['address']) {
  const asked = amends !== undefined && decision !== undefined
  const { data, error } = useAnswer('joint.decision-detail', { compactId, decisionId: decision! }, { enabled: asked })
  return {
    version: asked ? data?.versions.find(({ versionId }) => versionId === version) : undefined,
    isWaiting: asked && !data,
    error: asked ? error : null,
  }
}

function Amends({ compactId, version }: { compactId: string; version: Version | undefined }) {
  const w = words.use()
  if (!version) return null
  return (
    <>
      <About compactId={compactId} decision={version.decisionId} version={version.versionId} />
      <p className="small sub">{w.amendsHint}</p>
    </>
  )
}
