// Traces from a request to the plan that came of it (OpenTelemetry), sent to `OTEL_EXPORTER_OTLP_ENDPOINT` and nowhere without it. A job
// keeps the trace of whoever asked for it, so that the two processes show as one. Names, ids and codes alone.
import {
  context,
  ROOT_CONTEXT,
  type Span as ApiSpan,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Io } from '../../io.ts';

export type Attributes = Readonly<Record<string, string | number | boolean>>;

export type Span = {
  /** W3C Trace Context of what follows from it; absent where nobody traces. */
  readonly traceparent: string | undefined;
  child(name: string): Span;
  /** Ends it; with a code where it failed. */
  end(failure?: string): void;
};

export type Tracing = {
  /** Begins a span; `parent` is the trace context it follows from, whatever somebody sent as one. */
  start(name: string, options?: { readonly parent?: string | undefined; readonly attributes?: Attributes }): Span;
  /** Sends what is not sent yet. */
  close(): Promise<void>;
};

const NO_SPAN: Span = { traceparent: undefined, child: () => NO_SPAN, end: () => {} };
const NO_TRACING: Tracing = { start: () => NO_SPAN, close: () => Promise.resolve() };

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The context of a parent that somebody named; that of nobody where it is none. */
function contextOf(parent: string | undefined): typeof ROOT_CONTEXT {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(parent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  const isSampled = (Number.parseInt(flags, 16) & TraceFlags.SAMPLED) !== 0;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function wrap(tracer: Tracer, span: ApiSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`,
    child: (name) => wrap(tracer, tracer.startSpan(name, {}, trace.setSpan(context.active(), span))),
    end: (failure) => {
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
      span.end();
    },
  };
}

/** Opens the traces of a service, such as `worker`. */
export function openTracing({ env }: Pick<Io, 'env'>, service: string): Tracing {
  const endpoint = env('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === undefined) return NO_TRACING;
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `kobling-${service}` }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('kobling');
  return {
    start: (name, { parent, attributes = {} } = {}) =>
      wrap(tracer, tracer.startSpan(name, { attributes }, contextOf(parent))),
    close: () => provider.shutdown().catch(() => {}),
  };
}
