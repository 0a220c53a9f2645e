import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import type { Attribute } from '#app/features/dictionary/attribute.model.ts'
import type { InspectedColumn } from './read-file/file-inspection.schema.ts'
import {
	asInDictionary,
	attributeTarget,
	type ColumnTarget,
	comparableHeader,
	fieldOfHeader,
	type TargetField,
	wordsOfHeader,
} from './target-fields.model.ts'

/** What one column probably is. `field` null: no idea. Below about 0.75 a person should confirm. */
export type MappingProposal = {
	/** Index of the column, from 0. */
	column: number
	field: ColumnTarget | null
	/** 0 to 1. */
	confidence: number
	reason: LocalizedText
}

/** How the columns of an earlier file of this supplier were matched. */
export type RememberedMapping = {
	signature: string
	columns: { header: string; field: ColumnTarget | null }[]
}

export type MappingEvidence = {
	remembered?: readonly RememberedMapping[]
	/** Codes of the tenant's items, to recognise them among the samples. */
	knownSkus?: ReadonlySet<string>
	/** What of the data dictionary may be filled in, to recognise its labels among the headers. */
	attributes?: readonly Pick<Attribute, 'key' | 'label'>[]
}

/** Two files with the same headers in the same order have the same signature. */
export function headerSignature(columns: readonly Pick<InspectedColumn, 'header'>[]): string {
	return columns.map((column) => comparableHeader(column.header)).join('|')
}

type Candidate = { column: number; field: ColumnTarget; confidence: number; reason: LocalizedText }

/** Less than this is a guess that would cost more to correct than to make. */
const LEAST_CONFIDENCE = 0.4

/**
 * What each column of a file is, judged by what was chosen for this supplier before (which wins), by its header in
 * English, Chinese, German or French, and by its samples. Each field is proposed for one column at most: the surest.
 */
export function proposeMapping(columns: readonly InspectedColumn[], evidence: MappingEvidence = {}): MappingProposal[] {
	const attributes = evidence.attributes ?? []
	const remembered = recall(columns, evidence.remembered ?? []).map((one) => ({
		...one,
		field: asInDictionary(one.field, attributes),
	}))
	const proposals = new Map<number, MappingProposal>(remembered.map((proposal) => [proposal.column, proposal]))
	const taken = new Set(remembered.map((proposal) => proposal.field))
	const skus = new Set([...(evidence.knownSkus ?? [])].map(normaliseCode))
	const candidates = columns
		.filter((column) => !proposals.has(column.index))
		.flatMap((column) => [
			...attributeCandidates(column, attributes),
			...headerCandidates(column).map((one) => ({ ...one, field: asInDictionary(one.field, attributes) })),
			...sampleCandidates(column, columns, skus),
		])
		.filter((candidate) => candidate.confidence >= LEAST_CONFIDENCE)
		.sort((a, b) => b.confidence - a.confidence)
	for (const candidate of candidates) {
		if (proposals.has(candidate.column) || (candidate.field !== 'ignore' && taken.has(candidate.field))) continue
		proposals.set(candidate.column, candidate)
		taken.add(candidate.field)
	}
	return columns.map(
		(column) =>
			proposals.get(column.index) ?? { column: column.index, field: null, confidence: 0, reason: REASONS.unknown },
	)
}

/** The choices of an earlier file: all of them where the headers are the same, else those of headers with the same name. */
function recall(columns: readonly InspectedColumn[], remembered: readonly RememberedMapping[]): MappingProposal[] {
	const signature = headerSignature(columns)
	const same = remembered.find((mapping) => mapping.signature === signature)
	if (same) {
		return columns.map((column, at) => ({
			column: column.index,
			field: same.columns[at]?.field ?? null,
			confidence: 0.99,
			reason: REASONS.sameFile,
		}))
	}
	const headers = new Map<string, ColumnTarget>()
	for (const { header, field } of remembered.flatMap((mapping) => mapping.columns)) {
		if (field !== null && comparableHeader(header) !== '') headers.set(comparableHeader(header), field)
	}
	const taken = new Set<ColumnTarget>()
	const proposals: MappingProposal[] = []
	for (const column of columns) {
		const field = headers.get(comparableHeader(column.header))
		if (field === undefined || (field !== 'ignore' && taken.has(field))) continue
		taken.add(field)
		proposals.push({ column: column.index, field, confidence: 0.95, reason: REASONS.sameHeader })
	}
	return proposals
}

/** A header that is the label of an attribute in either language, or its key, means that attribute above all else. */
function attributeCandidates(
	column: InspectedColumn,
	attributes: readonly Pick<Attribute, 'key' | 'label'>[],
): Candidate[] {
	const words = wordsOfHeader(column.header)
	return attributes.flatMap(({ key, label }) => {
		const names = [label.en, label['zh-CN'], key].map(comparableHeader)
		return words.some((word) => names.includes(word))
			? [{ column: column.index, field: attributeTarget(key), confidence: 0.99, reason: REASONS.attribute }]
			: []
	})
}

function headerCandidates(column: InspectedColumn): Candidate[] {
	const match = fieldOfHeader(column.header)
	if (!match) return []
	const byName = match.exact ? 0.93 : 0.66
	if (match.field === 'ignore')
		return [{ column: column.index, field: 'ignore', confidence: byName, reason: REASONS.runningNumber }]
	const support = sampleSupport(column, match.field)
	const confidence = Math.round(Math.min(0.99, Math.max(0, byName + support)) * 100) / 100
	const reason =
		support > 0
			? REASONS.headerAndSamples
			: support < 0
				? REASONS.samplesDisagree
				: match.exact
					? REASONS.header
					: REASONS.partOfHeader
	return [{ column: column.index, field: match.field, confidence, reason }]
}

type ColumnKind = InspectedColumn['kind']
const EXPECTED: Record<TargetField, readonly ColumnKind[]> = {
	itemSku: ['text', 'number'],
	itemName: ['text'],
	supplierLot: ['text', 'number'],
	manufacturedOn: ['date'],
	expiresOn: ['date'],
	quantity: ['number'],
	unit: ['unit'],
	certificateNumber: ['text', 'number'],
	heatNumber: ['text', 'number'],
	site: ['text', 'number', 'unit'],
	comment: ['text', 'number', 'flag'],
}

/** Whether the samples are what the field expects: kinds that tell something raise, contradictions lower much. */
function sampleSupport(column: InspectedColumn, field: TargetField): number {
	if (column.kind === 'empty') return column.formulas ? -0.6 : 0
	const isTelling = field === 'quantity' || field === 'unit' || field === 'manufacturedOn' || field === 'expiresOn'
	if (EXPECTED[field].includes(column.kind)) return isTelling ? 0.05 : 0.03
	return isTelling ? -0.35 : -0.15
}

/** What a column without a telling header may be by its content alone. */
function sampleCandidates(
	column: InspectedColumn,
	columns: readonly InspectedColumn[],
	skus: ReadonlySet<string>,
): Candidate[] {
	const candidates: Candidate[] = []
	const propose = (field: ColumnTarget, confidence: number, reason: LocalizedText) =>
		candidates.push({ column: column.index, field, confidence, reason })
	if (column.kind === 'empty') propose('ignore', 0.9, column.formulas ? REASONS.formulas : REASONS.empty)
	const known = column.samples.filter((sample) => skus.has(normaliseCode(sample))).length
	if (known > 0 && known === column.samples.length) propose('itemSku', 0.9, REASONS.knownItems)
	else if (known > 0) propose('itemSku', 0.7, REASONS.knownItems)
	if (column.kind === 'unit') propose('unit', 0.72, REASONS.units)
	if (column.kind === 'date') {
		const others = columns.filter((other) => other.kind === 'date')
		const [first, second] = others
		if (others.length === 2 && column === first) propose('manufacturedOn', 0.45, REASONS.firstDate)
		if (others.length === 2 && column === second) propose('expiresOn', 0.45, REASONS.secondDate)
	}
	const numbers = columns.filter((other) => other.kind === 'number')
	if (column.kind === 'number' && numbers.length === 1)
		propose('quantity', column.unit === null ? 0.5 : 0.7, REASONS.onlyNumbers)
	return candidates
}

const REASONS = {
	sameFile: { en: 'Remembered from an earlier file with the same headers', 'zh-CN': '按以前相同表头的导入记住' },
	sameHeader: { en: 'Remembered for this header', 'zh-CN': '按以前对此表头的选择记住' },
	headerAndSamples: { en: 'By header and samples', 'zh-CN': '按表头与样例' },
	header: { en: 'By header', 'zh-CN': '按表头' },
	attribute: { en: 'The header is an attribute of the data dictionary', 'zh-CN': '表头是数据字典中的属性' },
	partOfHeader: { en: 'By part of the header; please confirm', 'zh-CN': '按表头中的部分文字，请确认' },
	samplesDisagree: {
		en: 'The header says so, the samples do not; please confirm',
		'zh-CN': '表头相符但样例不符，请确认',
	},
	runningNumber: { en: 'A running number; not needed', 'zh-CN': '序号列，无需导入' },
	empty: { en: 'The column is empty', 'zh-CN': '该列为空' },
	formulas: { en: 'Only formulas without saved results', 'zh-CN': '只有公式，没有保存结果' },
	knownItems: { en: 'The samples are known item codes', 'zh-CN': '样例是已有的物料编码' },
	units: { en: 'The samples are units', 'zh-CN': '样例是计量单位' },
	firstDate: { en: 'The first of two dates; please confirm', 'zh-CN': '两列日期中的前一列，请确认' },
	secondDate: { en: 'The second of two dates; please confirm', 'zh-CN': '两列日期中的后一列，请确认' },
	onlyNumbers: { en: 'The only column of numbers; please confirm', 'zh-CN': '唯一的数字列，请确认' },
	unknown: { en: 'Nothing tells what it is; choose a field or leave it out', 'zh-CN': '无法判断，请选择字段或不导入' },
} as const satisfies Record<string, LocalizedText>
