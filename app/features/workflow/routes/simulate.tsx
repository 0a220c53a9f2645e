import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { readWorkflowPage, type WorkflowPage } from '../drafts/workflow-page.server.ts'
import { isPlayable } from '../simulate/astray.ts'
import { WorkflowSimulator } from '../ui/simulator/workflow-simulator.tsx'
import { workflowSchema } from '../workflow.schema.ts'

const askedSchema = z.object({
	draft: z.uuid().optional().catch(undefined),
	version: z.coerce.number().int().positive().optional().catch(undefined),
})

export const handle = { railed: true }

export async function loader(args: LoaderFunctionArgs) {
	const asked = askedSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	const page = await withContext(args, { can: ['read', 'Workflow'] }, (ctx) =>
		readWorkflowPage(ctx, args.params.key ?? '', asked),
	)
	if (!page) throw new Response('Not Found', { status: 404 })
	return page
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.shown.title.en ?? ''} ${data?.shown.title['zh-CN'] ?? ''} · Lotline 批迹` },
]

/** The simulator of a version or draft. What it plays never leaves the browser until it is kept as a test case. */
export default function SimulateRoute() {
	const page = useLoaderData<typeof loader>() as unknown as WorkflowPage
	const { t } = useTranslation('workflow')
	const [search] = useSearchParams()
	const parsed = workflowSchema.safeParse(page.shown.content)
	const test = search.get('test')
	if (!parsed.success || !isPlayable(parsed.data))
		return (
			<Note
				tone="hold"
				title={t(parsed.success ? 'simulate.astray' : 'design.unreadable')}
				actions={
					<ButtonLink to={`/workflows/${page.key}?draft=${page.shown.id}`}>{t('simulate.toDesigner')}</ButtonLink>
				}
			>
				{t(parsed.success ? 'simulate.astrayText' : 'design.unreadableText')}
			</Note>
		)
	return (
		<WorkflowSimulator
			key={`${page.shown.id} ${test}`}
			page={page}
			definition={parsed.data}
			testIndex={test === null ? null : Number(test)}
		/>
	)
}
