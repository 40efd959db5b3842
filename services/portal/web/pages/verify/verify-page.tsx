import { useEffect, useId, useRef, useState } from 'react'
import { Icon } from '../../elements/icon.tsx'
import { Seal } from '../../elements/seal.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { type Given, readGiven } from './given-files.ts'
import { ReportCard, type Verified } from './report-card.tsx'
import { startVerifier, type Verifier, VerifierBroken } from './verifier.ts'
import { words } from './words/index.ts'
import './verify.css'

type Refused = Extract<Given, { refused: unknown }>['refused'] | 'broken' | 'program'

/** 文件核验: whoever holds an evidence file learns whether it is sound; nothing is sent anywhere. */
export function Page() {
  const w = words.use()
  const verifier = useVerifier()
  const [verified, setVerified] = useState<readonly Verified[]>([])
  const [working, setWorking] = useState(0)
  const [refused, setRefused] = useState<{ why: Refused; name: string }>()
  const take = async (files: readonly File[]) => {
    if (files.length === 0) return
    setRefused(undefined)
    setWorking((count) => count + 1)
    try {
      const given = await readGiven(files)
      if ('refused' in given) {
        setRefused({ why: given.refused, name: given.name })
        return
      }
      for (const { name, size, ...asked } of given.asked) {
        const told = await verifier.running().verify(asked)
        const one = {
          ...told,
          id: crypto.getRandomValues(new Uint32Array(1))[0]!,
          name,
          size,
          beside: asked.files.length,
        }
        setVerified((all) => [{ ...one, at: new Date().toISOString() }, ...all])
      }
    } catch (error) {
      // A file that can no longer be read, or a program that did not load: said, and the next try is open.
      const isProgram = error instanceof VerifierBroken
      if (isProgram) verifier.drop()
      setRefused({ why: isProgram ? 'program' : 'broken', name: files[0]!.name })
    } finally {
      setWorking((count) => count - 1)
    }
  }
  return (
    <>
      <h1 className="heard">{w.title}</h1>
      <DropZone onFiles={(files) => void take(files)} count={verified.length} />
      {refused && (
        <Note kind="bad">
          <b>{refused.name}</b>：{w.refused[refused.why]}
        </Note>
      )}
      {working > 0 && <LoadingBars what={w.working} rows={2} />}
      <div aria-live="polite" className="stack verdicts">
        {verified.map((one) => (
          <ReportCard key={one.id} verified={one} />
        ))}
      </div>
      {verified.length === 0 && working === 0 && <Explained />}
      <InkAtHand />
    </>
  )
}

/** Loaded with the page, and started afresh after it broke. */
function useVerifier(): { running: () => Verifier; drop: () => void } {
  const running = useRef<Verifier>(undefined)
  const drop = () => {
    running.current?.end()
    running.current = undefined
  }
  useEffect(() => {
    running.current = startVerifier()
    return () => running.current?.end()
  }, [])
  return { running: () => (running.current ??= startVerifier()), drop }
}

function DropZone({ onFiles, count }: { onFiles: (files: readonly File[]) => void; count: number }) {
  const w = words.use()
  const id = useId()
  const [over, setOver] = useState(false)
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the field within does the same by keyboard
    <div
      className={over ? 'card evidence over' : 'card evidence'}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      <Icon name="paper" />
      <div>
        <p>
          <b>{w.dropHere}</b>
        </p>
        <p className="small mute">{w.dropHint}</p>
        <label htmlFor={id} className="btn go">
          {w.choose}
        </label>
        <input
          id={id}
          className="heard"
          type="file"
          multiple
          aria-describedby={`${id}-private`}
          onChange={({ target }) => {
            onFiles([...(target.files ?? [])])
            target.value = ''
          }}
        />
        <p className="small sub" id={`${id}-private`}>
          {w.private}
        </p>
        {count > 0 && (
          <p className="small mute" role="status">
            {w.count(count)}
          </p>
        )}
      </div>
    </div>
  )
}

/** The texture of seals, loaded while there is a network: without it they would not be seen. */
const InkAtHand = () => (
  <div className="inkathand" aria-hidden="true">
    <Seal committee="签" state="signed" size={26} silent />
    <Seal committee="签" state="effective" size={64} silent />
  </div>
)

/** What an evidence file is, for whoever comes without one. */
function Explained() {
  const w = words.use()
  return (
    <section className="card stack">
      <div>
        <h2>{w.whatTitle}</h2>
        <p className="sub">{w.what}</p>
      </div>
      <div>
        <h2>{w.whereTitle}</h2>
        <p className="sub">{w.where}</p>
      </div>
      <p>
        <Go to="/open/records">{w.toRecords}</Go>
      </p>
      <p className="small mute">
        {w.offline} <code className="mono">lianxie verify {w.fileName}</code>
      </p>
    </section>
  )
}
