import { useState } from 'react'
import type { HappenedEvent } from '../../data/use-command.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { Dialog } from '../../elements/dialog.tsx'
import type { Act } from './act.ts'

/** Buttons, each of which opens its form in a dialog. */
export function Acts({ acts, onDone }: { acts: readonly Act[]; onDone?: (events: readonly HappenedEvent[]) => void }) {
  const [chosen, setChosen] = useState<string>()
  const open = acts.find(({ key }) => key === chosen)
  const close = () => setChosen(undefined)
  if (acts.length === 0) return null
  return (
    <>
      {acts.map(({ key, label, main }) => (
        <button type="button" key={key} className={main ? 'btn go' : 'btn'} onClick={() => setChosen(key)}>
          {label}
        </button>
      ))}
      <Dialog open={open !== undefined} title={open?.label ?? ''} onClose={close}>
        {open && (
          <CommandForm
            key={open.key}
            command={open.command}
            fields={open.fields}
            submit={open.label}
            {...(open.fixed && { fixed: open.fixed })}
            {...(open.body && { body: open.body })}
            {...(open.version !== undefined && { version: open.version })}
            {...(open.danger && { danger: true })}
            onClose={close}
            onDone={(events) => {
              close()
              onDone?.(events)
            }}
          >
            {open.lead !== undefined && <p className="sub">{open.lead}</p>}
          </CommandForm>
        )}
      </Dialog>
    </>
  )
}
