import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { loadCatalogs } from '#app/features/rules/load-catalogs.server.ts'
import { formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { Column, Grid, span } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { findEvent } from '../find-event.ts'
import { COMMON_VARIABLES, fieldsOf, type NoticeEvent } from '../notice-event.model.ts'
import { type Preview, type PreviewError, previewTemplate, testTemplate } from '../preview-template.server.ts'
import { type SaveTemplateError, saveTemplate } from '../save-template.server.ts'
import { nestTemplateFields, templateFormSchema } from '../template-form.schema.ts'
import { listTemplateVersions } from '../templates.queries.server.ts'
import { TemplateEditor } from '../ui/template-editor.tsx'
import { TemplateHistory } from '../ui/template-history.tsx'

/** What a template may name: what the notice knows, and the record's facts, the tenant's own attributes among them. */
const groupsOf = async (ctx: Context, event: NoticeEvent) => [
	{ label: null, variables: [...event.variables, ...COMMON_VARIABLES] },
	...(event.about
		? (await loadCatalogs(ctx))[event.about].groups.map((group) => ({
				label: group.label,
				variables: group.facts.map((fact) => ({ name: fact.name, label: fact.label })),
			}))
		: []),
]

export async function loader(args: LoaderFunctionArgs) {
	const event = findEvent(args.params.key ?? '')
	if (!event) throw new Response('Not Found', { status: 404 })
	return withContext(args, { can: ['read', 'NoticeTemplate'] }, async (ctx) => {
		const versions = await listTemplateVersions(ctx, event.key)
		const [current] = versions
		return {
			template: {
				key: event.key,
				kind: event.kind,
				title: event.title,
				about: event.about,
				channels: event.channels,
				fields: fieldsOf(event),
				groups: await groupsOf(ctx, event),
			},
			content: current?.content ?? event.shipped,
			own: current?.content ? current.number : null,
			number: current?.number ?? 0,
			versions,
			mayChange: ctx.ability.can('update', 'NoticeTemplate'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data ? `${data.template.title.en} · ${data.template.title['zh-CN']}` : ''} · Lotline 批迹` },
]

type Words = (key: string, values?: Record<string, unknown>) => string

function refusalOf(error: SaveTemplateError | PreviewError, t: Words): Refusal {
	if (error.code !== 'template-refused') return wholeRefusal(t(`refused.${error.code}`))
	const fieldErrors: Record<string, string> = {}
	for (const { language, field, code, name } of error.problems)
		fieldErrors[`content.${language}.${field}`] ??= t(`problem.${code}`, { name, names: `{{${name}}}` })
	return { ok: false, fieldErrors }
}

type Answer = Refusal | { ok: true; done: string } | { ok: true; preview: Record<'en' | 'zh-CN', Preview> }

const goBack = (ctx: Context, key: string, number: number, expected: number) =>
	listTemplateVersions(ctx, key).then((versions) =>
		saveTemplate(ctx, {
			key,
			expected,
			content: versions.find((version) => version.number === number)?.content ?? null,
			note: number === 0 ? undefined : `← ${number}`,
		}),
	)

export async function action(args: ActionFunctionArgs): Promise<Answer> {
	const person = await whoIs(args.request)
	const language = await languageOf(args.request, { account: person?.account.language ?? null })
	const t = serverText(language, 'notifications') as unknown as Words
	const key = args.params.key ?? ''
	const form = await args.request.formData()
	const intent = form.get('intent')
	const needs = { can: ['update', 'NoticeTemplate'] } as const
	if (intent === 'restore') {
		const asked = z.object({ number: z.coerce.number().int().min(0), expected: z.coerce.number().int().min(0) })
		const parsed = asked.safeParse(Object.fromEntries(form))
		if (!parsed.success) return wholeRefusal(t('refused.unknown-template'))
		const { number, expected } = parsed.data
		const restored = await withContext(args, needs, (ctx) => goBack(ctx, key, number, expected))
		return restored.ok ? { ok: true, done: t('template.restored') } : refusalOf(restored.error, t)
	}
	const parsed = templateFormSchema.safeParse(nestTemplateFields(form))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { content, expected, note, lot } = parsed.data
	const draft = { key, content, ...(lot ? { lot } : {}) }
	if (intent === 'preview') {
		const shown = await withContext(args, needs, (ctx) => previewTemplate(ctx, draft))
		return shown.ok ? { ok: true, preview: shown.value } : refusalOf(shown.error, t)
	}
	if (intent === 'test') {
		const sent = await withContext(args, needs, (ctx) => testTemplate(ctx, draft))
		return sent.ok ? { ok: true, done: t('template.tested') } : refusalOf(sent.error, t)
	}
	const saved = await withContext(args, needs, (ctx) => saveTemplate(ctx, { key, expected, content, note }))
	return saved.ok ? { ok: true, done: t('template.saved') } : refusalOf(saved.error, t)
}

/** A notice's words in both languages, with what they would look like and how they came about. */
export default function Template() {
	const { template, content, own, number, versions, mayChange } = useLoaderData<typeof loader>()
	const { t } = useTranslation('notifications')
	const { say } = useReader()
	return (
		<>
			<PageHead
				crumbs={[{ label: t('templates.title'), to: '/templates' }]}
				title={say(template.title)}
				status={
					own === null ? (
						<StatusText tone="draft" label={t('templates.shipped')} />
					) : (
						<StatusText tone="active" label={t('templates.own', { number: own })} />
					)
				}
				subtitle={t('template.subtitle', { channels: template.channels.map((one) => t(`channel.${one}`)).join(', ') })}
			/>
			<Grid>
				<div className={span(8)}>
					<TemplateEditor key={number} template={template} content={content} number={number} mayChange={mayChange} />
				</div>
				<Column columns={4}>
					<TemplateHistory versions={versions} number={number} own={own} mayChange={mayChange} />
				</Column>
			</Grid>
		</>
	)
}
