import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Answer, Row } from '../../data/contracts.ts'
import { ask } from '../../data/use-answer.ts'
import { Seal } from '../../elements/seal.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { NotFound, PageFault } from '../../shell/not-found.tsx'
import { sealNameOf } from '../joint/sides.ts'
import { useCommitteeNames } from './committee-names.ts'
import { words } from './words/index.ts'
import './open.css'

type PublicRecord = Row<'joint.public-records'>

/** 联动协商成果: one record in full, with who signed it and the fingerprint to compare with evidence. */
export function Page() {
  const w = words.use()
  const { decisionId }: { decisionId?: string } = useParams({ strict: false })
  const nameOf = useCommitteeNames()
  const { data, isPending, error } = useQuery({
    queryKey: ['joint', 'public-records', 'one', decisionId],
    queryFn: ({ signal }) => recordOf(decisionId!, signal),
  })
  if (error) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  if (!data) return <NotFound />
  return (
    <>
      <article className="card">
        <p className="small mute">{data.compactName}</p>
        <h1 className="song">
          <Title text={data.title} />
        </h1>
        <div className="res">
          <Seal committee="" state="effective" size={64} silent />
          <div>
            <b>{w.effectiveOn(longDate(data.effectiveAt))}</b>
            <p className="small sub">{w.allSigned(data.signers.length)}</p>
          </div>
        </div>
        <p className="recordtext song">{data.text}</p>
        <ul className="newest sealrow" aria-label={w.signers}>
          {data.signers.map((id) => (
            <li key={id}>
              <Seal committee={sealNameOf(nameOf(id))} state="signed" size={44} silent />
              {nameOf(id)}
            </li>
          ))}
        </ul>
      </article>
      <section className="card">
        <h2>{w.version}</h2>
        <p className="mono fours">{data.versionId.match(/.{4}/g)!.join(' ')}</p>
        <p className="small sub">{w.versionHint}</p>
        <Go to="/open/verify">{w.toVerify}</Go>
      </section>
      <button type="button" className="btn big" onClick={() => print()}>
        {w.print}
      </button>
      <Go to="/open/records" className="btn big">
        {w.allRecords}
      </Go>
    </>
  )
}

/** Looked for among all that are published, part by part: few they are, and there is no other way to one. */
async function recordOf(decisionId: string, signal: AbortSignal): Promise<PublicRecord | null> {
  let cursor: string | undefined
  do {
    const params = { limit: 100, ...(cursor !== undefined && { cursor }) }
    const part: Answer<'joint.public-records'> = await ask('joint.public-records', params, signal)
    const found = part.items.find((row) => row.decisionId === decisionId)
    if (found) return found
    cursor = part.next
  } while (cursor !== undefined)
  return null
}
