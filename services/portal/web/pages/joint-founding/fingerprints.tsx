import './founding.css'
import { useQuery } from '@tanstack/react-query'
import { inFours } from '../../elements/step-up-dialog.tsx'
import type { Card } from './key-cards.tsx'
import { readCard } from './founding-reader.ts'
import { words } from './words/index.ts'

/** 指纹 of a key card, to be compared by telephone before anybody signs a text that names it. */
export function Fingerprints({ of }: { of: Card }) {
  const w = words.use()
  const { data } = useQuery({
    queryKey: ['card', of.keys.signing, of.keys.recovery],
    // A query answers something: what is no card is not put in.
    queryFn: async () => (await readCard(of)) ?? null,
    staleTime: Infinity,
  })
  if (!data) return null
  return (
    <span className="cardprint">
      <span className="small mute">{w.signingKey}</span>
      <span className="fingerprint">{inFours(data.signing)}</span>
      <span className="small mute">{w.recoveryKey}</span>
      <span className="fingerprint">{inFours(data.recovery)}</span>
    </span>
  )
}
