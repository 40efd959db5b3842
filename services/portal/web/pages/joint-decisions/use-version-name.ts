import type { Numbered } from './versions.ts'
import { words } from './words/index.ts'

/** 第 2 版·乙: what a version is called among all of its decision. */
export function useVersionName(): (versions: readonly Numbered[], versionId: string) => string {
  const w = words.use()
  return (versions, versionId) => {
    const found = versions.find(({ version }) => version.versionId === versionId)
    if (!found) return ''
    const { number, rival } = found
    return w.versionName(number, rival === undefined ? '' : w.rivalMark(w.rivals[rival] ?? String(rival + 1)))
  }
}
