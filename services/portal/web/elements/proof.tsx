import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Refused } from '../data/problem.ts'
import { stepUp } from '../data/second-factor.ts'
import { type Session, SESSION_KEY, useSession } from '../data/session.ts'
import { core } from '../words/index.ts'
import { Dialog } from './dialog.tsx'
import { LoadingBars } from './states.tsx'
import { CodeForm, type Signing, SigningNote } from './step-up-dialog.tsx'

const Enrolment = lazy(() => import('./enrolment/enrolment.tsx').then((module) => ({ default: module.Enrolment })))

/** What is signed; the post is the one that one acts in. */
export type Signed = Omit<Signing, 'post'>

interface ProofProps {
  open: boolean
  /** Without it nothing is signed: it is asked who is there. */
  signing?: Signed | undefined
  onProved: () => void
  onClose: () => void
}

/** 验证身份: asks for a code of the authenticator; who has none yet is helped to one, whose first code is a proof already. */
export function Proof({ open, onProved, onClose, ...rest }: ProofProps) {
  const w = core.use()
  const client = useQueryClient()
  const { data: session } = useSession()
  // Enrolling changes the session, and a proof makes it fresh.
  const renew = () => void client.invalidateQueries({ queryKey: SESSION_KEY })
  return (
    <Dialog
      open={open && session !== undefined && session !== null}
      title={rest.signing ? w.stepUp.title : w.proof.title}
      onClose={() => {
        renew()
        onClose()
      }}
    >
      {session && <Asked {...rest} session={session} onProved={onProved} onClose={onClose} />}
    </Dialog>
  )
}

function Asked({ signing, session, onProved, onClose }: Omit<ProofProps, 'open'> & { session: Session }) {
  const w = core.use()
  // As it was when this opened: enrolling goes on to the recovery codes.
  const [enrols] = useState(!session.hasSecondFactor)
  const proving = useMutation({ mutationFn: stepUp, onSuccess: onProved })
  const role = session.active?.role
  return (
    <>
      {signing ? (
        <SigningNote {...signing} post={role === undefined ? '' : w.roles[role]} />
      ) : (
        <p className="sub">{w.proof.lead}</p>
      )}
      {enrols ? (
        <Suspense fallback={<LoadingBars rows={3} />}>
          <p>{w.proof.enrolFirst}</p>
          <Enrolment session={session} done={w.enrolment.goOn} onDone={onProved} />
        </Suspense>
      ) : (
        <CodeForm
          signing={signing}
          error={proving.error}
          busy={proving.isPending}
          onCode={proving.mutate}
          onClose={onClose}
        />
      )}
    </>
  )
}

/**
 * What a service asks a second factor of the last minutes for: when it says so, the code is asked for and it is done `again`.
 * `ask` asks beforehand, as a signature does. `dialog` is to be put on the page; `error` is what was refused for another reason.
 */
export function useProof(error: unknown, again: () => void, signing?: Signed) {
  const [asked, setAsked] = useState(false)
  const [dismissed, setDismissed] = useState<unknown>()
  const isAskedFor = error instanceof Refused && error.problem.code === 'auth.step_up'
  const isOpen = asked || (isAskedFor && dismissed !== error)
  const close = () => {
    setAsked(false)
    setDismissed(error)
  }
  return {
    ask: () => setAsked(true),
    isOpen,
    error: isAskedFor ? null : error,
    dialog: (
      <Proof
        open={isOpen}
        signing={signing}
        onProved={() => {
          close()
          again()
        }}
        onClose={close}
      />
    ),
  }
}
