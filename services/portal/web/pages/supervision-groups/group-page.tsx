import { useMutation } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { download } from '../../data/download.ts'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dayOf, longDate, span } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { groupActions } from './group-actions.ts'
import { CERTIFICATE_LOOKS, GROUP_LOOKS } from './looks.ts'
import { useMembers } from './use-members.ts'
import { words } from './words/index.ts'

/** 监督小组: its people, postings, certificates and work. */
export function Page() {
  const w = words.use()
  const { groupId }: { groupId?: string } = useParams({ strict: false })
  const { data: session } = useSession()
  const { data: group, error, isPending } = useAnswer('supervision.group', { groupId: groupId! })
  const isOffice = ['STAFF_CONSULTATION', 'STAFF_OFFICE'].includes(session?.active?.role ?? '')
  const members = useMembers(isOffice)
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { enabled: isOffice, staleTime: 600_000 })
  const [chosen, setChosen] = useState<string>()
  const nameOf = useNames(group?.memberList.map(({ memberId }) => memberId) ?? [])
  const printing = useMutation({
    mutationFn: (ids: readonly string[]) => {
      const held = group!.certificates.filter(({ certificateId }) => ids.includes(certificateId))
      const names = held.flatMap(({ memberId }) => (nameOf(memberId) ? [[memberId, { name: nameOf(memberId) }]] : []))
      return download('/api/supervision/certificates.pdf', { certificateIds: ids, names: Object.fromEntries(names) })
    },
  })
  if (error && !group) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  const today = dayOf(new Date())
  const now = group.memberList
    .filter(({ untilOn }) => untilOn === undefined || group.state === 'ENDED')
    .toSorted((a, b) => Number(b.isLeader) - Number(a.isLeader))
  const earlier = group.memberList.filter((one) => !now.includes(one))
  const valid = group.certificates.filter(({ state }) => state === 'VALID' || state === 'PENDING')
  const actions = isOffice
    ? groupActions({ group, now, valid, today, nameOf, members: members.data, units: units.data?.items ?? [] }, w)
    : []
  const open = actions.find(({ key }) => key === chosen)
  return (
    <>
      <div>
        <p className="small mute">
          {w.kinds[group.kind]} · {span(group.fromOn, group.endedOn ?? group.untilOn)}
        </p>
        <h1>{group.name}</h1>
        <p className="row wrap">
          <span className={`state ${GROUP_LOOKS[group.state]}`}>{w.states[group.state]}</span>
          <span className="sub">{group.units.map(({ name }) => name).join('、')}</span>
          {group.isSynthetic && <span className="tag">{w.sample}</span>}
        </p>
      </div>
      {actions.length > 0 && (
        <section className="card pad stack" aria-label={w.acting} style={{ '--g': '12px' } as React.CSSProperties}>
          <div className="row wrap">
            {actions
              .filter(({ command }) => command !== 'supervision.revoke-certificate')
              .map(({ key, label }) => (
                <button
                  type="button"
                  key={key}
                  className="btn"
                  aria-expanded={chosen === key}
                  onClick={() => setChosen(chosen === key ? undefined : key)}
                >
                  {label}
                </button>
              ))}
          </div>
          {open && (
            <CommandForm
              key={open.key}
              command={open.command}
              fixed={{ groupId: group.groupId, ...open.fixed }}
              fields={open.fields}
              submit={w.confirm(open.label)}
              {...(open.body && { body: open.body })}
              {...(open.version !== undefined && { version: open.version, edits: true })}
              {...(open.danger && { danger: true })}
              onClose={() => setChosen(undefined)}
              onDone={() => setChosen(undefined)}
            />
          )}
        </section>
      )}
      <section className="card pad">
        <h2>{w.members}</h2>
        <ul className="checks">
          {now.map(({ memberId, isLeader }) => (
            <li key={memberId}>
              {nameOf(memberId) ?? '—'}
              {isLeader && <span className="tag blue">{w.leader}</span>}
            </li>
          ))}
        </ul>
        {earlier.length > 0 && (
          <p className="small mute">{w.earlier(earlier.map(({ memberId }) => nameOf(memberId) ?? '—').join('、'))}</p>
        )}
      </section>
      <section className="card pad" aria-label={w.certificates}>
        <div className="row wrap">
          <h2>{w.certificates}</h2>
          {valid.length > 0 && isOffice && (
            <button
              type="button"
              className="btn sm push"
              disabled={printing.isPending}
              aria-busy={printing.isPending}
              onClick={() => printing.mutate(valid.map(({ certificateId }) => certificateId))}
            >
              {w.printAll}
            </button>
          )}
        </div>
        <PageRefusal error={printing.error} fields={[]} />
        {group.certificates.length === 0 && <p className="mute">{w.noCertificates}</p>}
        <ul className="files">
          {group.certificates.map((one) => (
            <li key={one.certificateId} className="wrap">
              <b>{w.numberOf(one.number)}</b>
              <span>{nameOf(one.memberId) ?? '—'}</span>
              <span className={`state ${CERTIFICATE_LOOKS[one.state]}`}>{w.certificateStates[one.state]}</span>
              <span className="mute small">{span(one.fromOn, one.untilOn)}</span>
              {isOffice && valid.includes(one) && (
                <button type="button" className="link small push" onClick={() => setChosen(one.certificateId)}>
                  {w.revokeShort}
                </button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section className="card pad">
        <h2>{w.projects}</h2>
        <p className="sub">{w.workOf(group.work.visits, group.work.findings, group.work.verified)}</p>
        <ul className="files">
          {group.projectList.map(({ projectId, topic, year }) => (
            <li key={projectId}>
              <Go to={`/supervision/projects/${projectId}`}>{topic}</Go>
              <span className="mute small push">{w.yearOf(year)}</span>
            </li>
          ))}
        </ul>
        {group.postings.length > 0 && (
          <>
            <h3>{w.postings}</h3>
            <ul className="files">
              {group.postings.map(({ unitId, name, fromOn, untilOn }) => (
                <li key={`${unitId} ${fromOn}`}>
                  {name ?? '—'}
                  <span className="mute small push">{untilOn ? span(fromOn, untilOn) : w.since(longDate(fromOn))}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </>
  )
}
