import type { ApprovalData, CompanyData, ItemData, PartyData, RevisionData, SpecificationData } from '../company.model.ts'

const parties: readonly PartyData[] = [
	{ code: 'S-2001', kind: 'supplier', name: ['Zhumadian Sesame Cooperative', '驻马店芝麻合作社'], country: 'CN', city: ['Zhumadian', '驻马店'], email: 'hezuoshe@zmd-sesame.example', language: 'zh-CN' },
	{ code: 'S-2002', kind: 'supplier', name: ['Abay Highland Seeds', '阿巴伊高地种子'], country: 'ET', city: ['Addis Ababa', '亚的斯亚贝巴'], email: 'export@abay-seeds.example' },
	{ code: 'S-2003', kind: 'supplier', name: ['Central Plains Flour Mill', '中原面粉厂'], country: 'CN', city: ['Zhengzhou', '郑州'], email: 'zhijian@zy-flour.example', language: 'zh-CN' },
	{ code: 'S-2004', kind: 'supplier', name: ['Prairie Durum Growers', '草原硬麦种植者'], country: 'CA', city: ['Regina', '里贾纳'], email: 'lots@prairie-durum.example' },
	{ code: 'S-1042', kind: 'supplier', name: ['Beiling Materials, food packaging', '北岭材料（食品包装）'], country: 'CN', city: ['Baoji', '宝鸡'], email: 'supplier@beiling.example', language: 'zh-CN' },
	{ code: 'C-3001', kind: 'customer', name: ['Yonghe Fresh Markets', '永和生鲜超市'], country: 'CN', city: ['Shanghai', '上海'], email: 'pinkong@yonghe-fresh.example', language: 'zh-CN' },
	{ code: 'C-3002', kind: 'customer', name: ['Harbour Foods Import', '海港食品进口'], country: 'US', city: ['Oakland', '奥克兰'], email: 'traceability@harbourfoods.example' },
	{ code: 'C-3003', kind: 'customer', name: ['Noodle Street Kitchens', '面街餐饮'], country: 'SG', city: ['Singapore', '新加坡'], email: 'ops@noodle-street.example' },
]

const NO_UDI = { shelfLifeDays: 365 }
const items: readonly ItemData[] = [
	{ sku: 'SESAME-RAW-W', kind: 'raw_material', name: ['White sesame, raw', '白芝麻（生）'], unit: 'KGM', code: 'SE{YY}-{SEQ:4}', certificate: true, ...NO_UDI },
	{ sku: 'SESAME-RAW-B', kind: 'raw_material', name: ['Black sesame, raw', '黑芝麻（生）'], unit: 'KGM', code: 'SE{YY}-{SEQ:4}', certificate: true, ...NO_UDI },
	{ sku: 'WHEAT-DURUM', kind: 'raw_material', name: ['Durum wheat', '硬粒小麦'], unit: 'KGM', code: 'WH{YY}-{SEQ:4}', certificate: true, ...NO_UDI },
	{ sku: 'FLOUR-T55', kind: 'raw_material', name: ['Wheat flour, type 55', '小麦粉 T55'], unit: 'KGM', code: 'FL{YY}-{SEQ:4}', certificate: true, shelfLifeDays: 270 },
	{ sku: 'SALT-SEA', kind: 'raw_material', name: ['Sea salt', '海盐'], unit: 'KGM', code: 'SA{YY}-{SEQ:4}' },
	{ sku: 'FILM-LAM-200', kind: 'packaging', name: ['Laminated film 200 mm', '复合膜 200 mm'], unit: 'MTR', code: 'FM{YY}-{SEQ:4}', certificate: true },
	{ sku: 'JAR-GLASS-300', kind: 'packaging', name: ['Glass jar 300 g', '玻璃瓶 300 g'], unit: 'H87', code: 'JR{YY}-{SEQ:4}', inspection: false },
	{ sku: 'SESAME-ROAST', kind: 'intermediate', name: ['Roasted sesame', '炒熟芝麻'], unit: 'KGM', code: 'TR{YY}-{MM}{DD}-{SEQ:2}', shelfLifeDays: 180 },
	{ sku: 'SEMOLINA', kind: 'intermediate', name: ['Durum semolina', '硬麦粗粉'], unit: 'KGM', code: 'SM{YY}-{MM}{DD}-{SEQ:2}', shelfLifeDays: 240 },
	{ sku: 'TAHINI-300', kind: 'finished_product', name: ['Sesame paste, jar 300 g', '芝麻酱 300 g 瓶装'], unit: 'H87', code: 'PK{YY}-{SEQ:4}', gtin: '09529876000019', brand: 'Harvest', certificate: true, ...NO_UDI },
	{ sku: 'NOODLE-DRY-500', kind: 'finished_product', name: ['Dried noodles 500 g', '挂面 500 g'], unit: 'H87', code: 'PK{YY}-{SEQ:4}', gtin: '09529876000026', brand: 'Harvest', certificate: true, shelfLifeDays: 540 },
	{ sku: 'NOODLE-SESAME-4', kind: 'finished_product', name: ['Sesame noodle kit, 4 portions', '麻酱拌面组合装（4 份）'], unit: 'H87', code: 'ST{YY}-{SEQ:4}', gtin: '09529876000033', brand: 'Harvest', certificate: true, ...NO_UDI },
]

const revisions: readonly RevisionData[] = [
	{ sku: 'SESAME-ROAST', revisions: [{ code: 'R1', days: -500 }], bom: [['SESAME-RAW-W', '1.06', 'KGM', '4']] },
	{ sku: 'SEMOLINA', revisions: [{ code: 'R1', days: -500 }], bom: [['WHEAT-DURUM', '1.45', 'KGM', '5']] },
	{ sku: 'TAHINI-300', revisions: [{ code: 'R1', days: -500 }, { code: 'R2', days: -100, change: 'FC-26-03' }], bom: [['SESAME-ROAST', '0.302', 'KGM', '3'], ['SALT-SEA', '0.002', 'KGM', '10'], ['JAR-GLASS-300', '1', 'H87', '2']] },
	{ sku: 'NOODLE-DRY-500', revisions: [{ code: 'R1', days: -500 }], bom: [['SEMOLINA', '0.3', 'KGM', '4'], ['FLOUR-T55', '0.21', 'KGM', '4'], ['FILM-LAM-200', '0.3', 'MTR', '5']] },
	{ sku: 'NOODLE-SESAME-4', revisions: [{ code: 'R1', days: -300 }], bom: [['NOODLE-DRY-500', '1', 'H87', '0'], ['TAHINI-300', '1', 'H87', '0'], ['FILM-LAM-200', '0.4', 'MTR', '5']] },
]

const specifications: readonly SpecificationData[] = [
	{ sku: 'SESAME-RAW-W', test: 'moisture', name: ['Moisture', '水分'], method: 'GB 5009.3', unit: '%', max: '8.0', usual: ['4.8', '6.9'] },
	{ sku: 'SESAME-RAW-W', test: 'aflatoxin', name: ['Aflatoxin B1', '黄曲霉毒素 B1'], method: 'GB 5009.22', unit: 'µg/kg', max: '5.0', usual: ['0.3', '2.1'] },
	{ sku: 'FLOUR-T55', test: 'ash', name: ['Ash', '灰分'], method: 'GB 5009.4', unit: '%', max: '0.60', usual: ['0.48', '0.57'] },
	{ sku: 'WHEAT-DURUM', test: 'don', name: ['Deoxynivalenol', '脱氧雪腐镰刀菌烯醇'], method: 'GB 5009.111', unit: 'µg/kg', max: '1000', usual: ['120', '640'] },
	{ sku: 'TAHINI-300', test: 'salmonella', name: ['Salmonella in 25 g, found', '沙门氏菌（25 g 检出数）'], method: 'GB 4789.4', unit: 'found', max: '0', usual: ['0', '0'] },
	{ sku: 'TAHINI-300', test: 'acid_value', name: ['Acid value', '酸价'], method: 'GB 5009.229', unit: 'mg/g', max: '3.0', usual: ['0.9', '1.9'] },
	{ sku: 'NOODLE-DRY-500', test: 'moisture', name: ['Moisture', '水分'], method: 'GB 5009.3', unit: '%', max: '14.5', usual: ['11.2', '13.6'] },
]

const approvals: readonly ApprovalData[] = [
	{ sku: 'SESAME-RAW-W', party: 'S-2001', validDays: 300 },
	{ sku: 'SESAME-RAW-W', party: 'S-2002', status: 'conditional', validDays: 120 },
	{ sku: 'SESAME-RAW-B', party: 'S-2001', validDays: 300 },
	{ sku: 'FLOUR-T55', party: 'S-2003', validDays: 400 },
	{ sku: 'WHEAT-DURUM', party: 'S-2004', validDays: 400 },
	{ sku: 'FILM-LAM-200', party: 'S-1042', validDays: 200, supplierSku: 'BL-FILM-200' },
	{ sku: 'SALT-SEA', party: 'S-2003' },
	{ sku: 'JAR-GLASS-300', party: 'S-2003' },
]

/** Harvest Foods: a maker of sesame paste and noodles, whose lots have codes that Aurora's have too. */
export const harvest: CompanyData = {
	tenant: { key: 'harvest', name: 'Harvest Foods', initials: 'HF', language: 'zh-CN', theme: 'harvest', contact: { email: 'zhiliang@harvest.example', phone: '+86 371 5550 0200', web: 'https://harvest.example' } },
	people: [
		{ email: 'admin@harvest.example', name: 'Gao Jun 高俊', roles: ['compliance_admin'] },
		{ email: 'advisor@qualitas.example', name: 'Grace Tan 陈慧仪', roles: ['compliance_admin'] },
		{ email: 'supplier@beiling.example', name: 'Tang Xiaodong 唐晓东', roles: ['supplier'], party: 'S-1042' },
	],
	parties,
	sites: [
		{ code: 'ZZ1', name: ['Zhengzhou mill and noodle plant', '郑州制粉制面厂'], country: 'CN', city: ['Zhengzhou', '郑州'] },
		{ code: 'ZZ2', name: ['Zhengzhou sesame plant', '郑州芝麻制品厂'], country: 'CN', city: ['Zhengzhou', '郑州'] },
	],
	items,
	revisions,
	specifications,
	approvals,
}
