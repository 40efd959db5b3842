import { type ReactNode, useEffect, useId, useRef } from 'react'
import { core } from '../words/index.ts'
import { Icon } from './icon.tsx'

/** 对话框: the browser's own, which keeps the focus in and gives it back. */
export function Dialog({
  title,
  open,
  onClose,
  children,
  foot,
}: {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
  foot?: ReactNode
}) {
  const w = core.use()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (open && !element.open) element.showModal()
    if (!open && element.open) element.close()
  }, [open])
  return (
    <dialog ref={dialog} className="sheet2" aria-labelledby={id} onClose={onClose}>
      <div className="head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="close" aria-label={w.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {open && (
        <>
          <div className="pad stack" style={{ '--g': '12px' } as React.CSSProperties}>
            {children}
          </div>
          {foot && <div className="foot">{foot}</div>}
        </>
      )}
    </dialog>
  )
}
