import { columnIndex } from './column-letter.ts'
import type { MergedRange } from './file-inspection.schema.ts'
import { FILE_LIMITS } from './file-limits.ts'
import { refuse } from './file-problem.ts'
import type { Archive } from './open-archive.server.ts'
import { readPartText, readSmallPart } from './read-part-text.server.ts'

/** A sheet of a workbook: its name, the part that holds it, and what was seen in it. */
export type WorkbookSheet = { name: string; hidden: boolean; part: string } & PartCounts
/** How many cells have content, and which are merged over several rows. */
type PartCounts = { cells: number; mergedRanges: MergedRange[] }
export type Workbook = { sheets: WorkbookSheet[]; usesDates1904: boolean; parts: WorkbookParts }
/** Where the parts are that a sheet needs; null when the workbook has none. */
type WorkbookParts = { styles: string | null; sharedStrings: string | null }

type Relation = { type: string; part: string }

/**
 * Reads which sheets a workbook has, unpacking and checking every XML part on the way, so that nothing dangerous is left
 * in any of them when one is read later. Refuses with `damaged-file` when it is no workbook, and as `readPartText`.
 */
export async function listSheets(archive: Archive): Promise<Workbook> {
	const relations = await readRelations(archive, '_rels/.rels', '')
	const main = [...relations.values()].find((relation) => relation.type === 'officeDocument')?.part ?? 'xl/workbook.xml'
	if (!archive.entries.has(main)) refuse('unsupported-kind', 'ZIP')
	const seen = await unpackAll(archive)
	const folder = main.slice(0, main.lastIndexOf('/') + 1)
	const parts = await readRelations(archive, `${folder}_rels/${main.slice(folder.length)}.rels`, folder)
	const workbook = await readSmallPart(archive, main)
	const sheets: WorkbookSheet[] = []
	for (const attributes of elements(workbook, 'sheet')) {
		const part = parts.get(attributes.get('r:id') ?? attributes.get('id') ?? '')
		if (part?.type !== 'worksheet' || !archive.entries.has(part.part)) continue
		const hidden = (attributes.get('state') ?? 'visible') !== 'visible'
		sheets.push({
			name: attributes.get('name') ?? '',
			hidden,
			part: part.part,
			...(seen.get(part.part) ?? { cells: 0, mergedRanges: [] }),
		})
	}
	const [properties] = elements(workbook, 'workbookPr')
	return {
		sheets,
		usesDates1904: ['1', 'true'].includes(properties?.get('date1904') ?? ''),
		parts: { styles: partOfType(parts, 'styles', archive), sharedStrings: partOfType(parts, 'sharedStrings', archive) },
	}
}

/** Unpacks every part, so that sizes are known to be true; the text of XML parts is checked and counted. */
async function unpackAll(archive: Archive): Promise<Map<string, PartCounts>> {
	const counts = new Map<string, PartCounts>()
	for (const name of archive.entries.keys()) {
		if (/\.(?:xml|rels|vml)$/iu.test(name)) counts.set(name, await countPart(archive, name))
		else for await (const _ of archive.openPart(name));
	}
	return counts
}

async function countPart(archive: Archive, name: string): Promise<PartCounts> {
	let cells = 0
	let tail = ''
	const mergedRanges: MergedRange[] = []
	for await (const text of readPartText(archive, name)) {
		// A tag cut in two is counted with the next piece; tags of interest are short.
		const window = tail + text
		const cut = Math.max(window.lastIndexOf('<'), 0)
		const whole = window.slice(0, cut)
		cells += whole.match(/<(?:\w{1,20}:)?(?:v|is)>/gu)?.length ?? 0
		if (mergedRanges.length < FILE_LIMITS.mergedRanges) mergedRanges.push(...verticalMerges(whole))
		tail = window.slice(cut, cut + 1000)
	}
	return { cells, mergedRanges }
}

function* verticalMerges(xml: string): Generator<MergedRange> {
	const ranges = xml.matchAll(/mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/gu)
	for (const [, left = '', top, right = '', bottom] of ranges) {
		if (top === bottom) continue
		yield { left: columnIndex(left), right: columnIndex(right), top: Number(top), bottom: Number(bottom) }
	}
}

async function readRelations(archive: Archive, name: string, folder: string): Promise<Map<string, Relation>> {
	const relations = new Map<string, Relation>()
	for (const attributes of elements(await readSmallPart(archive, name), 'Relationship')) {
		const target = attributes.get('Target') ?? ''
		if (attributes.get('TargetMode') === 'External') continue
		const part = target.startsWith('/') ? target.slice(1) : `${folder}${target}`
		// The last word of the type is the same in the transitional and the strict namespace (ECMA-376-1, annex A).
		relations.set(attributes.get('Id') ?? '', { type: attributes.get('Type')?.split('/').pop() ?? '', part })
	}
	return relations
}

function partOfType(parts: ReadonlyMap<string, Relation>, type: string, archive: Archive): string | null {
	const part = [...parts.values()].find((relation) => relation.type === type)?.part
	return part !== undefined && archive.entries.has(part) ? part : null
}

/** The attributes of each element of a name, in any prefix. Enough for the flat lists that workbook and relations are. */
function* elements(xml: string, name: string): Generator<Map<string, string>> {
	for (const tag of xml.matchAll(new RegExp(`<(?:\\w{1,20}:)?${name}(\\s[^<>]*)?/?>`, 'gu'))) {
		const attributes = new Map<string, string>()
		for (const [, key = '', double, single] of (tag[1] ?? '').matchAll(
			/([\w:.-]{1,60})\s*=\s*(?:"([^"]*)"|'([^']*)')/gu,
		)) {
			attributes.set(key, unescapeXml(double ?? single ?? ''))
		}
		yield attributes
	}
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
	return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/giu, (whole, hex, decimal, name) => {
		if (name !== undefined) return NAMED[name] ?? whole
		const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole
	})
}
