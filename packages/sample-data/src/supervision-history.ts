import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** A committee of which the facts of a made-up year of supervision are stored. */
export type SupervisedYear = 'jiangyin-cppcc' | 'wuxing-cppcc'

/** 监督的历史数据: the neutral facts of a made-up 2022, as NDJSON; `data/history/README.md` says where from. */
export const supervisionHistory = (committee: SupervisedYear): string =>
  gunzipSync(supervisionHistoryPacked(committee)).toString('utf8')

/** The same as it lies in the repository, packed with gzip. */
export const supervisionHistoryPacked = (committee: SupervisedYear): Buffer =>
  readFileSync(new URL(`../data/history/${committee}-2022-supervision.ndjson.gz`, import.meta.url))
