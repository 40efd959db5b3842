import { useState } from 'react'
import type { CommandType } from '../../../data/contracts.ts'
import { useCommand } from '../../../data/use-command.ts'
import { PageRefusal } from '../../../elements/field.tsx'
import { words } from '../words/index.ts'
import { ActionDialog } from './action-dialog.tsx'
import type { Possible } from './facts.ts'
import { specOf } from './specs.ts'

/** 可办事项 as buttons: what waits for the viewer stands out, the rest is at hand; each opens its form, or is done at once. */
export function Actions({
  actions,
  name,
  subject,
  big = false,
  onDone,
}: {
  actions: readonly Possible[]
  name: string
  subject: string
  /** On a phone. */
  big?: boolean
  onDone?: (key: Possible['key']) => void
}) {
  const w = words.use()
  const [chosen, setChosen] = useState<Possible>()
  const [told, setTold] = useState('')
  const label = ({ key, of }: Possible) => (of ? w.of(w.actions[key], of) : w.actions[key])
  const main = actions.filter((action) => action.main)
  const rest = actions.filter((action) => !action.main)
  const done = (key: Possible['key']) => {
    setChosen(undefined)
    setTold(w.done(w.actions[key]))
    onDone?.(key)
  }
  const look = (action: Possible) => {
    const isFirst = action === main[0]
    const base = action.main ? (specOf(action.key).stepUp ? 'btn sign' : isFirst ? 'btn go' : 'btn') : 'btn'
    return big ? `${base} big` : action.main ? base : `${base} sm`
  }
  const button = (action: Possible) => {
    const id = idOf(action)
    if ('bare' in specOf(action.key))
      return <Bare key={id} action={action} label={label(action)} look={look(action)} onDone={done} />
    return (
      <button type="button" key={id} className={look(action)} onClick={() => setChosen(action)}>
        {label(action)}
      </button>
    )
  }
  return (
    <>
      {main.length > 0 && <div className="acts">{main.map(button)}</div>}
      {rest.length > 0 && (
        <details className="acts" open={main.length === 0 && rest.length <= 3}>
          <summary>{w.more}</summary>
          <div>{rest.map(button)}</div>
        </details>
      )}
      <p className="small green" role="status">
        {told}
      </p>
      {chosen && (
        <ActionDialog
          key={idOf(chosen)}
          action={actions.find((action) => idOf(action) === idOf(chosen)) ?? chosen}
          name={name}
          subject={subject}
          onDone={done}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  )
}

const idOf = ({ key, given }: Possible) => `${key} ${JSON.stringify(given)}`

/** Done by one press, as nothing has to be said with it. */
function Bare({
  action,
  label,
  look,
  onDone,
}: {
  action: Possible
  label: string
  look: string
  onDone: (key: Possible['key']) => void
}) {
  const command = useCommand<CommandType>(specOf(action.key).command, { onDone: () => onDone(action.key) })
  return (
    <>
      <button
        type="button"
        className={look}
        disabled={command.isPending}
        aria-busy={command.isPending}
        onClick={() => command.mutate({ body: action.given as never })}
      >
        {label}
      </button>
      <PageRefusal error={command.error} fields={[]} />
    </>
  )
}
