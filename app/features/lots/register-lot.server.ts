import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LotRefusal, RegisterLot } from './lot.model.ts'
import { registerLots } from './register-lots.server.ts'

/**
 * Registers one lot; see `registerLots`. Answers its id and code.
 * Errors, each with `path` and every other problem beside it: `forbidden`, `unknown-item` (also of another tenant),
 * `item-inactive`, `unknown-revision`, `unknown-supplier`, `unknown-site`,
 * `data-required` (what `attribute_governance` asks for: a code by the pattern, the dates on a UDI label …),
 * `site-required` and `line-required` (the code carries it),
 * `invalid-reference`, `invalid-sscc`, `wrong-check-digit` (of an SSCC), `too-many-references`, `invalid-code`, `code-not-printable` (a
 * device's label could not hold it), `duplicate-code`, `duplicate-supplier-lot` (this supplier's lot of this item is here
 * already), `not-a-quantity`, `quantity-not-positive`, `unit-mismatch` (does not convert to the item's unit),
 * `not-a-date`, `manufactured-in-future`, `expires-before-manufacture`, `invalid-attributes`.
 */
export async function registerLot(
	ctx: Context,
	lot: RegisterLot,
): Promise<Result<{ id: string; code: string; offPattern: boolean }, LotRefusal>> {
	const registered = await registerLots(ctx, [lot])
	if (registered.ok) {
		const [only] = registered.value
		if (!only) throw new Error('A registered lot was not answered')
		return ok({ id: only.id, code: only.code, offPattern: only.offPattern })
	}
	const [refused] = registered.error.rows
	if (!refused) throw new Error('A refusal named no row')
	const { index: _index, ...refusal } = refused
	return err(refusal)
}
