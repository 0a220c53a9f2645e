import { err, ok, type Result } from '#app/core/result.ts'
import { comparableHeader } from './target-fields.model.ts'

/** What a row of a laboratory's result file holds. */
export const LAB_FIELDS = [
	'sampleId',
	'lot',
	'test',
	'method',
	'unit',
	'min',
	'max',
	'value',
	'result',
	'analyst',
	'testedAt',
] as const
export type LabField = (typeof LAB_FIELDS)[number]
/** Index of the column of each field that the file has. */
export type LabColumns = Partial<Record<LabField, number>>

const REQUIRED = ['lot', 'test', 'value'] as const

/** Headers by field: English, Chinese, German, French. */
const SYNONYMS: Record<LabField, string> = {
	sampleId: `sample|sample id|sample no|sample number|样品编号|样品号|试样编号|probe|proben nr|probennummer|échantillon|n° échantillon`,
	lot: `lot|lot no|lot number|lot code|batch|batch no|batch number|批号|批次|批次号|charge|chargennummer|n° de lot|numéro de lot`,
	test: `test|test name|analysis|parameter|characteristic|property|determination|检验项目|检测项目|项目|测试项目|指标|
		prüfung|prüfmerkmal|merkmal|kenngröße|essai|analyse|paramètre|caractéristique`,
	method: `method|test method|standard|procedure|方法|检验方法|检测方法|测试方法|检验标准|methode|prüfmethode|prüfnorm|norm|méthode|norme`,
	unit: `unit|units|uom|单位|计量单位|einheit|unité`,
	min: `min|minimum|lower limit|lower spec|lsl|lower|spec min|min limit|下限|最小值|标准下限|规格下限|untergrenze|mindestwert|limite inférieure`,
	max: `max|maximum|upper limit|upper spec|usl|upper|spec max|max limit|上限|最大值|标准上限|规格上限|obergrenze|höchstwert|limite supérieure`,
	value: `value|measured|measured value|reading|actual|result value|检验结果|检测值|实测值|测定值|测量值|数值|wert|messwert|ist wert|valeur|valeur mesurée`,
	result: `result|verdict|pass fail|evaluation|conclusion|status|判定|结论|单项结论|单项判定|检验结论|结果|ergebnis|bewertung|beurteilung|résultat|conformité|verdict final`,
	analyst: `analyst|tester|tested by|operator|检验员|检验人|检测人|分析员|prüfer|analytiker|analyste|opérateur`,
	testedAt: `tested at|tested on|test date|date tested|date|analysis date|检验日期|检测日期|测试日期|检验时间|日期|prüfdatum|datum|date d'analyse|date de l'essai`,
}

const FIELD_BY_HEADER = new Map(
	LAB_FIELDS.flatMap((field) => SYNONYMS[field].split('|').map((name) => [comparableHeader(name), field] as const)),
)

/**
 * Which column of a result file is what, by its headers in English, Chinese, German or French; of two columns for one
 * field the first counts. Error `columns-missing` when lot, test or value has none.
 */
export function findLabColumns(
	headers: readonly string[],
): Result<LabColumns, { code: 'columns-missing'; fields: LabField[] }> {
	const columns: LabColumns = {}
	for (const [index, header] of headers.entries()) {
		const field = FIELD_BY_HEADER.get(comparableHeader(header))
		if (field !== undefined) columns[field] ??= index
	}
	const missing = REQUIRED.filter((field) => columns[field] === undefined)
	return missing.length === 0 ? ok(columns) : err({ code: 'columns-missing', fields: missing })
}
