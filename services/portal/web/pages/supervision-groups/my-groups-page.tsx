import { useMutation } from '@tanstack/react-query'
import { download } from '../../data/download.ts'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { span } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { CERTIFICATE_LOOKS, GROUP_LOOKS } from './looks.ts'
import { words } from './words/index.ts'

/** 我的监督小组、我的监督员证. */
export function Page() {
  const w = words.use()
  const { data: session } = useSession()
  const groups = useAnswer('supervision.my-groups', { limit: 50 })
  const certificates = useAnswer('supervision.certificates', { limit: 50 })
  const nameOf = useNames([session?.memberId])
  const printing = useMutation({
    mutationFn: (certificateId: string) => {
      const name = nameOf(session?.memberId)
      const names = session?.memberId !== undefined && name !== undefined ? { [session.memberId]: { name } } : {}
      return download('/api/supervision/certificates.pdf', { certificateIds: [certificateId], names })
    },
  })
  if (groups.error && !groups.data) return <PageFault error={groups.error} />
  if (groups.isPending) return <LoadingBars />
  return (
    <>
      <h1>{w.mine}</h1>
      {groups.data.total === 0 && (
        <section className="card">
          <EmptyState mark="小组" title={w.noneMine} hint={w.noneMineHint} />
        </section>
      )}
      {groups.data.items.map((group) => (
        <section className="card" key={group.groupId}>
          <p className="row between small">
            <span className={`state ${GROUP_LOOKS[group.state]}`}>{w.states[group.state]}</span>
            <span className="mute">{group.isLeader ? w.leader : w.member}</span>
          </p>
          <h2>{group.name}</h2>
          <p className="small sub">
            {group.units.map(({ name }) => name).join('、')}
            {group.units.length > 0 && <br />}
            {span(group.fromOn, group.endedOn ?? group.untilOn)}
          </p>
        </section>
      ))}
      <h2>{w.myCertificates}</h2>
      {certificates.data?.total === 0 && <p className="mute">{w.noCertificates}</p>}
      <PageRefusal error={printing.error} fields={[]} />
      {certificates.data?.items.map((one) => (
        <section className="card" key={one.certificateId}>
          <p className="row between small">
            <b>{w.numberOf(one.number)}</b>
            <span className={`state ${CERTIFICATE_LOOKS[one.state]}`}>{w.certificateStates[one.state]}</span>
          </p>
          <p>{one.groupName}</p>
          <p className="small sub">{w.validFrom(span(one.fromOn, one.lapsedOn ?? one.untilOn))}</p>
          {one.state === 'VALID' && (
            <button
              type="button"
              className="btn big"
              disabled={printing.isPending}
              onClick={() => printing.mutate(one.certificateId)}
            >
              {w.pdf}
            </button>
          )}
        </section>
      ))}
    </>
  )
}
