import { useEffect } from 'react'
import { Refused, Unreachable } from '../data/problem.ts'
import { EmptyState, Note } from '../elements/states.tsx'
import { Go } from '../go.tsx'
import { language } from '../look/preferences.ts'
import { core } from '../words/index.ts'

/** What is not there, or not to be seen: both look alike. */
export function NotFound() {
  const w = core.use()
  return (
    <>
      <h1 className="heard">{w.notFound}</h1>
      <EmptyState mark="无页" title={w.notFound} hint={w.notFoundHint}>
        <Go to="/" className="btn">
          {w.backHome}
        </Go>
      </EmptyState>
    </>
  )
}

/** A page that could not be shown: what the rules or the connection said, and a way on. */
export function PageFault({ error }: { error: unknown }) {
  const w = core.use()
  const refused = error instanceof Refused
  useEffect(() => {
    if (!refused && !(error instanceof Unreachable)) console.error(error)
  }, [error, refused])
  if (refused && error.problem.status === 404) return <NotFound />
  const text = refused
    ? error.problem[language() === 'en' ? 'en' : 'zh']
    : error instanceof Unreachable
      ? w.unreachable
      : w.unexpected
  // What was asked stands in the address: asking it again would be turned down again.
  const isAsked = refused && error.problem.status === 400 && location.search !== ''
  return (
    <div className="page">
      <h1>{w.fault}</h1>
      <Note kind="bad">
        {text}
        {isAsked && ` ${w.badAddress}`}
      </Note>
      <div className="row">
        {isAsked ? (
          <a className="btn" href={location.pathname}>
            {w.withoutConditions}
          </a>
        ) : (
          <button type="button" className="btn" onClick={() => location.reload()}>
            {w.reload}
          </button>
        )}
      </div>
    </div>
  )
}
