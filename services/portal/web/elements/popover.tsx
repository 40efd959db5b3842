import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

/** What opens beside its button: Escape and a press elsewhere close it, and the focus goes back. */
export function Popover({
  button,
  className = 'why',
  label,
  children,
}: {
  button: (props: { 'aria-expanded': boolean; 'aria-controls': string; onClick: () => void }) => ReactNode
  className?: string
  label: string
  children: (close: () => void) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const place = useRef<HTMLSpanElement>(null)
  const close = () => {
    setOpen(false)
    place.current?.querySelector('button')?.focus()
  }
  useEffect(() => {
    if (!open) return
    const outside = ({ target }: Event) => !place.current?.contains(target as Node) && setOpen(false)
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setOpen(false)
      place.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('keydown', escape)
    }
  }, [open])
  return (
    <span className="popped" ref={place}>
      {button({ 'aria-expanded': open, 'aria-controls': id, onClick: () => setOpen(!open) })}
      {open && (
        <div id={id} role="dialog" aria-label={label} className={`pop ${className}`}>
          {/* oxlint-disable-next-line react/refs -- the way back is taken when it closes, not while it is drawn */}
          {children(close)}
        </div>
      )}
    </span>
  )
}
