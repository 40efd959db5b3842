/**
 * The ten cases and twenty-two titles that 吴兴区政协 printed for 2022 (002_714d1e92f4d6b7c4.txt). Members are numbered, not
 * named: M2 is the same person in cases 1 and 6. Whose case 3, 4 and 5 are is uncertain in print.
 */
export const WUXING_LIST: readonly { title: string; by: readonly string[] }[][] = [
  [
    { title: '以“两谷一室”为核心打造高能级科创平台', by: ['PARTY'] },
    { title: '关于落实首位战略打造科创平台的建议', by: ['M1', 'M2', 'M3', 'M4'] },
    { title: '关于打造高能级科创平台体系的建议', by: ['M5'] },
  ],
  [
    { title: '建议补齐培育单项冠军企业的短板 进一步推进我区制造业高质量发展', by: ['PARTY'] },
    { title: '关于进一步提升“专精特新”企业扶持的建议', by: ['M6'] },
  ],
  [{ title: '扎实推进国家级市场采购贸易试点建设的建议', by: ['M7', 'M8'] }],
  [{ title: '关于整合盘活闲置楼宇资源,促进楼宇经济增长的建议', by: ['TOWNSHIP_GROUP'] }],
  [{ title: '立足长三角枢纽定位,加快打造东部高铁新城', by: ['PARTY'] }],
  [
    { title: '关于支持新职业青年发展的建议', by: ['ORGANIZATION'] },
    { title: '关于打造东部青年人才新城的建议', by: ['M9'] },
    { title: '关于吴兴区发挥市场机制优化人力资源要素配置的相关建议', by: ['M10', 'M2'] },
  ],
  [
    { title: '关于建立公有制为主的托育机构发展机制的建议', by: ['PARTY'] },
    { title: '关于加强社区3岁以下婴幼儿照护服务的建议', by: ['M11'] },
    { title: '关于高质量发展3岁以下婴幼儿照护服务的建议', by: ['M12'] },
    { title: '关于高质量发展0-3岁婴幼儿照护服务的建议', by: ['M13'] },
  ],
  [{ title: '关于加快南郊风景区开发建设的建议', by: ['TOWNSHIP_GROUP'] }],
  [
    { title: '社区基层治理创新 红色物业引领新模式', by: ['TOWNSHIP_GROUP'] },
    { title: '关于缓解城市老小区停车难问题的建议', by: ['TOWNSHIP_GROUP'] },
    { title: '关于缓解老小区停车难问题的建议', by: ['M14'] },
    { title: '多方联动、提升老旧小区物业管理水平', by: ['M15'] },
  ],
  [
    { title: '关于深化沿街商住混合楼餐饮油烟治理的建议', by: ['M16', 'M17', 'M18'] },
    { title: '关于加强餐饮单位“三格式隔油池”管理的建议', by: ['M19'] },
  ],
]
