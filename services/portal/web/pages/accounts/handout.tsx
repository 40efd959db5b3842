import { useMutation } from '@tanstack/react-query'
import { download } from '../../data/download.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { Note } from '../../elements/states.tsx'
import { words } from './words/index.ts'

/** 一次性密码: made when they are taken away, once, by who asked for them. */
export function Handout({ handoutId }: { handoutId: string }) {
  const w = words.use()
  const taking = useMutation({ mutationFn: () => download(`/api/identity/handouts/${handoutId}`, {}) })
  return (
    <div className="handout">
      {taking.isSuccess ? (
        <Note kind="ok">{w.taken}</Note>
      ) : (
        <Note kind="warn">
          <p>{w.handoutLead}</p>
          <PageRefusal error={taking.error} fields={[]} />
          <button type="button" className="btn go" disabled={taking.isPending} onClick={() => taking.mutate()}>
            {w.take}
          </button>
        </Note>
      )}
    </div>
  )
}
