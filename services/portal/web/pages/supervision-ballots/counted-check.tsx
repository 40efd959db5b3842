import { useMutation } from '@tanstack/react-query'
import { ask } from '../../data/use-answer.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { Note } from '../../elements/states.tsx'
import { words } from './words/index.ts'

/** 核对选票: reads the whole list of what was counted and looks for the own one here, so that nobody sees which it is. */
export function CountedCheck({ ballotId, hash }: { ballotId: string; hash: string }) {
  const w = words.use()
  const looking = useMutation({
    mutationFn: async () => {
      let cursor: string | undefined
      let isThere = false
      do {
        const page = await ask('supervision.spent-tokens', { ballotId, limit: 200, ...(cursor && { cursor }) })
        isThere ||= page.items.some(({ tokenSha256 }) => tokenSha256 === hash)
        cursor = page.next
      } while (cursor !== undefined)
      return isThere
    },
  })
  return (
    <>
      {looking.data === true && <Note kind="ok">{w.counted}</Note>}
      {looking.data === false && <Note kind="bad">{w.notCounted}</Note>}
      <PageRefusal error={looking.error} fields={[]} />
      <button type="button" className="btn big" disabled={looking.isPending} onClick={() => looking.mutate()}>
        {w.check}
      </button>
    </>
  )
}
