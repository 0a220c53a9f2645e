import { expect, test } from 'vitest'
import { MAX_DOCUMENT_BYTES } from '#app/features/documents/document.schema.ts'
import { inspectDocument } from '#app/features/documents/inspect-document.server.ts'
import { PDF, PNG } from '../../factories/document.ts'

const bytes = (...parts: (string | Uint8Array)[]): Uint8Array =>
	Uint8Array.from(
		Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))),
	)

const codeOf = async (content: Uint8Array, name = 'a.pdf') => {
	const result = await inspectDocument(content, name)
	return result.ok ? result.value.contentType : result.error.code
}

/** An archive with one empty entry called `a`, as it would stand behind another file. */
const ZIP = Buffer.from(
	'504b0304140000000000000000000000000000000000000000000100000061504b010214001400000000000000000000000000000000000000000001000000000000000000000000000000000061504b050600000000010001002f0000001f0000000000',
	'hex',
)

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')

test('takes a file for what its content is, whatever its name says', async () => {
	const found = await inspectDocument(PNG, 'certificate.pdf')
	expect(found).toMatchObject({
		ok: true,
		value: { contentType: 'image/png', fileName: 'certificate.png', size: PNG.length },
	})
	expect(await codeOf(PDF)).toBe('application/pdf')
	expect(await codeOf(JPEG)).toBe('image/jpeg')
})

test('refuses pages, scripts, programs, pictures with scripts and plain text', async () => {
	const kinds = [
		'<!doctype html><script>alert(1)</script>',
		'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
		'#!/bin/sh\nrm -rf /',
		'MZ\x90\x00',
		'hello',
		'GIF89a\x01\x00\x01\x00',
		'\x7fELF\x02\x01\x01',
	]
	for (const kind of kinds) expect(await codeOf(bytes(kind)), kind).toBe('file-kind')
	expect(await codeOf(bytes(ZIP))).toBe('file-kind')
	expect(await codeOf(new Uint8Array())).toBe('file-missing')
})

test('refuses files that are two at once', async () => {
	expect(await codeOf(bytes('<html><script>alert(1)</script>', PDF))).toBe('file-kind')
	expect(await codeOf(bytes('%PDF-1.4\n<html><script>alert(1)</script>\n', PDF))).toBe('file-polyglot')
	expect(await codeOf(bytes(PDF, ZIP))).toBe('file-polyglot')
	expect(await codeOf(bytes(PNG, ZIP))).toBe('file-polyglot')
	expect(await codeOf(bytes(PNG, '<script>alert(1)</script>'))).toBe('file-polyglot')
	expect(await codeOf(bytes(PNG, 'more'))).toBe('file-polyglot')
	expect(await codeOf(bytes(JPEG, ZIP))).toBe('file-polyglot')
	expect(await codeOf(bytes(JPEG, '<?PHP system($_GET[0]);'))).toBe('file-polyglot')
})

test('refuses what is too large before it looks inside', async () => {
	expect(await codeOf(bytes(PDF, new Uint8Array(MAX_DOCUMENT_BYTES)))).toBe('file-too-large')
})

test('gives names that are safe to show and to hand out', async () => {
	const names: [given: string, kept: string][] = [
		['../../etc/passwd', 'passwd.pdf'],
		['C:\\temp\\质保书 12.PDF', '质保书 12.pdf'],
		['a"b\r\nSet-Cookie: x.pdf', 'abSet-Cookie x.pdf'],
		['\u202Efdp.exe', 'fdp.pdf'],
		['..', 'document.pdf'],
		['', 'document.pdf'],
		['x'.repeat(500), `${'x'.repeat(120)}.pdf`],
		['report.pdf.exe', 'report.pdf.pdf'],
	]
	for (const [given, kept] of names)
		expect(await inspectDocument(PDF, given)).toMatchObject({ value: { fileName: kept } })
})
