import './accounts.css'
import { useState } from 'react'
import type { Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useList } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { Dialog } from '../../elements/dialog.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { useProvedCommand } from '../../elements/proof-dialog.tsx'
import { ReasonDialog } from '../../elements/reason-dialog.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { addDays, longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { Handout } from './handout.tsx'
import { words } from './words/index.ts'

type Program = Row<'identity.service-accounts'>
const CONTEXTS = ['directory', 'consultations', 'proposals', 'supervision', 'joint', 'identity', 'ops'] as const
const LOOKS = { REGISTERED: 'do', ACTIVE: 'ok', STOPPED: '' } as const
/** How long one is registered for unless another day is chosen. */
const USUAL_DAYS = 180

/** 服务账号: programs that may read data, each with its purpose, scopes and end. */
export function Page() {
  const w = words.use()
  const { roles } = core.use()
  const { data: session } = useSession()
  const isKeeper = session?.active !== undefined && session.active.role !== 'AUDITOR'
  const list = useList('identity.service-accounts', {}, { size: 50 })
  const [registering, setRegistering] = useState(false)
  const [handoutId, setHandoutId] = useState<string>()
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const columns: readonly Column<Program>[] = [
    { key: 'label', title: w.programs.label, kind: 'title', cell: ({ label }) => label },
    { key: 'role', title: w.role, kind: 'phone-hidden', cell: ({ role }) => roles[role] },
    {
      key: 'scopes',
      title: w.programs.scopes,
      kind: 'phone-hidden',
      cell: ({ scopes }) => <code>{scopes.join(' ')}</code>,
    },
    { key: 'until', title: w.programs.untilOn, kind: 'tight', cell: ({ untilOn }) => longDate(untilOn) },
    {
      key: 'state',
      title: w.state,
      kind: 'tight',
      cell: ({ state }) => <span className={`state ${LOOKS[state]}`}>{w.programs.states[state]}</span>,
    },
    {
      key: 'secret',
      title: w.programs.secret,
      kind: 'phone-hidden',
      cell: ({ hasSecret }) => (hasSecret ? w.programs.hasSecret : <span className="mute">{w.programs.noSecret}</span>),
    },
    ...(isKeeper
      ? [
          {
            key: 'acts',
            title: w.programs.doing,
            kind: 'tight' as const,
            cell: (program: Program) => (
              <ProgramActs
                program={program}
                isOwn={program.registeredBy === session.accountId}
                onHandout={setHandoutId}
              />
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <div className="row wrap">
        <h1>{w.programs.title}</h1>
        {isKeeper && (
          <button type="button" className="btn go push" onClick={() => setRegistering(true)}>
            {w.programs.register}
          </button>
        )}
      </div>
      <p className="sub">{w.programs.lead}</p>
      {handoutId !== undefined && <Handout key={handoutId} handoutId={handoutId} of="secret" />}
      <Dialog open={registering} title={w.programs.register} onClose={() => setRegistering(false)}>
        <CommandForm
          command="identity.register-service-account"
          submit={w.programs.register}
          onClose={() => setRegistering(false)}
          onDone={() => setRegistering(false)}
          fields={[
            { kind: 'line', name: 'label', label: w.programs.label, limit: 60, hint: w.programs.labelHint },
            {
              kind: 'choice',
              name: 'role',
              label: w.role,
              options: (['ANALYST', 'AUDITOR'] as const).map((role) => [role, roles[role]]),
              value: 'ANALYST',
            },
            {
              kind: 'several',
              name: 'scopes',
              label: w.programs.scopes,
              options: CONTEXTS.flatMap((context) =>
                (['read', 'write'] as const).map(
                  (what) => [`${context}:${what}`, `${w.programs.contexts[context]} ${w.programs[what]}`] as const,
                ),
              ),
            },
            { kind: 'day', name: 'untilOn', label: w.programs.untilOn, value: addDays(new Date(), USUAL_DAYS) },
            { kind: 'line', name: 'reason', label: w.reason, limit: 300, hint: w.reasonHint },
          ]}
        />
      </Dialog>
      <section className="card" aria-label={w.programs.title} id="list">
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={4} />
          </div>
        )}
        {list.first && list.total === 0 && (
          <EmptyState mark="程序" title={w.programs.none} hint={w.programs.noneHint} />
        )}
        {list.total > 0 && (
          <DataTable<Program>
            label={w.programs.title}
            rows={list.rows}
            list={list}
            idOf={({ serviceAccountId }) => serviceAccountId}
            columns={columns}
          />
        )}
      </section>
    </>
  )
}

/** 批准, 更换密钥 with a fresh proof of who it is; 停用 with a reason. The secret is taken once. */
function ProgramActs({
  program: { serviceAccountId, state, label },
  isOwn,
  onHandout,
}: {
  program: Program
  isOwn: boolean
  onHandout: (handoutId: string | undefined) => void
}) {
  const w = words.use()
  const [stops, setStops] = useState(false)
  const onDone = ([event]: readonly { data: Readonly<Record<string, unknown>> }[]) =>
    onHandout(event?.data['handoutId'] as string | undefined)
  const approving = useProvedCommand('identity.approve-service-account', { onDone })
  const renewing = useProvedCommand('identity.renew-service-secret', { onDone })
  const stopping = useProvedCommand('identity.stop-service-account', { onDone: () => setStops(false) })
  if (state === 'STOPPED') return null
  const body = { serviceAccountId }
  return (
    <>
      <span className="row wrap">
        {state === 'REGISTERED' && isOwn && <span className="small mute">{w.programs.own}</span>}
        {state === 'REGISTERED' && !isOwn && (
          <button
            type="button"
            className="btn sm"
            disabled={approving.isPending}
            aria-label={`${w.programs.approve} ${label}`}
            onClick={() => approving.send({ body })}
          >
            {w.programs.approve}
          </button>
        )}
        {state === 'ACTIVE' && (
          <button
            type="button"
            className="btn sm"
            disabled={renewing.isPending}
            aria-label={`${w.programs.renew} ${label}`}
            onClick={() => renewing.send({ body })}
          >
            {w.programs.renew}
          </button>
        )}
        <button
          type="button"
          className="btn sm"
          aria-label={`${w.programs.stop} ${label}`}
          onClick={() => setStops(true)}
        >
          {w.programs.stop}
        </button>
      </span>
      <PageRefusal error={approving.error ?? renewing.error} fields={[]} />
      <ReasonDialog
        open={stops}
        title={w.programs.stop}
        lead={w.programs.stopLead}
        confirm={w.programs.stop}
        busy={stopping.isPending}
        error={stopping.error}
        onConfirm={(reason) => stopping.send({ body: { serviceAccountId, reason } })}
        onClose={() => {
          stopping.reset()
          setStops(false)
        }}
      />
      {approving.proof}
      {renewing.proof}
      {stopping.proof}
    </>
  )
}
