type ParameterNames<Pattern extends string> = Pattern extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Bare<Name> | ParameterNames<`/${Tail}`>
    : Bare<Rest>
  : never
type Bare<Name extends string> = Name extends `${infer Word}.${string}` ? Word : Name

type Arguments<Pattern extends string> = [ParameterNames<Pattern>] extends [never]
  ? []
  : [parameters: Record<ParameterNames<Pattern>, string>]

/** A URL of ours: `pattern` for the router, a call for a link. A link with a missing parameter does not compile. */
export type Path<Pattern extends string = string> = ((...given: Arguments<Pattern>) => string) & {
  pattern: Pattern
}

export function path<Pattern extends string>(pattern: Pattern): Path<Pattern> {
  const build = (parameters: Record<string, string> = {}) =>
    pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''))
  return Object.assign(build as (...given: Arguments<Pattern>) => string, { pattern })
}

/** The same address with a query: no question mark when there is nothing to say. */
export function addressWith(href: string, query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString()
  return text === '' ? href : `${href}?${text}`
}
