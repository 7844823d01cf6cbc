// A route as it is declared: once, for the application that answers it, the OpenAPI document that tells of it and the tests that
// try it in every wrong way.
import type { z } from 'zod';
import type { Permission, Principal } from './access.ts';
import type { HttpProblem } from './problem.ts';

type Shape = z.ZodObject | undefined;
type Read<S> = S extends z.ZodType ? z.output<S> : undefined;

/** Where things are that are sent: in the path (after the municipality), the query, the headers, the body. */
export type Inputs = {
  readonly path?: Shape;
  readonly query?: Shape;
  readonly headers?: Shape;
  readonly body?: z.ZodType | undefined;
};

/** What a handler is asked: everything read, and who asks. */
export type Asked<I extends Inputs> = {
  readonly municipality: string;
  readonly principal: Principal;
  readonly path: Read<I['path']>;
  readonly query: Read<I['query']>;
  readonly headers: Read<I['headers']>;
  readonly body: Read<I['body']>;
  /** Of a stream: nobody listens any more. */
  readonly closed?: AbortSignal | undefined;
};

/** What it answers. Fields that the declared body does not have never leave. */
export type Answer<B> = {
  readonly body: B;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** 304 with an `ETag` that whoever asks has already; else the declared status. */
  readonly status?: 200 | 201 | undefined;
};

type Body<B> = B extends z.ZodType ? z.input<B> : undefined;

export type Route<I extends Inputs = Inputs, B extends z.ZodType | undefined = z.ZodType | undefined> = {
  /** Its name in generated clients. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** After `/v1/municipalities/{municipality}`, names in braces. */
  readonly path: string;
  /** One line: what it does. */
  readonly title: string;
  readonly text?: string | undefined;
  readonly tag: string;
  readonly may: Permission;
  readonly input: I;
  readonly status: 200 | 201 | 202 | 204;
  readonly answer: B;
  /** Headers of the answer, with what they say. */
  readonly answerHeaders?: Readonly<Record<string, string>> | undefined;
  /** Answered with server-sent events, each with a body; the handler's body is an async iterable of them. */
  readonly isStream?: boolean | undefined;
  /** Problems of its own, beside those that all have. */
  readonly problems?: readonly HttpProblem[] | undefined;
  handle(asked: Asked<I>): Promise<Answer<Body<B>>>;
};

/** Infers the types of a declaration from its schemas. */
export const route = <const I extends Inputs, B extends z.ZodType | undefined>(declared: Route<I, B>): AnyRoute =>
  declared;

/** A route whatever its inputs: what the application mounts. */
export type AnyRoute = Omit<Route, 'handle'> & {
  handle(asked: Asked<Inputs>): Promise<Answer<unknown>>;
};

export const PREFIX = '/v1/municipalities/{municipality}';
