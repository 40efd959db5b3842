import { core } from '../words/index.ts'
import { dateTime } from '../look/dates.ts'

export type SealState = 'signed' | 'waiting' | 'offline' | 'refused' | 'disputed' | 'effective'
export type SealSize = 26 | 44 | 64 | 84

const LOOKS: Record<SealState, string> = {
  signed: 'signed',
  waiting: 'wait',
  offline: 'off',
  refused: 'no',
  disputed: 'split',
  effective: 'live',
}
const SIZES: Record<SealSize, string> = { 26: 'xs', 44: 'sm', 64: '', 84: 'lg' }

interface SealProps {
  /** The directory's short name of the committee's district: 虎丘, 吴江区. */
  committee: string
  state: SealState
  version?: number
  /** When it was signed, since when it is offline, until when it is waited for. */
  at?: string
  size?: SealSize
  /** In a row that says the state in words the picture is silent. */
  silent?: boolean
  /** The viewer saw it happen: it lands once. */
  just?: boolean
  /** Opens what was signed. */
  onOpen?: () => void
}

/** 印章: a signature mark of one committee, never an imitation of an official seal. */
export function Seal({ committee, state, version, at, size = 64, silent = false, just = false, onOpen }: SealProps) {
  const w = core.use()
  const time = at === undefined ? '' : state === 'offline' ? w.seal.since(dateTime(at)) : dateTime(at)
  const name = w.seal.name(committee, w.seal[state], version === undefined ? '' : w.seal.version(version), time)
  const rows = state === 'effective' ? ['生', '效'] : [committee, '政协']
  const look = ['seal', LOOKS[state], SIZES[size], committee.length > 2 && 'three', just && 'just'].filter(Boolean)
  const text = rows.map((row) => <b key={row}>{row}</b>)
  const picture = (
    <span className="sealpair" {...(silent || onOpen ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}>
      <span className={look.join(' ')}>{text}</span>
      {state === 'disputed' && <span className={[...look, 'r'].join(' ')}>{text}</span>}
    </span>
  )
  if (!onOpen) return picture
  return (
    <button type="button" className="sealed" aria-label={name} onClick={onOpen}>
      {picture}
    </button>
  )
}

/** The seal with its state and time in words below. */
export function SealWithCaption({ note, ...seal }: SealProps & { note?: string }) {
  const w = core.use()
  const time = seal.at && (seal.state === 'offline' ? w.seal.since(dateTime(seal.at)) : dateTime(seal.at))
  return (
    <span className="sealwith">
      <Seal {...seal} silent={!seal.onOpen} />
      <b>{w.seal[seal.state]}</b>
      <small>{note ?? time}</small>
    </span>
  )
}
