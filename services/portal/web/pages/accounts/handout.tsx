import { useMutation } from '@tanstack/react-query'
import { download } from '../../data/download.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { Note } from '../../elements/states.tsx'
import { words } from './words/index.ts'

/** 一次性密码、服务账号密钥: made when they are taken away, once, by who asked for them. */
export function Handout({ handoutId, of = 'password' }: { handoutId: string; of?: 'password' | 'secret' }) {
  const all = words.use()
  const w = of === 'secret' ? all.secretHandout : all
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
