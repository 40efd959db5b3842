/** The same sentence in Chinese and in English. */
export interface Text {
  zh: string
  en: string
}
