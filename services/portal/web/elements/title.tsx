import { Fragment } from 'react'

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** A title that breaks between words, where its heading keeps words whole. */
export const Title = ({ text }: { text: string }) =>
  Array.from(words.segment(text), ({ segment, index, isWordLike }) => (
    <Fragment key={index}>
      {index > 0 && isWordLike && <wbr />}
      {segment}
    </Fragment>
  ))
