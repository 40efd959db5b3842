import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const WUXING = new URL('../data/history/wuxing-cppcc-2022.ndjson.gz', import.meta.url)

/** 历史数据: the neutral facts of the proposals of a made-up 吴兴 in 2022, as NDJSON; `data/history/README.md` says where from. */
export const wuxingHistory = (): string => gunzipSync(wuxingHistoryPacked()).toString('utf8')

/** The same as it lies in the repository, packed with gzip. */
export const wuxingHistoryPacked = (): Buffer => readFileSync(WUXING)
