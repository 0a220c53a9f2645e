import { crc32, deflateRawSync } from 'node:zlib'

/** One part of an archive, with the lies it may tell. */
export type Part = {
	name: string
	data: Buffer | string
	/** Kept as it is instead of deflated. */
	stored?: boolean
	/** The unpacked size that the archive claims. */
	claimedSize?: number
	/** The name in the local header, where it differs from the directory's. */
	localName?: string
	/** Use the local header of an earlier part instead of an own one. */
	sameAs?: number
	encrypted?: boolean
	/** Already deflated data. */
	packed?: Buffer
}

/** A ZIP archive byte by byte, so that tests can make what no tool would. */
export function buildArchive(parts: readonly Part[], around: { before?: Buffer; comment?: string } = {}): Buffer {
	const locals: Buffer[] = around.before ? [around.before] : []
	const directory: Buffer[] = []
	const offsets: number[] = []
	let offset = around.before?.length ?? 0
	for (const part of parts) {
		const data = Buffer.from(part.data as string)
		const packed = part.packed ?? (part.stored ? data : deflateRawSync(data, { level: 9 }))
		const fields = fieldsOf(part, data, packed)
		if (part.sameAs === undefined) {
			const name = Buffer.from(part.localName ?? part.name)
			const local = Buffer.concat([
				bytes(0x04034b50, 4),
				bytes(20, 2),
				fields,
				bytes(name.length, 2),
				bytes(0, 2),
				name,
				packed,
			])
			locals.push(local)
			offsets.push(offset)
			offset += local.length
		} else offsets.push(offsets[part.sameAs] ?? 0)
		const name = Buffer.from(part.name)
		const at = offsets.at(-1) ?? 0
		directory.push(
			Buffer.concat([
				bytes(0x02014b50, 4),
				bytes(20, 2),
				bytes(20, 2),
				fields,
				bytes(name.length, 2),
				Buffer.alloc(12),
				bytes(at, 4),
				name,
			]),
		)
	}
	const central = Buffer.concat(directory)
	const comment = Buffer.from(around.comment ?? '')
	const counts = Buffer.concat([
		bytes(parts.length, 2),
		bytes(parts.length, 2),
		bytes(central.length, 4),
		bytes(offset, 4),
	])
	const end = Buffer.concat([bytes(0x06054b50, 4), bytes(0, 4), counts, bytes(comment.length, 2), comment])
	return Buffer.concat([...locals, central, end])
}

/** Flags, method, time, checksum and sizes: the same in both headers. */
function fieldsOf(part: Part, data: Buffer, packed: Buffer): Buffer {
	const flags = part.encrypted ? 1 : 0
	const size = part.claimedSize ?? data.length
	return Buffer.concat([
		bytes(flags, 2),
		bytes(part.stored ? 0 : 8, 2),
		bytes(0, 4),
		bytes(crc32(data), 4),
		bytes(packed.length, 4),
		bytes(size, 4),
	])
}

function bytes(value: number, length: 2 | 4): Buffer {
	const buffer = Buffer.alloc(length)
	if (length === 2) buffer.writeUInt16LE(value)
	else buffer.writeUInt32LE(value)
	return buffer
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>'

/** The parts of a small workbook with one sheet; each can be replaced, more can be added. */
export function workbookParts(replace: { sheet?: string; workbook?: string; strings?: string } = {}): Part[] {
	const types = `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
	const rels = `${XML}<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	const workbook = `${XML}<workbook><sheets><sheet name="Lots" sheetId="1" r:id="rId1"/></sheets></workbook>`
	const workbookRels = `${XML}<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
	const parts: Part[] = [
		{ name: '[Content_Types].xml', data: types },
		{ name: '_rels/.rels', data: rels },
		{ name: 'xl/workbook.xml', data: replace.workbook ?? workbook },
		{ name: 'xl/_rels/workbook.xml.rels', data: workbookRels },
		{
			name: 'xl/worksheets/sheet1.xml',
			data:
				replace.sheet ??
				sheetXml([
					['Item', 'Lot', 'Qty'],
					['A-1', 'L-1', 5],
					['A-1', 'L-2', 6],
				]),
		},
	]
	if (replace.strings !== undefined) parts.push({ name: 'xl/sharedStrings.xml', data: replace.strings })
	return parts
}

/** A sheet of inline texts and numbers; a string that begins with `<` stands as it is inside the cell. */
export function sheetXml(rows: readonly (readonly (string | number)[])[], tail = ''): string {
	const cells = (row: readonly (string | number)[], at: number) =>
		row.map((value, column) => {
			const reference = `${String.fromCharCode(65 + column)}${at + 1}`
			if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`
			if (value.startsWith('<c')) return value.replace('<c', `<c r="${reference}"`)
			return `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`
		})
	const body = rows.map((row, at) => `<row r="${at + 1}">${cells(row, at).join('')}</row>`).join('')
	return `${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body}</sheetData>${tail}</worksheet>`
}
