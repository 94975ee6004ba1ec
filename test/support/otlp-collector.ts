import { Loopback } from './loopback.ts';

export interface CollectedSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId: string;
}

/** An OTLP collector over HTTP that understands as much protobuf as names and ids of spans need. */
export class OtlpCollector {
  readonly spans: CollectedSpan[] = [];
  /** Everything that was posted, to be searched for what must not be in it. */
  readonly bodies: Buffer[] = [];
  private loopback!: Loopback;

  static async start(): Promise<OtlpCollector> {
    const collector = new OtlpCollector();
    collector.loopback = await Loopback.start((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        collector.bodies.push(body);
        collector.spans.push(...spansIn(body));
        response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
      });
    });
    return collector;
  }

  get url(): string {
    return this.loopback.url;
  }

  get paths(): (string | undefined)[] {
    return this.loopback.requests.map(({ url }) => url);
  }

  close(): Promise<void> {
    return this.loopback.close();
  }
}

/** ExportTraceServiceRequest.resource_spans(1) > ResourceSpans.scope_spans(2) > ScopeSpans.spans(2) > Span. */
function spansIn(body: Buffer): CollectedSpan[] {
  const spans = [body].flatMap(inside(1)).flatMap(inside(2)).flatMap(inside(2));
  const hex = (span: Buffer, field: number): string => inside(field)(span)[0]?.toString('hex') ?? '';
  return spans.map((span) => ({
    traceId: hex(span, 1),
    spanId: hex(span, 2),
    parentSpanId: hex(span, 4),
    name: inside(5)(span)[0]?.toString() ?? '',
  }));
}

/** The length-delimited fields of a number in a protobuf message. */
const inside =
  (field: number) =>
  (message: Buffer): Buffer[] => {
    const found: Buffer[] = [];
    let at = 0;
    const varint = (): number => {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        const byte = message[at++] ?? 0;
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
    };
    while (at < message.length) {
      const tag = varint();
      const [number, type] = [Math.floor(tag / 8), tag % 8];
      if (type === 0) varint();
      else if (type === 1) at += 8;
      else if (type === 5) at += 4;
      else {
        const length = varint();
        if (number === field) found.push(message.subarray(at, at + length));
        at += length;
      }
    }
    return found;
  };
