/** The words of a city by the sea; every name is made up. */
export const COUNTIES = [
  ...['鲤城区', '丰泽区', '洛江区', '泉港区', '石狮市', '晋江市'],
  ...['南安市', '惠安县', '安溪县', '永春县', '德化县', '台商投资区'],
];
export const INDUSTRIES = ['纺织鞋服', '石油化工', '机械装备', '电子信息', '新材料', '新能源', '健康食品', '生物医药'];
export const TYPES = ['新引进', '增资扩产', '技术改造'];

const BRANDS = [
  ...'恒瑞华鑫晟泰嘉禾',
  ...'远航海丝闽南启明',
  ...'卓越安达金石腾云',
  ...'盛世宏图蓝天绿源',
  ...'中正德信博雅文昌',
];
const PRODUCTS = [
  ...['功能面料', '智能鞋机', '锂电材料', '光伏组件', '工业机器人', '半导体封测', '冷链食品', '医用敷料'],
  ...['高端石材', '陶瓷基板', '精密铸造', '数控机床', '储能系统', '芯片载板', '环保涂料', '碳纤维'],
  ...['海洋生物', '智慧物流', '汽车零部件', '水暖卫浴', '纸制品', '香精香料', '茶叶深加工', '无人机'],
  ...['检测设备', '传感器', '电线电缆', '包装新材', '化纤长丝', '再生塑料', '服装定制', '体育器材'],
  ...['显示模组', '金属饰面', '药用辅料', '健康饮品', '五金模具', '消防器材', '智能家居', '船舶配套'],
];
const FORMS = ['生产基地', '产业园', '智能工厂', '研发中心'];

export const NAMES = BRANDS.length ** 2 * PRODUCTS.length * FORMS.length;
// Shares no factor with NAMES, so that neighbours differ and no name comes twice.
const STRIDE = 7_919;

/** A name of its own for each index below `NAMES`. */
export function nameOf(index: number): string {
  let rest = (index * STRIDE) % NAMES;
  const take = <T>(list: readonly T[]): T => {
    const word = list[rest % list.length] as T;
    rest = Math.floor(rest / list.length);
    return word;
  };
  return `${take(BRANDS)}${take(BRANDS)}${take(PRODUCTS)}${take(FORMS)}项目`;
}
