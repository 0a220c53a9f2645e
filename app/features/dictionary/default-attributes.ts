import type { LocalizedText } from '#app/core/localized.ts'
import type { AttributeChoice, AttributeContent, AttributeSubject } from './attribute.model.ts'

type Shipped = { subject: AttributeSubject; key: string; content: AttributeContent }

const both = (en: string, zh: string): LocalizedText => ({ en, 'zh-CN': zh })
const choice = (value: string, en: string, zh: string): AttributeChoice => ({ value, label: both(en, zh) })

const USUAL: Omit<AttributeContent, 'type' | 'label'> = {
	help: null,
	unit: null,
	minimum: null,
	maximum: null,
	longest: null,
	format: 'any',
	choices: [],
	requiredAt: null,
	itemKinds: [],
	roles: [],
	partner: false,
	public: false,
	effectiveFrom: '2020-01-01',
}

const define = (
	subject: AttributeSubject,
	key: string,
	content: Pick<AttributeContent, 'type' | 'label'> & Partial<AttributeContent>,
): Shipped => ({ subject, key, content: { ...USUAL, ...content } })

/** The dictionary that a tenant begins with; from then on it is edited in the portal. */
export const DEFAULT_ATTRIBUTES: readonly Shipped[] = [
	define('lot', 'heat', {
		type: 'text',
		label: both('Heat number', '炉号'),
		help: both('The melt that the material comes from, as on its certificate', '材料所属熔炼炉次，与证书一致'),
		longest: 40,
		partner: true,
	}),
	define('lot', 'grade', { type: 'text', label: both('Grade', '牌号'), longest: 60, partner: true }),
	define('lot', 'sterilisationDose', {
		type: 'decimal',
		label: both('Sterilisation dose (kGy)', '灭菌剂量（kGy）'),
		minimum: '0',
		maximum: '100',
		itemKinds: ['intermediate', 'finished_product'],
	}),
	define('lot', 'netWeight', {
		type: 'quantity',
		label: both('Net weight of a unit', '单件净重'),
		unit: 'GRM',
		minimum: '0',
		partner: true,
	}),
	define('lot', 'sterilised', {
		type: 'enum',
		label: both('Sterilised by', '灭菌方式'),
		choices: [
			choice('none', 'Not sterile', '非无菌'),
			choice('eo', 'Ethylene oxide', '环氧乙烷'),
			choice('gamma', 'Gamma rays', '伽马射线'),
			choice('steam', 'Steam', '湿热'),
		],
		public: true,
		partner: true,
	}),
	define('lot', 'storageCelsius', {
		type: 'decimal',
		label: both('Storage temperature, at most (°C)', '最高储存温度（°C）'),
		minimum: '-200',
		maximum: '200',
		partner: true,
		public: true,
	}),
	define('lot', 'allergens', {
		type: 'multi',
		label: both('Allergens', '过敏原'),
		help: both('What a reader who is allergic has to know', '过敏者须知'),
		choices: [
			choice('gluten', 'Gluten', '麸质'),
			choice('sesame', 'Sesame', '芝麻'),
			choice('soy', 'Soy', '大豆'),
			choice('peanut', 'Peanut', '花生'),
			choice('milk', 'Milk', '乳'),
		],
		public: true,
		partner: true,
	}),
	define('lot', 'shelf', { type: 'text', label: both('Storage place', '货位'), longest: 40 }),
	define('lot', 'sampledOn', {
		type: 'date',
		label: both('Sampled on', '取样日期'),
		roles: ['quality_reviewer', 'compliance_admin', 'auditor'],
	}),
	define('item', 'riskClass', {
		type: 'enum',
		label: both('Risk class', '风险类别'),
		choices: [
			choice('class_1', 'Class I', 'I 类'),
			choice('class_2', 'Class II', 'II 类'),
			choice('class_3', 'Class III', 'III 类'),
		],
	}),
	define('item', 'registrationNumber', {
		type: 'text',
		label: both('Registration certificate', '注册证编号'),
		longest: 60,
	}),
	define('site', 'registrationNumber', {
		type: 'text',
		label: both('Establishment registration', '生产许可编号'),
		longest: 60,
	}),
	define('party', 'auditedOn', { type: 'date', label: both('Last audited', '最近审核日期') }),
	define('party', 'website', { type: 'link', label: both('Website', '网站') }),
]
