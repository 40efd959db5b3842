import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer } from '../../data/use-answer.ts'
import { LoadingBars } from '../../elements/states.tsx'
import { StatusStamp } from '../../elements/status-stamp.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

/** How much of a long text stands there before it is opened. */
const GLIMPSE = 160

/** 公开的提案: what was released of it, and not a word more. */
export function Page() {
  const w = words.use()
  const { proposalId }: { proposalId?: string } = useParams({ strict: false })
  const { data, isPending, error } = useAnswer('proposals.published-proposal', { proposalId: proposalId! })
  if (error) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  const replied = data.resultClass !== undefined || data.reply !== undefined
  return (
    <>
      <article className="card lead">
        <p className="small mute">
          {data.termNumber !== undefined && data.sessionNumber !== undefined && (
            <>{w.session(data.termNumber, data.sessionNumber)} </>
          )}
          {data.serial !== undefined && w.number(data.serial)}
        </p>
        <h1>
          <Title text={data.subject ?? ''} />
        </h1>
        <div className="res">
          <StatusStamp words={replied ? w.stampReplied : w.stamp} state={replied ? 'ok' : 'ink'} />
          <div>
            <b>{replied ? w.repliedTitle : w.publishedOn(longDate(data.publishedAt))}</b>
            {data.resultClass && <p className="small sub">{w.classes[data.resultClass]}</p>}
          </div>
        </div>
      </article>
      {data.body !== undefined && <Clipped title={w.content} text={data.body} open={w.readAll} />}
      {data.reply !== undefined && (
        <Clipped
          title={w.reply}
          text={data.reply}
          open={w.readReply}
          {...(data.resultClass && { tag: w.resultClasses[data.resultClass] })}
        />
      )}
      <Go to="/open/proposals" className="btn big">
        {w.back}
      </Go>
      <p className="small mute foot">
        {w.rule}
        <br />
        {w.cleared(longDate(data.publishedAt))}
      </p>
    </>
  )
}

function Clipped({ title, text, open, tag }: { title: string; text: string; open: string; tag?: string }) {
  const long = text.length > GLIMPSE
  const [whole, setWhole] = useState(!long)
  return (
    <section className="card">
      <div className="row between">
        <h2>{title}</h2>
        {tag && <span className="tag blue">{tag}</span>}
      </div>
      <p className="clip">{whole ? text : `${text.slice(0, GLIMPSE).trimEnd()}……`}</p>
      {!whole && (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          {open}
        </button>
      )}
    </section>
  )
}
