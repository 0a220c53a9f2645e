import type { LocalizedText } from '#app/core/localized.ts'

/**
 * What a column of a supplier's file can become on a lot. `heatNumber` is for tenants whose data dictionary has no `heat`
 * (`asInDictionary`).
 */
export const TARGET_FIELDS = [
	'itemSku',
	'itemName',
	'supplierLot',
	'manufacturedOn',
	'expiresOn',
	'quantity',
	'unit',
	'certificateNumber',
	'heatNumber',
	'site',
	'comment',
] as const
export type TargetField = (typeof TARGET_FIELDS)[number]
/** An attribute of the data dictionary, by its key. */
export type AttributeTarget = `attr.${string}`
/** A field, an attribute, or the choice not to bring the column in. */
export type ColumnTarget = TargetField | AttributeTarget | 'ignore'

const ATTRIBUTE = 'attr.'
export const attributeTarget = (key: string): AttributeTarget => `${ATTRIBUTE}${key}`
/** The key of the attribute that a column becomes; null where it is a field or is left out. */
export const attributeKeyOf = (target: string | null): string | null =>
	target?.startsWith(ATTRIBUTE) ? target.slice(ATTRIBUTE.length) : null
export const isTargetField = (target: string | null): target is TargetField =>
	target !== null && (TARGET_FIELDS as readonly string[]).includes(target)

/** The attribute of the shipped dictionary that a field is another word for: forms, rules and lists know it by that one. */
const HEAT = attributeTarget('heat')

/** A target as the tenant's dictionary has it, so that a value is kept once, where rules and forms look for it. */
export const asInDictionary = <T extends ColumnTarget | null>(
	target: T,
	attributes: readonly { key: string }[],
): T | AttributeTarget =>
	target === 'heatNumber' && attributes.some((one) => attributeTarget(one.key) === HEAT) ? HEAT : target

/** What a column may become where the dictionary has these attributes. */
export const targetsWith = (attributes: readonly { key: string }[]): ColumnTarget[] => [
	...TARGET_FIELDS.filter((field) => asInDictionary(field, attributes) === field),
	...attributes.map((one) => attributeTarget(one.key)),
	'ignore',
]

export const TARGET_LABELS: Record<TargetField | 'ignore', LocalizedText> = {
	itemSku: { en: 'Item code', 'zh-CN': '物料编码' },
	itemName: { en: 'Item name', 'zh-CN': '物料名称' },
	supplierLot: { en: 'Supplier lot', 'zh-CN': '供应商批号' },
	manufacturedOn: { en: 'Manufactured on', 'zh-CN': '生产日期' },
	expiresOn: { en: 'Expires on', 'zh-CN': '有效期至' },
	quantity: { en: 'Quantity', 'zh-CN': '数量' },
	unit: { en: 'Unit', 'zh-CN': '单位' },
	certificateNumber: { en: 'Certificate number', 'zh-CN': '证书编号' },
	heatNumber: { en: 'Heat number', 'zh-CN': '供应商炉号' },
	site: { en: 'Site', 'zh-CN': '站点' },
	comment: { en: 'Comment', 'zh-CN': '备注' },
	ignore: { en: 'Do not import', 'zh-CN': '不导入此列' },
}

/** Headers as they are met, by field: English; Chinese; German; French. Compared by `comparableHeader`. */
const SYNONYMS: Record<TargetField | 'ignore', string> = {
	itemSku: `item|item no|item number|item code|item id|sku|part|part no|part number|part code|pn|material|material no|
		material number|material code|product code|product no|product number|article|article no|article number|catalog no|ref|
		物料编码|物料编号|物料代码|物料号|物料|料号|品号|产品编码|产品编号|产品代码|货号|件号|零件号|商品编码|存货编码|材料编号|
		artikel|artikelnr|artikelnummer|material nr|materialnummer|teilenummer|teile nr|sachnummer|bestellnummer|
		référence|réf|référence article|réf article|code article|code produit|n° article|numéro article|code matière`,
	itemName: `item name|item description|description|material name|material description|product|product name|part name|
		product description|物料名称|物料描述|品名|名称|产品名称|产品|货品名称|材料名称|商品名称|规格|规格型号|型号规格|物料规格|
		bezeichnung|artikelbezeichnung|materialbezeichnung|beschreibung|benennung|
		désignation|libellé|nom du produit|désignation article|description article`,
	supplierLot: `lot|lot no|lot number|lot code|lot id|supplier lot|supplier lot no|supplier lot number|vendor lot|batch|
		batch no|batch number|batch code|batch id|supplier batch|vendor batch|manufacturer lot|mfr lot|
		批号|批次|批次号|批次编号|供应商批号|供应商批次|生产批号|产品批号|材料批号|原厂批号|厂家批号|来料批号|
		charge|charge nr|chargennummer|chargen nr|chargen|los|losnummer|los nr|lieferantencharge|
		lot fournisseur|n° de lot|n° lot|numéro de lot|no de lot|code lot`,
	manufacturedOn: `mfg date|mfd|mfg|mfr date|manufacture date|manufacturing date|manufactured|manufactured on|
		date of manufacture|production date|prod date|produced on|dom|date manufactured|
		生产日期|制造日期|生产时间|制造时间|投产日期|加工日期|
		herstelldatum|herstellungsdatum|produktionsdatum|fertigungsdatum|hergestellt am|prod datum|
		date de fabrication|date fabrication|date de production|fabriqué le|produit le`,
	expiresOn: `exp|exp date|expiry|expiry date|expiration|expiration date|expires|expires on|use by|use by date|best before|
		best before date|bbd|valid until|shelf life until|shelf life expiry date|sled|
		有效期至|有效期|有效日期|有效期到|失效日期|失效期|到期日|到期日期|过期日期|保质期至|保质期到|有效截止日期|
		verfall|verfalldatum|verfallsdatum|verfallsdat|mhd|mindesthaltbarkeitsdatum|haltbar bis|verwendbar bis|ablaufdatum|
		date de péremption|péremption|date d'expiration|dlc|dluo|ddm|à utiliser avant|date limite|utiliser avant`,
	quantity: `qty|quantity|amount|delivered qty|delivered quantity|shipped qty|weight|net weight|net qty|pieces|count|volume|
		数量|重量|净重|交货数量|交货重量|发货数量|发货重量|送货数量|到货数量|入库数量|件数|总数量|
		menge|liefermenge|stückzahl|anzahl|gewicht|nettogewicht|
		quantité|qté|qte|quantité livrée|poids|poids net|nombre`,
	unit: `unit|units|uom|um|u/m|unit of measure|unit of measurement|measure|
		单位|计量单位|数量单位|基本单位|
		me|mengeneinheit|einheit|basismengeneinheit|bme|
		unité|unité de mesure|udm`,
	certificateNumber: `certificate|certificate no|certificate number|cert|cert no|cert number|coa|coa ref|coa no|coa number|
		mtc|mtc no|mill cert|mill certificate|test certificate|certificate of analysis|certificate of conformity|coc|coc no|
		证书编号|证书号|证书|质保书|质保书号|质保书编号|质量证明书|质量证明书编号|报告编号|检验报告|检验报告编号|检测报告编号|合格证号|合格证编号|材质证明|
		zeugnis|zeugnis nr|zeugnisnummer|prüfzeugnis|prüfzeugnis nr|werkszeugnis|zertifikat|zertifikat nr|analysenzertifikat|
		certificat|n° certificat|n° de certificat|numéro de certificat|certificat d'analyse|certificat matière`,
	heatNumber: `heat|heat no|heat number|heat code|melt|melt no|melt number|cast|cast no|cast number|
		炉号|熔炼炉号|炉批号|冶炼炉号|炉次|炉次号|供应商炉号|熔炼号|
		schmelze|schmelz nr|schmelzen nr|schmelznummer|schmelzennummer|
		coulée|n° coulée|n° de coulée|numéro de coulée`,
	site: `site|plant|factory|location|manufacturing site|production site|facility|works|
		站点|工厂|厂区|生产工厂|生产地点|生产基地|产地|生产场地|
		werk|standort|betrieb|produktionsstandort|herstellwerk|
		usine|site de production|lieu de fabrication|site de fabrication`,
	comment: `comment|comments|remark|remarks|note|notes|memo|observation|
		备注|说明|备注说明|附注|注释|
		bemerkung|bemerkungen|kommentar|anmerkung|notiz|hinweis|
		commentaire|commentaires|remarque|remarques|observations`,
	ignore: `no|nr|n°|#|row|row no|line|line no|pos|position|serial|s/n|index|problem|
		序号|行号|行|项次|问题|
		lfd nr|zeile|ligne|rang`,
}

/**
 * A header for comparison: NFKC, lower case, without accents, signs and what stands in brackets. `Zeugnis-Nr.` and
 * `zeugnis nr` are the same; `交货重量(kg)` is `交货重量`.
 */
export function comparableHeader(header: string): string {
	return header
		.normalize('NFKC')
		.replace(/[（([【][^）)\]】]*[）)\]】]/gu, ' ')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}#]+/gu, '')
}

const FIELD_BY_HEADER = new Map<string, TargetField | 'ignore'>(
	[...TARGET_FIELDS, 'ignore' as const].flatMap((field) =>
		SYNONYMS[field].split('|').map((name) => [comparableHeader(name), field] as const),
	),
)

/** What a header says: the field whose name it is (`exact`), or the field whose name is the longest part of it. */
type HeaderMatch = { field: TargetField | 'ignore'; exact: boolean; matched: string }

/**
 * The field that a header names in English, Chinese, German or French; null when it names none. Of a header in two
 * languages (`Lot/批号`, `炉号 Heat No.`) each half counts.
 */
export function fieldOfHeader(header: string): HeaderMatch | null {
	const whole = comparableHeader(header)
	if (whole === '') return null
	for (const part of [whole, ...halves(header)]) {
		const field = FIELD_BY_HEADER.get(part)
		if (field) return { field, exact: true, matched: part }
	}
	return partOfHeader(whole)
}

/** What a header may be meant to say: the whole of it, each half of a bilingual one, and what stands in brackets. */
export function wordsOfHeader(header: string): string[] {
	const whole = comparableHeader(header)
	return whole === '' ? [] : [whole, ...halves(header)]
}

/** The halves of a bilingual header, and what stands in brackets. */
function halves(header: string): string[] {
	const plain = header.normalize('NFKC')
	const byScript = [plain.replace(/\p{Script=Han}+/gu, ' '), plain.replace(/[^\p{Script=Han}]+/gu, ' ')]
	const bracketed = [...plain.matchAll(/[([【]([^)\]】]*)[)\]】]/gu)].map((match) => match[1] ?? '')
	return [...plain.split(/[/|\n\\]/u), ...byScript, ...bracketed]
		.map(comparableHeader)
		.filter((part) => part.length > 1)
}

/** The longest known name inside the header; of Latin names only those of four letters and more, lest `me` be found in `name`. */
function partOfHeader(whole: string): HeaderMatch | null {
	let best: HeaderMatch | null = null
	for (const [name, field] of FIELD_BY_HEADER) {
		if (field === 'ignore' || !whole.includes(name)) continue
		const isTelling = /\p{Script=Han}/u.test(name) ? name.length >= 2 : name.length >= 4
		if (isTelling && name.length > (best?.matched.length ?? 0)) best = { field, exact: false, matched: name }
	}
	return best
}

/** The unit that a header states in brackets or behind a comma: `kg` of `交货重量(kg)`, `Menge [kg]`; null without one. */
export function unitTextOfHeader(header: string): string | null {
	const match = /[([【]\s*([^)\]】]{1,20}?)\s*[)\]】]/u.exec(header.normalize('NFKC'))
	return match?.[1] ?? null
}
