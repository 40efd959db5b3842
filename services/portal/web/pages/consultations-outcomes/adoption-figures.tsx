import type { Answer } from '../../data/contracts.ts'
import { words } from './words/index.ts'

/** 采纳情况: the figures in one sentence, with the bar that shows them. */
export function AdoptionFigures({ figures }: { figures: Answer<'consultations.outcomes'>['figures'] }) {
  const w = words.use()
  if (figures.suggestions === 0) return null
  const { suggestions, answered, adopted, partlyAdopted, notAdopted } = figures
  const parts = [
    ['ok', adopted],
    ['part', partlyAdopted],
    ['no', notAdopted],
    ['open', suggestions - answered],
  ] as const
  return (
    <div className="adoption">
      <p>{w.figures(figures)}</p>
      <div className="shares" aria-hidden="true">
        {parts
          .filter(([, count]) => count > 0)
          .map(([key, count]) => (
            <i key={key} className={key} style={{ flexGrow: count, flexBasis: 0 }} />
          ))}
      </div>
    </div>
  )
}
