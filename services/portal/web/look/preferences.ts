import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark' | 'contrast'
export type Size = 'standard' | 'large'
export type Language = 'zh-CN' | 'zh-TW' | 'en'
export const LANGUAGES: readonly Language[] = ['zh-CN', 'zh-TW', 'en']

export interface Preferences {
  theme: Theme
  size: Size
  language: Language
}

const listeners = new Set<() => void>()
const root = typeof document === 'undefined' ? undefined : document.documentElement
let current: Preferences = {
  theme: (root?.dataset['theme'] as Theme | undefined) ?? 'light',
  size: (root?.dataset['size'] as Size | undefined) ?? 'standard',
  language: (root?.lang as Language | undefined) || 'zh-CN',
}

const now = () => current

/** How this device shows the pages. The server puts it into the first paint, so it lives in cookies that say nothing else. */
export const usePreferences = (): Preferences => useSyncExternalStore(listen, now, now)

export const language = (): Language => current.language

export function prefer(changes: Partial<Preferences>): void {
  current = { ...current, ...changes }
  if (root) {
    root.dataset['theme'] = current.theme
    root.dataset['size'] = current.size
    root.lang = current.language
  }
  const kept = { theme: current.theme, size: current.size, lang: current.language }
  for (const [name, value] of Object.entries(kept)) {
    document.cookie = `lx_${name}=${value}; path=/; max-age=31536000; samesite=lax`
  }
  for (const listener of listeners) listener()
}

/** 适老: larger type and the strongest contrast together, as one switch. */
export const preferLarge = (large: boolean): void =>
  prefer(large ? { size: 'large', theme: 'contrast' } : { size: 'standard', theme: 'light' })

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
