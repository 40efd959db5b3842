import type { RefusalText } from '../refusal-text.ts'

export const common = {
  'request.invalid': {
    status: 400,
    zh: '提交的内容有误，请按提示修改。',
    en: 'The request has a field that is missing or wrong.',
  },
  'request.not_json': { status: 400, zh: '请求内容不是有效的 JSON。', en: 'The request body is not valid JSON.' },
  'request.too_large': { status: 413, zh: '提交的内容过大。', en: 'The request body is too large.' },
  'request.media_type': {
    status: 415,
    zh: '不支持该内容格式。',
    en: 'The media type of the request is not supported.',
  },
  'request.key_missing': {
    status: 428,
    zh: '缺少 Idempotency-Key 请求头。',
    en: 'The Idempotency-Key header is missing.',
  },
  'request.key_reused': {
    status: 422,
    zh: '同一个 Idempotency-Key 已用于其他内容。',
    en: 'This Idempotency-Key was used with another body.',
  },
  'request.too_many': { status: 429, zh: '请求过于频繁，请稍后再试。', en: 'Too many requests; try again later.' },
  'request.cursor': {
    status: 400,
    zh: '翻页标记无效，请从第一页重新开始。',
    en: 'The page cursor is not valid; start again at the first page.',
  },
  'request.no_route': { status: 404, zh: '没有这个地址。', en: 'There is no such address.' },
  'auth.missing': { status: 401, zh: '请先登录。', en: 'Sign in first.' },
  'auth.invalid': {
    status: 401,
    zh: '登录凭证无效或已过期，请重新登录。',
    en: 'The access token is invalid or has expired.',
  },
  'auth.wrong_committee': {
    status: 403,
    zh: '该凭证属于其他委员会，不能在此使用。',
    en: 'The token belongs to another committee.',
  },
  'auth.forbidden': { status: 403, zh: '您当前的角色无权进行此操作。', en: 'Your role may not do this.' },
  'auth.step_up': { status: 401, zh: '此操作需要再次验证身份。', en: 'This needs a fresh second factor (step-up).' },
  'common.not_found': { status: 404, zh: '没有找到。', en: 'Not found.' },
  'common.exists': { status: 409, zh: '已经存在。', en: 'It exists already.' },
  'common.version': {
    status: 412,
    zh: '内容已被他人更新，请刷新后再试。',
    en: 'It has been changed meanwhile; reload and try again.',
  },
  'common.busy': {
    status: 409,
    zh: '同一事项正在被他人处理，请重试。',
    en: 'The same matter is being worked on; try again.',
  },
  'service.unavailable': {
    status: 503,
    zh: '服务暂时不可用，请稍后重试。',
    en: 'The service is not available at the moment; try again later.',
  },
  'service.recovering': {
    status: 503,
    zh: '系统正在恢复，暂不能签署。',
    en: 'The service is in recovery and cannot sign yet.',
  },
  'file.not_found': { status: 404, zh: '没有找到该文件。', en: 'The file was not found.' },
  'file.too_large': { status: 413, zh: '文件超过大小限制。', en: 'The file is larger than allowed.' },
  'file.type': { status: 415, zh: '不支持该文件类型。', en: 'This type of file is not accepted.' },
  'file.hash': { status: 422, zh: '文件内容与校验值不符。', en: 'The file does not match its hash.' },
  'import.unreadable': {
    status: 422,
    zh: '文件无法读取，请检查格式、编码和内容。',
    en: 'The file cannot be read; check its format, encoding and content.',
  },
  'import.empty': { status: 422, zh: '文件中没有数据。', en: 'The file holds no rows.' },
  'import.too_large': { status: 413, zh: '表格展开后过大。', en: 'The table is too large once unpacked.' },
  'import.too_many_rows': {
    status: 422,
    zh: '表格行数超过上限，请分批导入。',
    en: 'The table has more rows than allowed; import it in parts.',
  },
  'import.too_many_columns': { status: 422, zh: '表格列数超过上限。', en: 'The table has more columns than allowed.' },
  'import.header_missing': {
    status: 422,
    zh: '表头缺少必填的列。',
    en: 'The heading lacks columns that are required.',
  },
  'import.header_twice': {
    status: 422,
    zh: '表头中同一列出现了两次。',
    en: 'The same column occurs twice in the heading.',
  },
  'import.expired': {
    status: 409,
    zh: '导入预览已过期，请重新上传文件。',
    en: 'The preview has expired; upload the file again.',
  },
  'import.confirmed': { status: 409, zh: '该导入已经确认过。', en: 'This import was confirmed before.' },
  'import.has_errors': {
    status: 409,
    zh: '有的行存在错误，请修改后重新上传，或选择跳过错误行。',
    en: 'Some rows are wrong; mend and upload again, or choose to leave them out.',
  },
  'import.nothing_valid': { status: 409, zh: '没有可以导入的行。', en: 'No row can be imported.' },
  'import.outdated': {
    status: 409,
    zh: '预览之后情况已有变化，请重新上传文件。',
    en: 'Things have changed since the preview; upload the file again.',
  },
  'dead.not_found': { status: 404, zh: '没有找到该异常事件。', en: 'There is no such dead event.' },
  'waiting.not_found': {
    status: 404,
    zh: '没有等待缺失前序的该事件。',
    en: 'No such event waits behind a gap.',
  },
  'dead.still_failing': { status: 409, zh: '重试后仍然失败。', en: 'It failed again.' },
} as const satisfies Record<string, RefusalText>
