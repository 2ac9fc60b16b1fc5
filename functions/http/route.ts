import type * as z from 'zod';
import type { Bilingual } from '../../shared/domain/bilingual.ts';
import type { AccessRole } from '../../shared/domain/campaign/vocabulary.ts';
import type { Services } from '../services.ts';
import type { Caller } from './caller.ts';
import type { ErrorRow } from './error-table.ts';

export type Access = 'public' | readonly AccessRole[];

/** What a route takes in its body: JSON by a schema, or text or bytes of the named media types. */
export type BodySpec =
  | {
      readonly json: z.ZodType;
      /** What the document says of the body, where the handler checks parts of it itself. */
      readonly documented?: z.ZodType;
      /** What to do with a body of another type, said behind the types that are taken. */
      readonly otherwise?: Bilingual;
    }
  | { readonly text: readonly string[] }
  | { readonly bytes: readonly string[] };

/** What a route answers: JSON by a schema, or a file of one of the media types. */
export type ReplySpec = z.ZodType | { readonly file: readonly string[] };

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly file?: { readonly type: string; readonly bytes: Uint8Array; readonly name?: string };
  /** Where the caller is sent on to, with a status of 3xx. */
  readonly location?: string;
}

/** One endpoint as data: routing, authorisation, validation and the OpenAPI document all come from it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Variables in braces; each is an id, or what `params` says. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: Bilingual;
  readonly access: Access;
  readonly params?: Readonly<Record<string, z.ZodType<string>>>;
  readonly query?: z.ZodType;
  readonly body?: BodySpec;
  /** In bytes; 1 MB where it is not said. */
  readonly maxBody?: number;
  readonly replies: Readonly<Record<number, ReplySpec>>;
  /** How errors of this function alone are told; the common table follows. */
  readonly errors?: readonly ErrorRow[];
  readonly handle: (input: RouteInput, services: Services) => Promise<Reply>;
}

/** A request that was authorised and checked. */
export interface RouteInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Caller | undefined;
}

type Variables<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Variables<Rest>
  : never;

type BodyOf<Spec> = Spec extends { json: infer Schema extends z.ZodType }
  ? z.infer<Schema>
  : Spec extends { text: unknown }
    ? string
    : Spec extends { bytes: unknown }
      ? Uint8Array
      : undefined;

type ParamsOf<Path extends string, Params> = {
  readonly [Name in Variables<Path>]: Name extends keyof Params
    ? Params[Name] extends z.ZodType
      ? z.infer<Params[Name]>
      : string
    : string;
};

type CallerOf<Allowed> = Allowed extends readonly (infer Role)[] ? Extract<Caller, { role: Role }> : undefined;

interface TypedInput<Path extends string, Params, Query, Body, Allowed> {
  readonly params: ParamsOf<Path, Params>;
  readonly query: Query extends z.ZodType ? z.infer<Query> : undefined;
  readonly body: BodyOf<Body>;
  readonly caller: CallerOf<Allowed>;
}

type TypedRoute<Path extends string, Params, Query, Body, Allowed> = Omit<
  Route,
  'path' | 'params' | 'query' | 'body' | 'access' | 'handle'
> & {
  readonly path: Path;
  readonly access: Allowed;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly handle: (input: TypedInput<Path, Params, Query, Body, Allowed>, services: Services) => Promise<Reply>;
};

/** A route whose handler is typed by the route's own path, schemas and roles. */
export function defineRoute<
  const Path extends string,
  const Allowed extends Access,
  Params extends Readonly<Record<string, z.ZodType<string>>> | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends BodySpec | undefined = undefined,
>(route: TypedRoute<Path, Params, Query, Body, Allowed>): Route {
  // The handler only ever sees what was authorised and parsed by this same route, so the narrower types hold.
  return route as unknown as Route;
}

/** The names of a path's variables, in order. */
export const variablesOf = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
