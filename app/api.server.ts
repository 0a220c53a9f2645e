import { Hono } from 'hono'

/** The programming interface, under /api. Features mount theirs here. */
export const api = new Hono()
