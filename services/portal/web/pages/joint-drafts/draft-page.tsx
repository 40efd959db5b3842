import './drafts.css'
import { useParams } from '@tanstack/react-router'
import { one, useAddress } from '../../data/address.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { type DraftKind, FORMS } from './forms/index.ts'
import { words } from './words/index.ts'

const NAMES = ['kind', 'decision', 'version', 'research', 'session', 'task', 'about', 'item', 'amends', 'from'] as const

/** 起草: one form for each kind of what can leave; what comes of it is a draft, and is shown before it leaves. */
export function Page() {
  const w = words.use()
  const { compactId }: { compactId?: string } = useParams({ strict: false })
  const { values } = useAddress(NAMES)
  const { data: compact, isPending, error } = useAnswer('joint.compact-detail', { compactId: compactId! })
  if (error && !compact) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  const kind = one(values.kind) as DraftKind | undefined
  const Form = kind === undefined || !Object.hasOwn(FORMS, kind) ? undefined : FORMS[kind]
  const back = `/joint/${compactId!}`
  if (Form === undefined)
    return (
      <EmptyState mark="起草" title={w.noSuchKind}>
        <Go className="btn" to={back}>
          {w.backToCompact}
        </Go>
      </EmptyState>
    )
  const address = Object.fromEntries(
    NAMES.flatMap((name) => (one(values[name]) === undefined ? [] : [[name, one(values[name])!]])),
  )
  return (
    <>
      <div>
        <p className="small mute">
          <Go to={back}>{compact.name}</Go>
        </p>
        <h1>{w.forms[kind!]}</h1>
        <p className="sub small">{w.draftFirst}</p>
      </div>
      {compact.recovering && <Note kind="bad">{w.recovering}</Note>}
      <section className="card pad draftform" aria-label={w.forms[kind!]}>
        <Form key={JSON.stringify(address)} compact={compact} address={address} />
      </section>
    </>
  )
}
