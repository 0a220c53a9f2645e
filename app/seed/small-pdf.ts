/** A page of text: a heading, then lines. Latin letters only, since the file embeds no font. */
export type SmallPage = { heading: string; lines: readonly string[] }

const escaped = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').replace(/[\\()]/g, (sign) => `\\${sign}`)

/**
 * A PDF of one A4 page in Helvetica, the smallest that every reader opens. Source: ISO 32000-1:2008, 7.5 (file
 * structure), 9.4 (text), 9.6.2.2 (the standard fonts).
 */
export function smallPdf({ heading, lines }: SmallPage): Uint8Array {
	const rows = lines.map((line) => `0 -18 Td (${escaped(line)}) Tj`)
	const text = [
		'BT',
		'/F2 16 Tf',
		'56 780 Td',
		`(${escaped(heading)}) Tj`,
		'/F1 10 Tf',
		'0 -14 Td',
		...rows,
		'ET',
	].join('\n')
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> /Contents 6 0 R >>',
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
		`<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
	]
	let file = '%PDF-1.4\n'
	const offsets = objects.map((object, place) => {
		const offset = file.length
		file += `${place + 1} 0 obj\n${object}\nendobj\n`
		return offset
	})
	const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
	const start = file.length
	file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
	return new TextEncoder().encode(file)
}
