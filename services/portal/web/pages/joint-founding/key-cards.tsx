import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { saveText } from '../../data/download.ts'
import { RefusalText } from '../../elements/field.tsx'
import { cardIn } from './card-in.ts'
import { words } from './words/index.ts'

export type Card = Answer<'joint.own-key-card'>['card']

/** 密钥名片: the own one to give away, and those of the partners, as they gave them; their order is that of the hosts. */
export function KeyCards({
  own,
  cards,
  onChange,
}: {
  own: Card
  cards: readonly Card[]
  onChange: (cards: readonly Card[]) => void
}) {
  const w = words.use()
  const chooser = useRef<HTMLInputElement>(null)
  const taking = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const read = await Promise.all(files.map(async (file) => ({ name: file.name, card: cardIn(await file.text()) })))
      const wrong = read.find(({ card }) => card === undefined)
      if (wrong) throw new Error(w.noCard(wrong.name))
      const taken = read.map(({ card }) => card!)
      onChange([...cards.filter(({ committee }) => taken.every((one) => one.committee !== committee)), ...taken])
    },
  })
  const up = (at: number) => onChange([...cards.slice(0, at - 1), cards[at]!, cards[at - 1]!, ...cards.slice(at + 1)])
  return (
    <section className="card pad stack" aria-label={w.members} style={{ '--g': '12px' } as React.CSSProperties}>
      <h2>{w.members}</h2>
      <p className="small mute">{w.membersHint}</p>
      <ol className="sidelist">
        {cards.map(({ committee, name }, at) => (
          <li key={committee}>
            <b>{name}</b>
            {committee === own.committee && <span className="tag blue">{w.own}</span>}
            <span className="row push">
              {at > 0 && (
                <button type="button" className="btn sm" aria-label={w.upOf(name)} onClick={() => up(at)}>
                  {w.up}
                </button>
              )}
              {committee !== own.committee && (
                <button
                  type="button"
                  className="btn sm"
                  aria-label={w.removeOf(name)}
                  onClick={() => onChange(cards.filter((_, i) => i !== at))}
                >
                  {w.remove}
                </button>
              )}
            </span>
          </li>
        ))}
      </ol>
      {taking.error && <RefusalText>{taking.error.message}</RefusalText>}
      <div className="row wrap">
        <input
          ref={chooser}
          type="file"
          className="heard"
          tabIndex={-1}
          aria-label={w.addCards}
          accept=".json,application/json"
          multiple
          onChange={({ target }) => {
            taking.mutate(Array.from(target.files ?? []))
            target.value = ''
          }}
        />
        <button type="button" className="btn" onClick={() => chooser.current?.click()}>
          {w.addCards}
        </button>
        <button
          type="button"
          className="btn"
          onClick={() => saveText(JSON.stringify(own, null, 2), `key-card-${own.committee}.json`)}
        >
          {w.ownCard}
        </button>
      </div>
    </section>
  )
}
