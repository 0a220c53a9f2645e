import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { z } from 'zod'
import { StepsCard } from '#app/features/rules/ui/steps-card.tsx'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { takeWorkflowStep } from '../drafts/take-workflow-step.server.ts'
import { readWorkflowPage, type WorkflowPage } from '../drafts/workflow-page.server.ts'
import { HistoryCard } from '../ui/designer/history-card.tsx'
import { WorkflowDesigner } from '../ui/designer/workflow-designer.tsx'

const number = z.coerce.number().int().positive().optional().catch(undefined)
const cursor = z.string().max(500).optional().catch(undefined)
const askedSchema = z.object({
	draft: z.uuid().optional().catch(undefined),
	version: number,
	compare: number,
	/** Where the lists of versions and steps go on. */
	history: cursor,
	steps: cursor,
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

export const action = (args: ActionFunctionArgs) => takeWorkflowStep(args, args.params.key ?? '')

/** A connection that is lost while a draft is saved is an answer like others: the designer stays, and tries again. */
export async function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
	const intent = (await request.clone().formData()).get('intent')
	try {
		return await serverAction()
	} catch (error) {
		if (error instanceof TypeError && intent === 'save') return { ok: false, offline: true }
		throw error
	}
}

/** One workflow: its active version, an older one, or a draft, in the designer. */
export default function WorkflowRoute() {
	const page = useLoaderData<typeof loader>() as unknown as WorkflowPage
	const { shown } = page
	// A draft that was begun in this designer goes on in it, with all that may be undone.
	const [begun, setBegun] = useState<{ draftId: string; from: string; session: string } | null>(null)
	const goesOn = begun !== null && (begun.draftId === shown.id || begun.from === shown.id)
	const session = goesOn ? begun.session : shown.id
	return (
		<>
			<WorkflowDesigner
				key={session}
				page={page}
				onDraft={(draftId) => setBegun({ draftId, from: shown.id, session })}
			/>
			<div className="mt-4 flex flex-col gap-4">
				<HistoryCard page={page} />
				<StepsCard steps={page.steps} />
			</div>
		</>
	)
}
