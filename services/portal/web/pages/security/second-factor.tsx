import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useId, useState } from 'react'
import { refusalElsewhere } from '../../data/problem.ts'
import { renewRecoveryCodes } from '../../data/second-factor.ts'
import { type Session, useRenewSession } from '../../data/session.ts'
import { Dialog } from '../../elements/dialog.tsx'
import { RecoveryCodes } from '../../elements/enrolment/recovery-codes.tsx'
import { PageRefusal, RefusalText } from '../../elements/field.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { CodeInput } from '../../elements/step-up-dialog.tsx'
import { core } from '../../words/index.ts'
import { words } from './words/index.ts'

const Enrolment = lazy(() =>
  import('../../elements/enrolment/enrolment.tsx').then((module) => ({ default: module.Enrolment })),
)

/** 二次验证: whether there is one, enrolling it, and new recovery codes. */
export function SecondFactor({ session }: { session: Session }) {
  const w = words.use()
  const { enrolment } = core.use()
  const renew = useRenewSession()
  // Kept open until the recovery codes are put away, whatever the session says meanwhile.
  const [enrolling, setEnrolling] = useState(false)
  const [asking, setAsking] = useState(false)
  if (enrolling) {
    return (
      <Suspense fallback={<LoadingBars rows={3} />}>
        <Enrolment
          session={session}
          done={enrolment.finish}
          onDone={() => {
            setEnrolling(false)
            void renew()
          }}
        />
      </Suspense>
    )
  }
  if (!session.hasSecondFactor) {
    return (
      <>
        <p className="sub">{w.noSecondFactor}</p>
        <button type="button" className="btn go" onClick={() => setEnrolling(true)}>
          {enrolment.title}
        </button>
      </>
    )
  }
  return (
    <>
      <p>
        <span className="state ok">{w.hasSecondFactor}</span>
      </p>
      <p className="sub">{w.lostPhone}</p>
      <button type="button" className="btn" onClick={() => setAsking(true)}>
        {w.newCodes}
      </button>
      <NewCodes session={session} open={asking} onClose={() => setAsking(false)} />
    </>
  )
}

function NewCodes({ session, open, onClose }: { session: Session; open: boolean; onClose: () => void }) {
  const w = words.use()
  const { enrolment } = core.use()
  const id = useId()
  const [code, setCode] = useState('')
  const making = useMutation({ mutationFn: () => renewRecoveryCodes(code) })
  const refusal = refusalElsewhere(making.error, [])
  const close = () => {
    setCode('')
    making.reset()
    onClose()
  }
  return (
    <Dialog title={w.newCodes} open={open} onClose={close}>
      {making.data ? (
        <RecoveryCodes
          codes={making.data.recoveryCodes}
          userName={session.userName}
          done={enrolment.finish}
          onDone={close}
        />
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            if (code.length === 6) making.mutate()
          }}
        >
          <Note>{w.newCodesLead}</Note>
          <div>
            <label className="label" htmlFor={id}>
              {w.code}
            </label>
            <CodeInput id={id} value={code} onChange={setCode} refused={refusal !== undefined} />
            {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
          </div>
          {refusal === undefined && <PageRefusal error={making.error} fields={[]} />}
          <button type="submit" className="btn go" disabled={making.isPending || code.length < 6}>
            {w.makeCodes}
          </button>
        </form>
      )}
    </Dialog>
  )
}
