import { useList } from '../../data/use-answer.ts'
import { LoadMore } from '../../elements/load-more.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { dateTime } from '../../look/dates.ts'
import type { Compact } from '../joint/sides.ts'
import { useVersionName } from './use-version-name.ts'
import type { Decision, Numbered } from './versions.ts'
import { words } from './words/index.ts'

const SPOKEN = ['comment', 'reservation', 'endorsement'] as const
type Spoken = (typeof SPOKEN)[number]

/** 意见与保留: what the sides said about any version, and why one was refused, in the order in which it came. */
export function Remarks({
  decision,
  compact,
  versions,
}: {
  decision: Decision
  compact: Compact
  versions: readonly Numbered[]
}) {
  const w = words.use()
  const nameOfVersion = useVersionName()
  const { compactId, decisionId } = decision
  const list = useList('joint.entries', { compactId, about: decisionId }, { size: 100 })
  const nameOf = (id: string) => compact.sides.find(({ committee }) => committee === id)?.name ?? id
  const said = list.rows
    .filter(({ kind, body, standing }) => SPOKEN.includes(kind as Spoken) && body !== null && standing === 'live')
    .map(({ entryId, committee, at, kind, body }) => ({
      key: entryId,
      at,
      committee,
      what: w.remarkKinds[kind as Spoken],
      version: String(body!['about']),
      text: [body!['text'], body!['note']].find((words) => typeof words === 'string') ?? '',
    }))
  const refused = decision.versions.flatMap(({ versionId, answers }) =>
    answers
      .filter(({ answer, reason }) => answer === 'refuse' && reason !== null)
      .map(({ entryId, committee, at, reason, by }) => ({
        key: entryId,
        at,
        committee,
        what: by === 'lapse' ? w.lapsed : w.refused,
        version: versionId,
        text: reason!,
      })),
  )
  const rows = [...said, ...refused].toSorted((a, b) => (a.at < b.at ? -1 : 1))
  return (
    <section className="card pad stack" aria-label={w.remarks} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.remarks}</h2>
      {list.isPending && <LoadingBars rows={2} />}
      {list.first && rows.length === 0 && <p className="small mute">{w.noRemarks}</p>}
      <ul className="remarks">
        {rows.map(({ key, at, committee, what, version, text }) => (
          <li key={key}>
            <span className="row wrap">
              <b>{nameOf(committee)}</b>
              <span className="tag">{what}</span>
              <span className="small mute">
                {w.onVersion(nameOfVersion(versions, version))} · {dateTime(at)}
              </span>
            </span>
            {text !== '' && <p className="clip">{text}</p>}
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </section>
  )
}
