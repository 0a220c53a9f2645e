import { LANGUAGES, type Language, type LocalizedText } from '#app/core/localized.ts'
import { displayValue } from '#app/features/rules/display-value.ts'
import { findFact } from '#app/features/rules/fact-catalog.model.ts'
import { loadCatalogs } from '#app/features/rules/load-catalogs.server.ts'
import { loadSubjectFacts } from '#app/features/rules/load-subject-facts.server.ts'
import { readFacts } from '#app/features/rules/read-facts.ts'
import { templateVariables } from '#app/features/rules/template.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { eventOf } from './find-event.ts'
import { fieldsOf, type NoticeEvent, type TemplateContent, type TemplateField } from './notice-event.model.ts'
import { renderPart, TemplateError } from './render-template.ts'
import { readTemplateInUse } from './templates.queries.server.ts'

/** A value of a variable: the same in both languages, or one for each. */
export type NoticeValue = string | LocalizedText

/** A notice before it has words: what happened, to which record, and what its variables stand for. */
export type NoticeRequest = {
	event: string
	values: Readonly<Record<string, NoticeValue>>
	about?: { type: string; id: string } | undefined
}

/** A notice that can be said: every part in both languages. `part` cannot fail. */
export type NoticeWords = {
	event: NoticeEvent
	/** Of the tenant's own words; null where the shipped ones are used. */
	version: number | null
	part: (language: Language, field: TemplateField, recipient?: string) => string
	/** The template that could not be used, and why; its admins are to be told. */
	failed: { version: number; reason: string } | null
}

type Values = Record<Language, Map<string, string>>

/**
 * The words of a notice: the tenant's own where there are any that can be used, else the shipped ones. A template never
 * stops what it tells of. One statement; those of the record's facts only where the template asks for facts.
 */
export async function wordsOf(ctx: Context, request: NoticeRequest): Promise<NoticeWords> {
	const event = eventOf(request.event)
	const own = await readTemplateInUse(ctx, event.key)
	const values = baseValues(ctx, event, request.values)
	if (!own?.content) return { ...shippedWords(event, values), failed: null }
	try {
		await addFacts(ctx, { event, content: own.content, about: request.about, values })
		tryAll(event, own.content, values)
		return { event, version: own.number, part: partOf(own.content, values), failed: null }
	} catch (error) {
		if (!(error instanceof TemplateError)) throw error
		ctx.log.warn({ template: event.key, version: own.number, err: error }, 'template failed')
		return { ...shippedWords(event, values), failed: { version: own.number, reason: error.message } }
	}
}

/** A template with given values, for a preview. @throws TemplateError */
export async function wordsOfDraft(
	ctx: Context,
	event: NoticeEvent,
	content: TemplateContent,
	request: Pick<NoticeRequest, 'values' | 'about'>,
): Promise<NoticeWords> {
	const values = baseValues(ctx, event, request.values)
	await addFacts(ctx, { event, content, about: request.about, values, examples: !request.about })
	tryAll(event, content, values)
	return { event, version: null, part: partOf(content, values), failed: null }
}

function shippedWords(event: NoticeEvent, values: Values): Omit<NoticeWords, 'failed'> {
	return { event, version: null, part: partOf(event.shipped, values) }
}

function baseValues(ctx: Context, event: NoticeEvent, given: NoticeRequest['values']): Values {
	const all: Record<string, NoticeValue> = { tenant: ctx.tenant.name, actor: ctx.actor.name, ...given }
	const of = (language: Language) => {
		const values = new Map<string, string>([['recipient', '']])
		// What the portal did not say this time is empty, so that a sentence about it falls out.
		for (const { name } of event.variables) values.set(name, '')
		for (const [name, value] of Object.entries(all)) {
			values.set(name, typeof value === 'string' ? value : value[language])
		}
		// A notice that is told by words made for another event still names its record.
		if (values.get('label') === '' && values.get('text')) values.set('label', values.get('text') ?? '')
		return values
	}
	return { en: of('en'), 'zh-CN': of('zh-CN') }
}

const partOf =
	(content: TemplateContent, values: Values): NoticeWords['part'] =>
	(language, field, recipient) =>
		renderPart(
			content[language],
			field,
			recipient === undefined ? values[language] : new Map([...values[language], ['recipient', recipient]]),
		)

function tryAll(event: NoticeEvent, content: TemplateContent, values: Values): void {
	for (const language of LANGUAGES) {
		for (const field of fieldsOf(event)) renderPart(content[language], field, values[language])
	}
}

type FactRequest = {
	event: NoticeEvent
	content: TemplateContent
	about: NoticeRequest['about']
	values: Values
	/** Stands examples in for a record. */
	examples?: boolean
}

async function addFacts(ctx: Context, { event, content, about, values, examples }: FactRequest): Promise<void> {
	if (!event.about) return
	const texts = LANGUAGES.flatMap((language) => fieldsOf(event).map((field) => content[language][field]))
	const names = [...new Set(texts.flatMap(templateVariables))].filter((name) => name.includes('.'))
	if (names.length === 0) return
	const catalog = (await loadCatalogs(ctx))[event.about]
	const asked = names.flatMap((name) => findFact(catalog, name) ?? [])
	if (asked.length === 0) return
	const tree = about?.type === event.about ? (await loadSubjectFacts(ctx, event.about, [about.id])).get(about.id) : {}
	const facts = readFacts(tree ?? {}, catalog, { now: ctx.now, timeZone: ctx.tenant.timeZone })
	for (const definition of asked) {
		for (const language of LANGUAGES) {
			const known = facts.get(definition.name)
			const value =
				examples && known === undefined ? exampleText(definition.example) : displayValue(known, definition, language)
			values[language].set(definition.name, value)
		}
	}
}

const exampleText = (example: unknown): string =>
	typeof example === 'object' && example !== null && 'value' in example
		? `${(example as { value: string }).value} ${(example as { unit?: string }).unit ?? ''}`.trim()
		: String(example)
