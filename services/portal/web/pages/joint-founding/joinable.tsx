import type { ReadFounding } from '@lianxie/joint-protocol/founding'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useCommand } from '../../data/use-command.ts'
import { refusalAt } from '../../data/problem.ts'
import { PageRefusal, RefusalText, useFocusRefused } from '../../elements/field.tsx'
import { Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { committeeId } from '../../shell/use-committee.ts'
import { Compared } from './compared.tsx'
import { hindranceOf } from './hindrance.ts'
import { words } from './words/index.ts'

/** 将加入的机制: what the file says, whose signatures under it are good, and the way in where nothing speaks against it. */
export function Joinable({ file, founding }: { file: string; founding: ReadFounding }) {
  const w = words.use()
  const { text, signed } = founding
  const hindrance = hindranceOf(founding, committeeId)
  const nameOf = (id: string | null) => text.members.find(({ committee }) => committee === id)?.name ?? id ?? '—'
  return (
    <section className="card pad stack" aria-label={w.toJoin} style={{ '--g': '14px' } as React.CSSProperties}>
      <h2 className="song">
        <Title text={text.name} />
      </h2>
      <p className="row wrap small">
        <span className="tag joint">{w.kinds[text.kind]}</span>
        <span className="mute">
          {text.end === null ? w.openEnded(longDate(text.start)) : w.term(longDate(text.start), longDate(text.end))}
        </span>
      </p>
      {hindrance === undefined ? (
        <Note kind="ok">{w.allGood(text.members.length)}</Note>
      ) : (
        <Note kind="bad">
          {w.hindrances[hindrance.why](hindrance.whom.map(nameOf).join('、'))}{' '}
          {hindrance.why === 'founder' && <Go to="/joint/receive">{w.receive}</Go>}
        </Note>
      )}
      <ul className="sidelist" aria-label={w.foundedBy}>
        {text.members.map(({ committee, name }) => {
          const side = signed.find((one) => one.committee === committee)
          return (
            <li key={committee}>
              <b>{name}</b>
              <span className="small mute">
                {side
                  ? w.signedBy(side.approval.organ, side.approval.number, longDate(side.approval.date))
                  : w.notSigned}
              </span>
            </li>
          )
        })}
      </ul>
      <details>
        <summary>{w.foundingText}</summary>
        <p className="small mute">{w.foundingTextHint}</p>
        {text.articles.split('\n').map((line, at) => (
          <p key={`${at} ${line}`} className="song">
            {line}
          </p>
        ))}
        <dl className="kv">
          <dt>{w.linkages}</dt>
          <dd>{text.linkages.join('、') || '—'}</dd>
          <dt>{w.crossing}</dt>
          <dd>{text.crossing.map((one) => w.crossings[one]).join('、') || '—'}</dd>
          <dt>{w.archiveRule}</dt>
          <dd>{text.archiveRule}</dd>
          <dt>{w.exitRule}</dt>
          <dd>{text.exitRule}</dd>
        </dl>
      </details>
      {hindrance === undefined && <Join file={file} founding={founding} />}
    </section>
  )
}

/** 加入, after the fingerprints of every founder were compared. */
function Join({ file, founding: { compact, text, fingerprints } }: { file: string; founding: ReadFounding }) {
  const w = words.use()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const [compared, setCompared] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState<object>()
  const joining = useCommand('joint.join-compact', {
    onDone: () => void navigate({ to: `/joint/${compact}` as never }),
  })
  const sides = text.members.map(({ committee, name }) => ({
    committee,
    name,
    fingerprints: fingerprints.find((one) => one.committee === committee)!,
  }))
  const uncompared = sides.filter(({ committee }) => !compared.has(committee))
  const refusal = refusalAt(joining.error, 'file')
  useFocusRefused(form, joining.error ?? tried)
  return (
    <form
      ref={form}
      className="fields foundform"
      noValidate
      aria-label={w.join}
      onSubmit={(event) => {
        event.preventDefault()
        setTried({})
        if (uncompared.length === 0) joining.mutate({ body: { file } })
      }}
    >
      <Compared
        sides={sides}
        compared={compared}
        lacking={tried ? uncompared.map(({ name }) => name) : []}
        onChange={setCompared}
      />
      {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
      <PageRefusal error={joining.error} fields={['file']} />
      <div className="row wrap">
        <button type="submit" className="btn go" disabled={joining.isPending} aria-busy={joining.isPending}>
          {w.joinNow}
        </button>
        <span className="small mute">{w.joinNowHint}</span>
      </div>
    </form>
  )
}
