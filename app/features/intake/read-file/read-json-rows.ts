import { FILE_LIMITS } from './file-limits.ts'
import { refuse } from './file-problem.ts'
import type { IntakeRow } from './find-header.ts'

/** Objects inside objects are laid flat this deep: `quantity.value`; deeper ones stay JSON text. */
const FLAT_DEPTH = 3

/**
 * The rows of a JSON array of objects or of one object a line (NDJSON). The first row yielded has number 0 and holds the
 * names of all fields in the order of their first appearance, nested ones with dots; then come the records, numbered
 * from 1. Numbers keep the digits they are written with. Refuses with `json-damaged`, `json-not-a-list`,
 * `line-too-long` and `too-many-columns`.
 */
export function* readJsonRows(text: string): Generator<IntakeRow> {
	const names = new Map<string, number>()
	for (const record of jsonRecords(text)) {
		for (const name of record.keys()) {
			if (!names.has(name)) names.set(name, names.size)
		}
		if (names.size > FILE_LIMITS.columns) refuse('too-many-columns', FILE_LIMITS.columns)
	}
	yield { rowNumber: 0, values: [...names.keys()] }
	let rowNumber = 0
	for (const record of jsonRecords(text)) {
		rowNumber++
		yield { rowNumber, values: [...names.keys()].map((name) => record.get(name) ?? '') }
	}
}

function* jsonRecords(text: string): Generator<Map<string, string>> {
	let number = 0
	for (const source of recordTexts(text)) {
		number++
		const record = new Map<string, string>()
		flatten(parseRecord(source, number), '', 1, record)
		yield record
	}
}

/** Cuts the text into its top-level objects without parsing it whole, so that memory stays at one record. */
function* recordTexts(text: string): Generator<string> {
	let depth = 0
	let start = -1
	let inString = false
	let number = 0
	const isList = /^\uFEFF?\s*\[/u.test(text)
	const opening = isList ? text.indexOf('[') + 1 : 0
	let isClosed = false
	for (let at = opening; at < text.length; at++) {
		const sign = text[at]
		if (inString) {
			if (sign === '\\') at++
			else if (sign === '"') inString = false
			continue
		}
		if (sign === '"' && depth > 0) inString = true
		else if (sign === '{' || (sign === '[' && depth > 0)) {
			if (depth++ === 0) start = at
		} else if ((sign === '}' || sign === ']') && depth > 0) {
			if (--depth > 0) continue
			number++
			if (at - start > FILE_LIMITS.lineBytes) refuse('line-too-long', number)
			yield text.slice(start, at + 1)
		} else if (depth === 0) {
			if (isList && sign === ']' && !isClosed) isClosed = true
			else if (!(isList && !isClosed && sign === ',') && !/[\s\uFEFF]/u.test(sign ?? '')) refuse('json-not-a-list')
		}
		if (depth > 0 && at - start > FILE_LIMITS.lineBytes) refuse('line-too-long', number + 1)
	}
	if (depth > 0 || (isList && !isClosed)) refuse('json-damaged', number + 1)
}

function parseRecord(source: string, number: number): unknown {
	try {
		return JSON.parse(source, (_key, value: unknown, context?: { source?: string }) =>
			// 12.500 and 12345678901234567890 keep their digits: the text they are written with, not the float.
			typeof value === 'number' ? (context?.source ?? String(value)) : value,
		)
	} catch {
		return refuse('json-damaged', number)
	}
}

function flatten(value: unknown, name: string, depth: number, into: Map<string, string>): void {
	if (typeof value !== 'object' || value === null) {
		into.set(name, value === null ? '' : String(value))
		return
	}
	if (Array.isArray(value) || depth > FLAT_DEPTH) {
		into.set(name, JSON.stringify(value))
		return
	}
	for (const [key, inner] of Object.entries(value))
		flatten(inner, name === '' ? key : `${name}.${key}`, depth + 1, into)
}
