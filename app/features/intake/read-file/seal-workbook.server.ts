import { crc32 } from 'node:zlib'
import { FILE_LIMITS } from './file-limits.ts'
import { refuse } from './file-problem.ts'
import type { Workbook, WorkbookSheet } from './list-sheets.server.ts'
import type { Archive } from './open-archive.server.ts'
import { readPartText, readSmallPart } from './read-part-text.server.ts'
import { type FormulaCounts, sealSharedStrings, sealSheet, toAscii } from './seal-sheet.ts'

/** What went wrong while sealing; the archive still ends properly, because exceljs would wait for ever otherwise. */
export type SealState = { failure: unknown; formulas: FormulaCounts }

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
const EMPTY_STYLES = `${DECLARATION}<styleSheet><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>`
const RELATIONS = `${DECLARATION}<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>`

/**
 * One sheet of a checked workbook as a new archive that holds nothing else, in the order in which exceljs wants it. The
 * supplier's own archive never reaches the parser: exceljs walks the local headers, which need not agree with the
 * directory that was checked, and puts sheets that come before their texts into temporary files.
 */
export async function* sealWorkbook(
	archive: Archive,
	workbook: Workbook,
	sheet: WorkbookSheet,
	state: SealState,
): AsyncGenerator<Buffer> {
	const { styles, sharedStrings } = workbook.parts
	const date1904 = workbook.usesDates1904 ? ' date1904="1"' : ''
	const main = `${DECLARATION}<workbook><workbookPr${date1904}/><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>`
	yield* sealedPart('xl/_rels/workbook.xml.rels', [RELATIONS], state)
	yield* sealedPart('xl/workbook.xml', [main], state)
	yield* sealedPart('xl/styles.xml', styles === null ? [EMPTY_STYLES] : smallPart(archive, styles), state)
	yield* sealedPart(
		'xl/sharedStrings.xml',
		sharedStrings === null ? [`${DECLARATION}<sst></sst>`] : sharedTexts(archive, sharedStrings),
		state,
	)
	yield* sealedPart(
		'xl/worksheets/sheet1.xml',
		sealSheet(readPartText(archive, sheet.part), sheet.part, state.formulas),
		state,
	)
	yield endOfArchive()
}

async function* smallPart(archive: Archive, name: string): AsyncGenerator<string> {
	yield toAscii(await readSmallPart(archive, name))
}

async function* sharedTexts(archive: Archive, name: string): AsyncGenerator<string> {
	const { sharedTextBytes } = FILE_LIMITS
	if ((archive.entries.get(name)?.uncompressedSize ?? 0) > sharedTextBytes)
		refuse('archive-too-large', sharedTextBytes / 1024 / 1024)
	yield* sealSharedStrings(readPartText(archive, name), name)
}

/**
 * A stored part whose size follows it (APPNOTE 4.4.4, bit 3). The reader looks for the mark PK 07 08, which cannot occur
 * inside: sealed text is ASCII without control characters.
 */
async function* sealedPart(
	name: string,
	pieces: Iterable<string> | AsyncIterable<string>,
	state: SealState,
): AsyncGenerator<Buffer> {
	yield localHeader(name)
	let checksum = 0
	let size = 0
	try {
		if (state.failure === undefined) {
			for await (const piece of pieces) {
				const bytes = Buffer.from(piece, 'latin1')
				checksum = crc32(bytes, checksum)
				size += bytes.length
				yield bytes
			}
		}
	} catch (error) {
		state.failure = error
	}
	const descriptor = Buffer.alloc(16)
	descriptor.writeUInt32LE(0x08074b50, 0)
	descriptor.writeUInt32LE(checksum, 4)
	descriptor.writeUInt32LE(size, 8)
	descriptor.writeUInt32LE(size, 12)
	yield descriptor
}

function localHeader(name: string): Buffer {
	const header = Buffer.alloc(30)
	header.writeUInt32LE(0x04034b50, 0)
	header.writeUInt16LE(20, 4)
	header.writeUInt16LE(0x08, 6)
	header.writeUInt16LE(name.length, 26)
	return Buffer.concat([header, Buffer.from(name, 'latin1')])
}

function endOfArchive(): Buffer {
	const end = Buffer.alloc(22)
	end.writeUInt32LE(0x06054b50, 0)
	return end
}
