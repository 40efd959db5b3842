import { buildPages } from './build-pages.ts'

const { fresh, seconds } = await buildPages()
console.log(fresh ? 'The pages are built already.' : `The pages were built in ${seconds.toFixed(1)} s.`)
