import { describe, expect, it } from 'vitest';
import { maskedBody, maskText } from '../masked-body';

const SECRET = 'abcabcabd';
const STARS = '*********';

function streamOf(chunks: readonly string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      chunks.forEach(chunk => controller.enqueue(new TextEncoder().encode(chunk)));
      controller.close();
    }
  });
}

const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

describe('maskedBody', () => {
  const text = `x${SECRET}abcabc${SECRET}${SECRET}é abcabca`;
  const expected = text.replaceAll(SECRET, STARS);

  it('covers the secret wherever a stream is cut', async () => {
    for (let first = 0; first <= text.length; first++) {
      for (let second = first; second <= text.length; second++) {
        const chunks = [text.slice(0, first), text.slice(first, second), text.slice(second)];
        expect(await textOf(maskedBody(streamOf(chunks), SECRET))).toBe(expected);
      }
    }
    expect(await textOf(maskedBody(streamOf([...text]), SECRET))).toBe(expected);
  });

  it('keeps every byte of what holds no secret, and its length of what does', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) % 251);
    const body = new Response(bytes).body as ReadableStream<Uint8Array>;
    const masked = await new Response(maskedBody(body, SECRET)).arrayBuffer();
    expect(Buffer.compare(Buffer.from(masked), bytes)).toBe(0);
    expect(expected.length).toBe(text.length);
  });

  it('lets through at once what cannot be the beginning of the secret', async () => {
    let push: (text: string) => void = () => {};
    const endless = new ReadableStream<Uint8Array>({
      start: controller => {
        push = part => controller.enqueue(new TextEncoder().encode(part));
      }
    });
    const reader = maskedBody(endless, SECRET).getReader();
    push('first line\nab');
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('first line\n');
  });
});

it('a secret that could be any word is left', () => {
  expect(maskText('user: Alice', 'Alice')).toBe('user: Alice');
  expect(maskText(`${SECRET}!`, SECRET)).toBe(`${STARS}!`);
  expect(maskText('text', null)).toBe('text');
});
