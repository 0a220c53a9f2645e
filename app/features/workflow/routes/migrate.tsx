import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { type MigrationPage, readMigrationPage } from '../migrate/migration-page.server.ts'
import { takeMigrationStep } from '../migrate/take-migration-step.server.ts'
import { MigrationScreen } from '../ui/migrate/migration-screen.tsx'

const number = z.coerce.number().int().positive().optional().catch(undefined)
const askedSchema = z.object({
	from: number,
	to: number,
	run: z.uuid().optional().catch(undefined),
	/** Where the list of migrations goes on. */
	runs: z.string().max(500).optional().catch(undefined),
})

export async function loader(args: LoaderFunctionArgs) {
	const asked = askedSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	const page = await withContext(args, { can: ['read', 'Workflow'] }, (ctx) =>
		readMigrationPage(ctx, args.params.key ?? '', asked),
	)
	if (!page) throw new Response('Not Found', { status: 404 })
	return page
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.key ?? ''} v${data?.from ?? ''} → v${data?.to ?? ''} · Lotline 批迹` },
]

export const action = (args: ActionFunctionArgs) => takeMigrationStep(args, args.params.key ?? '')

/** What becomes of the records that run on an older version. */
export default function MigrateRoute() {
	const page = useLoaderData<typeof loader>() as unknown as MigrationPage
	return <MigrationScreen key={`${page.from} ${page.to} ${page.run?.id}`} page={page} />
}
