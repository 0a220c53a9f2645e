import { z } from 'zod'

const made = new WeakMap<z.ZodType, z.ZodType>()

/** A schema with another definition, and with what it says of itself; a name of its own where the first had one. */
function remade<T extends z.ZodType>(schema: T, changes: Partial<T['_zod']['def']>): z.ZodType {
	const copy = z.clone(schema, { ...schema._zod.def, ...changes } as T['_zod']['def'])
	const { id, ...said } = z.globalRegistry.get(schema) ?? {}
	return id || Object.keys(said).length > 0 ? copy.meta({ ...said, ...(id ? { id: `${id}Input` } : {}) }) : copy
}

function remake(schema: z.ZodType): z.ZodType {
	if (schema instanceof z.ZodObject) {
		const { shape, catchall } = schema.def
		const parts = Object.entries(shape as Record<string, z.ZodType>).map(
			([key, part]) => [key, strictBody(part)] as const,
		)
		const isSame = catchall !== undefined && parts.every(([key, part]) => part === shape[key])
		return isSame ? schema : remade(schema, { shape: Object.fromEntries(parts), catchall: catchall ?? z.never() })
	}
	if (schema instanceof z.ZodArray) {
		const element = strictBody(schema.def.element as z.ZodType)
		return element === schema.def.element ? schema : remade(schema, { element })
	}
	if (schema instanceof z.ZodUnion) {
		const options = schema.def.options.map((option) => strictBody(option as z.ZodType))
		return options.every((option, index) => option === schema.def.options[index]) ? schema : remade(schema, { options })
	}
	if (schema instanceof z.ZodRecord) {
		const valueType = strictBody(schema.def.valueType as z.ZodType)
		return valueType === schema.def.valueType ? schema : remade(schema, { valueType })
	}
	if (schema instanceof z.ZodPipe) {
		const from = strictBody(schema.def.in as z.ZodType)
		return from === schema.def.in ? schema : remade(schema, { in: from })
	}
	if (
		schema instanceof z.ZodOptional ||
		schema instanceof z.ZodNullable ||
		schema instanceof z.ZodDefault ||
		schema instanceof z.ZodPrefault
	) {
		const innerType = strictBody(schema.def.innerType as z.ZodType)
		return innerType === schema.def.innerType ? schema : remade(schema, { innerType })
	}
	return schema
}

/**
 * The schema of a body that refuses fields nobody knows, wherever they stand: what a program believes to have said must
 * not be passed over. Objects that take anything on purpose (`looseObject`, records) stay as they are.
 */
export function strictBody<S extends z.ZodType>(schema: S): S {
	const known = made.get(schema) ?? remake(schema)
	made.set(schema, known)
	return known as S
}
