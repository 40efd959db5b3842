import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { downloadAs } from '../../data/download.ts'
import { request } from '../../data/request.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import type { Compact } from '../joint/sides.ts'
import { words } from './words/index.ts'

interface Taken {
  kept: number
  waiting: number
  dropped: number
}

/** 数据包: entries as a sealed file, where there is no hub or none that works; whoever brings it is named. */
export function Bundles({ compact: { compactId, sides } }: { compact: Compact }) {
  const w = words.use()
  const client = useQueryClient()
  const chooser = useRef<HTMLInputElement>(null)
  const others = sides.filter(({ committee, left }) => committee !== committeeId && !left)
  const [carrier, setCarrier] = useState(others[0]?.committee ?? '')
  const path = `/api/joint/compacts/${compactId}/bundle`
  const giving = useMutation({ mutationFn: () => downloadAs(path, `${compactId.slice(0, 12)}.lianxie.age`) })
  const taking = useMutation({
    mutationFn: (file: File) => request<Taken>(path, { method: 'POST', params: { carrier }, bytes: file }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['joint'] }),
  })
  return (
    <details>
      <summary>{w.bundles}</summary>
      <div className="stack" style={{ '--g': '10px', paddingTop: '10px' } as React.CSSProperties}>
        <p className="small mute">{w.bundlesHint}</p>
        <div className="row wrap">
          <button
            type="button"
            className="btn"
            disabled={giving.isPending}
            aria-busy={giving.isPending}
            onClick={() => giving.mutate()}
          >
            {w.giveBundle}
          </button>
        </div>
        <div className="row wrap">
          <label className="row wrap">
            <span>{w.broughtBy}</span>
            <select
              className="input bringer"
              value={carrier}
              onChange={({ target }) => setCarrier(target.value as typeof carrier)}
            >
              {others.map(({ committee, name }) => (
                <option key={committee} value={committee}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <input
            ref={chooser}
            type="file"
            className="heard"
            tabIndex={-1}
            aria-label={w.takeBundle}
            onChange={({ target }) => {
              const file = target.files?.[0]
              target.value = ''
              if (file) taking.mutate(file)
            }}
          />
          <button
            type="button"
            className="btn"
            disabled={taking.isPending || carrier === ''}
            aria-busy={taking.isPending}
            onClick={() => chooser.current?.click()}
          >
            {w.takeBundle}
          </button>
          {taking.data && (
            <span className="small" role="status">
              {w.taken(taking.data.kept, taking.data.waiting, taking.data.dropped)}
            </span>
          )}
        </div>
        <PageRefusal error={giving.error ?? taking.error} fields={[]} />
      </div>
    </details>
  )
}
