import type { LotReferenceInput, RegisterLot } from './lot.model.ts'
import { codeList, type RegisterLotForm, registerLotForm } from './lots.schema.ts'

const DICTIONARY = 'dictionary.'
const ATTRIBUTE = /^attributes\.(\d{1,2})\.(name|value)$/

/** The form's fields as the schema wants them: `attributes.0.name` and the like gathered into a list. */
export function readRegisterForm(body: FormData) {
	const fields: Record<string, string> = {}
	const attributes: Record<'name' | 'value', string>[] = []
	const dictionary: Record<string, string> = {}
	for (const [name, value] of body) {
		if (typeof value !== 'string') continue
		if (name.startsWith(DICTIONARY)) {
			dictionary[name.slice(DICTIONARY.length)] = value
			continue
		}
		const [, place, part] = ATTRIBUTE.exec(name) ?? []
		if (place === undefined || (part !== 'name' && part !== 'value')) fields[name] = value
		else {
			const row = attributes[Number(place)] ?? { name: '', value: '' }
			row[part] = value
			attributes[Number(place)] = row
		}
	}
	return registerLotForm.safeParse({ ...fields, dictionary, attributes: attributes.filter((row) => row !== undefined) })
}

/** The codes of one field as references of that kind. */
export const listOf = (kind: LotReferenceInput['kind'], text: string | undefined): LotReferenceInput[] =>
	codeList(text ?? '').map((value) => ({ kind, value }))

/** What the form asks to register. Properties without a name and a value were left empty. */
export function toRegisterLot(form: RegisterLotForm): RegisterLot {
	const attributes = (form.attributes ?? []).filter((row) => row.name !== '' || row.value !== '')
	return {
		item: form.item,
		code: form.code,
		quantity: { value: form.quantity, unit: form.unit },
		manufacturedOn: form.manufacturedOn ?? null,
		expiresOn: form.expiresOn ?? null,
		supplierLot: form.supplierLot ?? null,
		supplierId: form.supplierId ?? null,
		siteId: form.siteId ?? null,
		revision: form.revision ?? null,
		line: form.line ?? null,
		references: [
			...listOf('container', form.containers),
			...listOf('sscc', form.ssccs),
			...listOf('serial', form.serials),
		],
		attributes: { ...Object.fromEntries(attributes.map((row) => [row.name, row.value])), ...form.dictionary },
	}
}
