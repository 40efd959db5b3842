import { use } from 'react'
import { type Language, language, usePreferences } from '../look/preferences.ts'

/** One part's texts: plain ones, ones made of what they tell, and groups of them. */
export type Texts = { readonly [key: string]: string | readonly string[] | ((...told: never[]) => string) | Texts }

type Loaded<W> = () => Promise<{ words: W }>

export interface Dictionary<W> {
  /** The texts of one part in the language that is shown; waits for them once. */
  use(): W
  /** Loads them ahead of the page. */
  load(): Promise<W>
  /** For the test that all languages say the same things. */
  loaders: Readonly<Record<Language, Loaded<W>>>
}

/** The texts of one part in each language, loaded when they are needed. The Chinese ones say which there are. */
export function dictionary<W extends Texts>(loaders: {
  'zh-CN': Loaded<W>
  'zh-TW': Loaded<NoInfer<W>>
  en: Loaded<NoInfer<W>>
}): Dictionary<W> {
  const loading = new Map<Language, Promise<W>>()
  const load = (lang: Language) => {
    const known = loading.get(lang)
    if (known) return known
    const asked = loaders[lang]().then(({ words }) => {
      // As React marks what it has read: texts that are there are not waited for, which would hold the page back for 300 ms.
      void Object.assign(asked, { status: 'fulfilled', value: words })
      return words
    })
    loading.set(lang, asked)
    // A language that could not be loaded is asked for again.
    asked.catch(() => loading.delete(lang))
    return asked
  }
  return { use: () => use(load(usePreferences().language)), load: () => load(language()), loaders }
}
