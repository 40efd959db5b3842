import { directory as d, line } from '@lianxie/contracts'
import { choiceCell, importKind, listCell } from '@lianxie/service-kit'
import { z } from 'zod'
import { judgeUnits } from '../domain/unit-list.ts'
import { unitNames } from '../store/institutions.ts'

const row = z.object({
  name: line(100),
  shortName: line(40).optional(),
  unitKind: choiceCell({
    HANDLING_UNIT: ['承办单位'],
    SUPERVISION_OFFICE: ['交办督查机构', '督查室'],
    TOWNSHIP: ['镇街道', '镇', '街道'],
    COURT_OR_PROCURATORATE: ['法院检察院', '法院', '检察院'],
    OTHER: ['其他'],
  }).default('HANDLING_UNIT'),
  side: choiceCell({ PARTY: ['党委系统', '党委'], GOVERNMENT: ['政府系统', '政府'], OTHER: ['其他'] }).default(
    'GOVERNMENT',
  ),
  superior: line(100).optional(),
  duties: listCell(d.Duty, 100).default([]),
})

/** 承办单位导入 */
export const unitList = importKind({
  context: 'directory',
  name: 'units',
  doc: {
    zh: '上传承办单位及职责目录，得到逐行检查的预览',
    en: 'Upload units with their duties for a preview that checks each row',
  },
  allow: ['STAFF_OFFICE', 'STAFF_PROPOSAL'],
  columns: [
    { name: 'name', zh: '单位名称', en: 'Name', aliases: ['名称', '单位', '承办单位'], required: true },
    { name: 'shortName', zh: '简称', en: 'Short name' },
    { name: 'unitKind', zh: '类别', en: 'Kind', aliases: ['单位类别'] },
    { name: 'side', zh: '归口', en: 'Side', aliases: ['归口系统'] },
    { name: 'superior', zh: '上级单位', en: 'Superior', aliases: ['主管单位'] },
    { name: 'duties', zh: '职责', en: 'Duties', aliases: ['职责目录', '主要职责'] },
  ],
  row,
  check: async (db, rows) => judgeUnits(rows, await unitNames(db)),
})
