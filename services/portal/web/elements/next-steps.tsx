import { type ReactNode, useState } from 'react'
import { CommandForm } from './command-form.tsx'
import type { NextStep } from './next-step.ts'
import { Note } from './states.tsx'

/** 下一步: the steps as buttons, each with its form; what was done is said until the next is begun. */
export function NextSteps({
  title,
  steps,
  done,
  confirm,
  children,
  plain = false,
}: {
  title: string
  steps: readonly NextStep[]
  done: (label: string) => string
  confirm: (label: string) => string
  children?: ReactNode
  /** Within a card of something else: no card and no heading of its own. */
  plain?: boolean
}) {
  const [chosen, setChosen] = useState<string>()
  const [did, setDid] = useState<string>()
  const open = steps.find(({ command }) => command === chosen)
  if (steps.length === 0 && did === undefined && !children) return null
  return (
    <section
      className={plain ? 'stack noprint' : 'card pad stack noprint'}
      aria-label={title}
      style={{ '--g': '10px' } as React.CSSProperties}
    >
      {!plain && <h2>{title}</h2>}
      {did !== undefined && <Note kind="ok">{done(did)}</Note>}
      {children}
      {steps.length > 0 && (
        <div className="row wrap">
          {steps.map(({ command, label }, at) => (
            <button
              type="button"
              key={command}
              className={`btn ${at === 0 && chosen === undefined && !plain ? 'go' : ''} ${plain ? 'sm' : ''}`}
              aria-expanded={chosen === command}
              onClick={() => {
                setChosen(chosen === command ? undefined : command)
                setDid(undefined)
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      {open && (
        <div className="formbox">
          <CommandForm
            key={open.command}
            command={open.command}
            fixed={open.fixed}
            fields={open.fields}
            {...(open.body && { body: open.body })}
            submit={confirm(open.label)}
            onClose={() => setChosen(undefined)}
            onDone={() => {
              setDid(open.label)
              setChosen(undefined)
            }}
          >
            {open.follows !== undefined && <p className="sub">{open.follows}</p>}
          </CommandForm>
        </div>
      )}
    </section>
  )
}
