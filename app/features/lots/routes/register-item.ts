import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { readRegisterItems } from '../register-options.queries.server.ts'

/** `?id=`: what a new lot of this item asks for, `{ item }`; null where no lot of it may be registered by the reader. */
export async function loader(args: LoaderFunctionArgs) {
	const id = new URL(args.request.url).searchParams.get('id') ?? ''
	const [item] = await withContext(args, { can: ['create', 'Lot'], readOnly: true }, (ctx) =>
		readRegisterItems(ctx, [id]),
	)
	return json({ item: item ?? null }, { headers: { 'Cache-Control': 'no-store' } })
}
