import { type ReactNode, useState } from 'react'
import { CommandForm } from './command-form.tsx'
import { mainOf, type NextStep, possibleNow } from './next-step.ts'
import { Note } from './states.tsx'

/** 下一步: the steps as buttons, each with its form; what was done is said until the next is begun. */
export function NextSteps({
  title,
  steps,
  done,
  confirm,
  children,
  plain = false,
  onDone,
}: {
  title: string
  steps: readonly NextStep[]
  done: (label: string) => string
  confirm: (label: string) => string
  children?: ReactNode
  /** Within a card of something else: no card and no heading of its own. */
  plain?: boolean
  onDone?: () => void
}) {
  const [did, setDid] = useState<string>()
  const { open, gone, choose } = useOpenStep(steps)
  const main = mainOf(steps)
  if (steps.length === 0 && did === undefined && !children && !open) return null
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
          {steps.map((step) => (
            <button
              type="button"
              key={step.command}
              className={`btn ${step === main && !open && !plain ? 'go' : ''} ${plain ? 'sm' : ''}`}
              aria-expanded={open === step}
              onClick={() => {
                choose(open === step ? undefined : step)
                setDid(undefined)
              }}
            >
              {step.label}
            </button>
          ))}
        </div>
      )}
      {open && (
        <div className="formbox">
          <CommandForm
            key={`${open.command} ${open.about ?? ''}`}
            command={open.command}
            fixed={open.fixed}
            fields={open.fields}
            {...(open.body && { body: open.body })}
            {...(open.version !== undefined && { version: open.version })}
            edits={open.edits ?? false}
            {...(open.onStale && { onStale: open.onStale })}
            gone={gone}
            submit={confirm(open.label)}
            onClose={() => choose(undefined)}
            onDone={() => {
              setDid(open.label)
              choose(undefined)
              onDone?.()
            }}
          >
            {open.follows !== undefined && <p className="sub">{open.follows}</p>}
          </CommandForm>
        </div>
      )}
    </section>
  )
}

/** 打开的一步: as it may be taken now, or as it was when it is no longer possible, so that nothing typed into it is lost. */
export function useOpenStep<S extends Pick<NextStep, 'command' | 'about'>>(steps: readonly S[]) {
  const [opened, choose] = useState<S>()
  const now = opened && possibleNow(opened, steps)
  return { open: now ?? opened, gone: opened !== undefined && now === undefined, choose }
}
