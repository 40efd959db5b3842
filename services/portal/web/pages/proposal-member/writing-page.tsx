import './member.css'
import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { LoadingBars } from '../../elements/states.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { Writer } from './writer.tsx'

/** 写提案: a new one, or the draft that the address names. */
export function Page() {
  const { values, set } = useAddress(['id'])
  // A draft that begins while it is written gets its address without the page starting anew.
  const [begunWith] = useState(one(values.id))
  const file = useAnswer('proposals.case-file', { proposalId: begunWith ?? '' }, { enabled: begunWith !== undefined })
  const begun = (id: string) => set({ id }, { quiet: true })
  if (begunWith === undefined) return <Writer onBegun={begun} />
  if (file.error) return <PageFault error={file.error} />
  if (!file.data) return <LoadingBars rows={8} />
  return <Writer begunWith={file.data} onBegun={begun} />
}
