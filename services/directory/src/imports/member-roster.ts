import { directory as d, line } from '@lianxie/contracts'
import { choiceCell, dateCell, importKind, listCell } from '@lianxie/service-kit'
import { z } from 'zod'
import { judgeRoster, type RosterRow } from '../domain/roster.ts'
import { rosterKnowledge } from '../store/roster.ts'

const titles = Object.fromEntries(
  (Object.entries(d.POSTS) as [d.Post, { zh: string; en: string }][]).map(
    ([post, { zh, en }]) => [post, [zh, en]] as const,
  ),
) as unknown as Record<d.Post, [string, string]>
const postCell = choiceCell(titles)

/** 提案委员会:副主任, or a body alone for a plain member of it. */
const placeCell = z
  .preprocess(
    (cell) => (typeof cell === 'string' ? cell.split(/[:：]/u).map((part) => part.trim()) : cell),
    z.tuple([line(100), postCell.default('BODY_MEMBER')]),
  )
  .transform(([body, post]) => ({ body, post }))

const { personDetails: details } = d

const row = z
  .object({
    name: d.PersonName,
    sex: choiceCell({ MALE: ['男'], FEMALE: ['女'] }).optional(),
    bornOn: dateCell().optional(),
    ethnicity: details.ethnicity.optional(),
    party: details.party.optional(),
    employer: details.employer.optional(),
    jobTitle: details.jobTitle.optional(),
    phone: details.phone.optional(),
    email: details.email.optional(),
    address: details.address.optional(),
    idNumber: details.idNumber.optional(),
    sector: line(60),
    bodies: listCell(placeCell, 20).default([]),
  })
  .transform((cells) => cells as RosterRow)

/** 委员名册导入 */
export const memberRoster = importKind({
  context: 'directory',
  name: 'members',
  doc: { zh: '上传委员名册，得到逐行检查的预览', en: 'Upload a roster of members for a preview that checks each row' },
  allow: ['STAFF_MEMBER_AFFAIRS', 'STAFF_OFFICE'],
  columns: [
    { name: 'name', zh: '姓名', en: 'Name', aliases: ['委员姓名', '委员'], required: true },
    { name: 'sector', zh: '界别', en: 'Sector', aliases: ['所属界别'], required: true },
    { name: 'sex', zh: '性别', en: 'Sex' },
    { name: 'bornOn', zh: '出生日期', en: 'Born', aliases: ['出生年月日'] },
    { name: 'ethnicity', zh: '民族', en: 'Ethnicity' },
    { name: 'party', zh: '党派', en: 'Party', aliases: ['政治面貌', '党派名称'] },
    { name: 'employer', zh: '工作单位', en: 'Employer', aliases: ['单位'] },
    { name: 'jobTitle', zh: '职务', en: 'Job title', aliases: ['单位职务', '工作职务'] },
    { name: 'phone', zh: '手机', en: 'Phone', aliases: ['手机号', '手机号码', '联系电话', '电话'] },
    { name: 'email', zh: '邮箱', en: 'Email', aliases: ['电子邮箱'] },
    { name: 'address', zh: '通信地址', en: 'Address', aliases: ['地址', '联系地址', '通讯地址'] },
    { name: 'idNumber', zh: '身份证号', en: 'Identity number', aliases: ['身份证号码', '身份证'] },
    { name: 'bodies', zh: '专委会及职务', en: 'Bodies and posts', aliases: ['所在专委会', '专委会', '政协职务'] },
  ],
  row,
  check: async (db, rows) => judgeRoster(rows, await rosterKnowledge(db, rows)),
})
