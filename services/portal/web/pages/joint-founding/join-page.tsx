import './founding.css'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { saveText } from '../../data/download.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { RefusalText } from '../../elements/field.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { inFours } from '../../elements/step-up-dialog.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { readFoundingFile } from './founding-reader.ts'
import { Joinable } from './joinable.tsx'
import type { Card } from './key-cards.tsx'
import { words } from './words/index.ts'

/** 加入机制: a compact that others founded and invite this committee to; what it says is verified on this device before anybody joins. */
export function Page() {
  const w = words.use()
  const id = useId()
  const [over, setOver] = useState(false)
  const { data, isPending, error } = useAnswer('joint.own-key-card', {}, { staleTime: 600_000 })
  const reading = useMutation({
    mutationFn: async (file: File) => {
      const text = await file.text()
      return { name: file.name, text, ...(await readFoundingFile(text)) }
    },
  })
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={8} />
  const take = (file: File | undefined) => file && reading.mutate(file)
  return (
    <>
      <div>
        <p className="small mute">
          <Go to="/joint">{w.compacts}</Go>
        </p>
        <h1>{w.join}</h1>
        <p className="sub small">{w.joinHint}</p>
      </div>
      <OwnCard card={data.card} fingerprints={data.fingerprints} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the field within does the same by keyboard */}
      <section
        className={over ? 'card pad stack dropped over' : 'card pad stack dropped'}
        aria-label={w.foundingFile}
        style={{ '--g': '12px' } as React.CSSProperties}
        onDragOver={(event) => (event.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer.files[0])
        }}
      >
        <h2>{w.foundingFile}</h2>
        <p className="small mute">{w.foundingFileHint}</p>
        <div className="row wrap">
          <label htmlFor={id} className="btn go">
            {w.chooseFounding}
          </label>
          <input
            id={id}
            type="file"
            className="heard"
            accept=".json,application/json"
            onChange={({ target }) => {
              take(target.files?.[0])
              target.value = ''
            }}
          />
          {reading.data && <span className="small mute">{reading.data.name}</span>}
        </div>
        {reading.isPending && <LoadingBars rows={2} />}
        {reading.error && <RefusalText>{w.notRead}</RefusalText>}
        {reading.data && !reading.data.founding && <RefusalText>{w.noFounding}</RefusalText>}
      </section>
      {reading.data?.founding && (
        <Joinable key={reading.data.text} file={reading.data.text} founding={reading.data.founding} />
      )}
    </>
  )
}

/** 本方密钥名片: goes to who invites before they can name this committee in their text. */
function OwnCard({ card, fingerprints }: { card: Card; fingerprints: { signing: string; recovery: string } }) {
  const w = words.use()
  return (
    <section className="card pad stack" aria-label={w.cardFirst} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.cardFirst}</h2>
      <p className="small mute">{w.cardFirstHint}</p>
      <div className="row wrap">
        <button
          type="button"
          className="btn"
          onClick={() => saveText(JSON.stringify(card, null, 2), `key-card-${card.committee}.json`)}
        >
          {w.ownCard}
        </button>
      </div>
      <details>
        <summary>{w.ownPrints}</summary>
        <span className="cardprint">
          <span className="small mute">{w.signingKey}</span>
          <span className="fingerprint">{inFours(fingerprints.signing)}</span>
          <span className="small mute">{w.recoveryKey}</span>
          <span className="fingerprint">{inFours(fingerprints.recovery)}</span>
        </span>
      </details>
    </section>
  )
}
