import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { type Choice, FOUND_MOST, type FoundChoices, wordsOf } from '#app/core/choice.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'

/** Two thousand rods that nobody has. */
const SAMPLES: readonly Choice[] = Array.from({ length: 2_000 }, (_, index) => ({
	value: `rod-${index + 1}`,
	code: `ROD-${String(index + 1).padStart(4, '0')}`,
	name: `Spinal rod Ø 5.5 × ${20 + index} mm`,
	detail: 'pcs',
	unit: 'H87',
}))

/** Answers the choosers of the gallery as `/choices/…` answers those of forms: `?q=` finds, `?chosen=` names. */
export async function loader(args: LoaderFunctionArgs) {
	const search = new URL(args.request.url).searchParams
	return withContext(args, { can: ['read', 'Mail'], readOnly: true }, async () => {
		const chosen = search.getAll('chosen')
		const words = wordsOf(search.get('q') ?? '')
		const fits = SAMPLES.filter((one) =>
			chosen.length > 0
				? chosen.includes(one.value)
				: words.every((word) => `${one.code} ${one.name}`.toLowerCase().includes(word)),
		)
		const found: FoundChoices = { total: fits.length, options: fits.slice(0, FOUND_MOST) }
		return json(found, { headers: { 'Cache-Control': 'no-store' } })
	})
}
