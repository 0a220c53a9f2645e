import type { PartyData, SiteData } from '../company.model.ts'

const suppliers: readonly PartyData[] = [
	{ code: 'S-1042', kind: 'supplier', name: ['Beiling Titanium', '北岭钛材'], country: 'CN', city: ['Baoji', '宝鸡'], email: 'supplier@beiling.example', phone: '+86 917 5550 1042', language: 'zh-CN' },
	{ code: 'S-1050', kind: 'supplier', name: ['Haiyan Sterile Packaging', '海盐无菌包装'], country: 'CN', city: ['Jiaxing', '嘉兴'], email: 'sales@haiyan-packaging.example', phone: '+86 573 5550 1050', language: 'zh-CN' },
	{ code: 'S-1055', kind: 'supplier', name: ['Rheinfolie Medizinverpackung', '莱茵医用包装'], country: 'DE', city: ['Leverkusen', '勒沃库森'], email: 'auftrag@rheinfolie.example', phone: '+49 214 5550 55' },
	{ code: 'S-1061', kind: 'supplier', name: ['Evolve Polymers', '易沃高分子'], country: 'GB', city: ['Blackpool', '布莱克浦'], email: 'orders@evolve-polymers.example', phone: '+44 1253 555 061' },
	{ code: 'S-1068', kind: 'contract_manufacturer', name: ['Kunshan Precision Fasteners', '昆山精锐紧固件'], country: 'CN', city: ['Kunshan', '昆山'], email: 'qa@ks-precision.example', phone: '+86 512 5550 1068', language: 'zh-CN' },
	{ code: 'S-1073', kind: 'supplier', name: ['Allegheny Cobalt Alloys', '阿勒格尼钴合金'], country: 'US', city: ['Pittsburgh', '匹兹堡'], email: 'certs@allegheny-cobalt.example', phone: '+1 412 555 0173' },
	{ code: 'S-1077', kind: 'supplier', name: ['Minato Fine Tube', '港精密管材'], country: 'JP', city: ['Osaka', '大阪'], email: 'hinshitsu@minato-tube.example', phone: '+81 6 5550 1077' },
	{ code: 'S-1081', kind: 'supplier', name: ['Suzhou Label & Print', '苏州标印'], country: 'CN', city: ['Suzhou', '苏州'], email: 'service@sz-label.example', phone: '+86 512 5550 1081', language: 'zh-CN' },
	{ code: 'S-1084', kind: 'supplier', name: ['Novacoat Pharma', '诺涂药业'], country: 'CH', city: ['Basel', '巴塞尔'], email: 'qa@novacoat.example', phone: '+41 61 555 10 84' },
	{ code: 'S-1090', kind: 'supplier', name: ['Galway Catheter Components', '戈尔韦导管组件'], country: 'IE', city: ['Galway', '戈尔韦'], email: 'quality@galway-catheter.example', phone: '+353 91 555 090' },
	{ code: 'S-1096', kind: 'supplier', name: ['Taiyuan Special Steel Bars', '太原特钢棒材'], country: 'CN', city: ['Taiyuan', '太原'], email: 'zhibao@ty-special.example', phone: '+86 351 5550 1096', language: 'zh-CN' },
	{ code: 'S-1101', kind: 'supplier', name: ['Delta Cleanroom Chemicals', '德达洁净化学'], country: 'CN', city: ['Wuxi', '无锡'], email: 'docs@delta-clean.example', phone: '+86 510 5550 1101', language: 'zh-CN' },
]

const customers: readonly PartyData[] = [
	{ code: 'C-233', kind: 'customer', name: ['Wuhan Riverside Hospital', '武汉江畔医院'], country: 'CN', city: ['Wuhan', '武汉'], email: 'customer@wuhan-hospital.example', phone: '+86 27 5550 0233', language: 'zh-CN' },
	{ code: 'C-118', kind: 'customer', name: ['Hangzhou Westlake Orthopaedic Hospital', '杭州西湖骨科医院'], country: 'CN', city: ['Hangzhou', '杭州'], email: 'shebei@hz-westlake.example', phone: '+86 571 5550 0118', language: 'zh-CN' },
	{ code: 'C-121', kind: 'customer', name: ['Nanjing Zhongshan Spine Centre', '南京钟山脊柱中心'], country: 'CN', city: ['Nanjing', '南京'], email: 'wuzi@nj-spine.example', phone: '+86 25 5550 0121', language: 'zh-CN' },
	{ code: 'C-204', kind: 'customer', name: ['Chengdu Jinjiang General Hospital', '成都锦江总医院'], country: 'CN', city: ['Chengdu', '成都'], email: 'qixie@cd-jinjiang.example', phone: '+86 28 5550 0204', language: 'zh-CN' },
	{ code: 'C-207', kind: 'customer', name: ['Maasstad Medische Distributie', '马斯塔德医疗配送'], country: 'NL', city: ['Rotterdam', '鹿特丹'], email: 'recalls@maasstad.example', phone: '+31 10 555 0207' },
	{ code: 'C-240', kind: 'customer', name: ['Lyon Implants Distribution', '里昂植入物分销'], country: 'FR', city: ['Lyon', '里昂'], email: 'vigilance@lyon-implants.example', phone: '+33 4 5550 0240' },
	{ code: 'C-251', kind: 'customer', name: ['Naniwa Medical Trading', '浪速医疗商社'], country: 'JP', city: ['Osaka', '大阪'], email: 'anzen@naniwa-medical.example', phone: '+81 6 5550 0251' },
	{ code: 'C-262', kind: 'customer', name: ['Northgate Clinic', '北门诊所'], country: 'DE', city: ['Hamburg', '汉堡'], email: 'einkauf@northgate-clinic.example', phone: '+49 40 5550 262' },
]

export const auroraParties: readonly PartyData[] = [...suppliers, ...customers]

export const auroraSites: readonly SiteData[] = [
	{ code: 'SZ1', name: ['Suzhou Plant 1, packaging and sterilisation', '苏州一厂（包装灭菌）'], country: 'CN', city: ['Suzhou', '苏州'] },
	{ code: 'SZ2', name: ['Suzhou Plant 2, machining', '苏州二厂（机加工）'], country: 'CN', city: ['Suzhou', '苏州'] },
	{ code: 'SZ3', name: ['Suzhou Plant 3, stents', '苏州三厂（支架）'], country: 'CN', city: ['Suzhou', '苏州'] },
	{ code: 'RTM', name: ['Rotterdam distribution centre', '鹿特丹配送中心'], country: 'NL', city: ['Rotterdam', '鹿特丹'] },
]
