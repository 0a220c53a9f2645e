import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { todayIn } from '#app/core/local-date.ts'
import { recordHistory } from '#app/features/audit/record-history.queries.server.ts'
import { RecordHistory } from '#app/features/audit/ui/record-history.tsx'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { readItemBasics } from '../catalog.queries.server.ts'
import { revisionSchema } from '../catalog.schema.ts'
import { catalogTextFor } from '../catalog-text.server.ts'
import { listRevisions, readRevision } from '../revisions.queries.server.ts'
import { type SaveRevisionError, saveRevision } from '../save-revision.server.ts'
import { RevisionForm } from '../ui/revision-form.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.item.sku ?? ''} ${data?.revision?.code ?? ''} · Lotline 批迹` },
]

const NEEDS = { can: ['update', 'Item'] } as const
/** `new` in the address makes a new one. */
const paramsSchema = z.object({ id: z.uuid(), revisionId: z.union([z.uuid(), z.literal('new')]) })

const readParams = (params: ActionFunctionArgs['params']) => {
	const parsed = paramsSchema.safeParse(params)
	if (!parsed.success) throw new Response('Not Found', { status: 404 })
	return parsed.data
}

export async function loader(args: LoaderFunctionArgs) {
	const { id, revisionId } = readParams(args.params)
	return withContext(args, NEEDS, async (ctx) => {
		const item = await readItemBasics(ctx, id)
		const revision = revisionId === 'new' ? null : await readRevision(ctx, id, revisionId)
		if (!item || (revisionId !== 'new' && !revision)) throw new Response('Not Found', { status: 404 })
		// A new one is mostly the one before with something changed.
		const before = revision ? null : ((await listRevisions(ctx, id, { size: 1 })).rows[0] ?? null)
		return {
			item,
			revision,
			before,
			choices: await choiceList(
				ctx,
				'items',
				{ but: id },
				(revision ?? before)?.components.map((one) => one.itemId),
			),
			today: todayIn(ctx.tenant.timeZone, ctx.now),
			history: revision ? await revisionHistory(ctx, item, revision.code) : [],
		}
	})
}

/** Changes of one revision; the trail has them under the item. */
const revisionHistory = async (ctx: Context, item: { id: string; sku: string }, code: string) =>
	(await recordHistory(ctx, item.id, { action: 'item' })).filter(
		(entry) => entry.action.startsWith('item.revision') && entry.label === `${item.sku} ${code}`,
	)

function refuse(error: SaveRevisionError, t: (key: string) => string): Refusal {
	const message = t(`form.${error.code}`)
	if (error.code === 'parameter-doubled') return fieldRefusal(`parameters.${error.index}.key`, message)
	if ('index' in error)
		return fieldRefusal(
			`components.${error.index}.${error.code === 'component-unit' ? 'unit' : 'componentItemId'}`,
			message,
		)
	return error.code === 'revision-taken' ? fieldRefusal('code', message) : wholeRefusal(message)
}

export async function action(args: ActionFunctionArgs) {
	const { id, revisionId } = readParams(args.params)
	const t = await catalogTextFor(args.request)
	const body: unknown = await args.request.json().catch(() => null)
	const parsed = revisionSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const asked = { itemId: id, ...(revisionId === 'new' ? {} : { revisionId }) }
	const result = await withContext(args, NEEDS, async (ctx) => {
		const saved = await saveRevision(ctx, asked, parsed.data)
		if (!saved.ok && (saved.error.code === 'item-unknown' || saved.error.code === 'not-found'))
			throw new Response('Not Found', { status: 404 })
		return saved
	})
	return result.ok ? redirect(`/items/${id}`) : refuse(result.error, t)
}

export default function RevisionPage() {
	const { item, revision, before, choices, today, history } = useLoaderData<typeof loader>()
	const { t } = useTranslation('catalog')
	const { say } = useReader()
	const to = `/items/${item.id}`
	const title = revision
		? t('revision.editTitle', { code: revision.code, sku: item.sku })
		: t('revision.newTitle', { sku: item.sku })
	return (
		<>
			<PageHead
				crumbs={[{ label: t('items.title'), to: '/items' }, { label: say(item.name), to }, { label: title }]}
				title={title}
			/>
			<Stack>
				{revision?.used ? (
					<Note
						tone="waiting"
						title={t('revision.usedTitle')}
						actions={
							<ButtonLink to={`${to}/revisions/new`} size="sm">
								{t('item.newRevision')}
							</ButtonLink>
						}
					>
						{t('revision.usedText')}
					</Note>
				) : (
					<RevisionForm item={item} revision={revision} before={before} choices={choices} today={today} />
				)}
				{revision && <RecordHistory entries={history} recordId={item.id} />}
			</Stack>
		</>
	)
}
