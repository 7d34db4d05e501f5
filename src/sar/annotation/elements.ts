import { AnnotationError } from '../errors';
import { secondsAfter } from './utc';

/** Children of one XML element by name, with errors that say which one is not as expected. */
export class Elements {
  readonly #children: Record<string, unknown>;

  /** @param path - Names down to this element, `product/adsHeader`; empty for the document. */
  constructor(
    parsed: unknown,
    readonly file: string,
    readonly path: string
  ) {
    this.#children =
      typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  }

  has(name: string): boolean {
    return name in this.#children;
  }

  child(name: string): Elements {
    const value = this.#children[name];
    if (typeof value !== 'object' || value === null) {
      throw this.#error(name, 'further elements');
    }
    return new Elements(value, this.file, this.#below(name));
  }

  /** Elements that repeat; there is at least one. */
  list(name: string): Elements[] {
    const values = this.#children[name];
    if (!Array.isArray(values) || values.length === 0) {
      throw this.#error(name, 'at least one entry');
    }
    return values.map((value, i) => new Elements(value, this.file, this.#below(`${name}[${i}]`)));
  }

  text(name: string): string {
    const value = this.#children[name];
    if (typeof value !== 'string' || value === '') {
      throw this.#error(name, 'a text');
    }
    return value;
  }

  number(name: string): number {
    return this.numbers(name, 1)[0];
  }

  /** Numbers with blanks between them, `count` of them where it is given. */
  numbers(name: string, count?: number): number[] {
    const value = this.#children[name];
    const expected = count === undefined ? 'numbers' : `${count} number${count === 1 ? '' : 's'}`;
    if (typeof value !== 'string' || value.trim() === '') {
      throw this.#error(name, expected);
    }
    const numbers = value.trim().split(/\s+/).map(Number);
    if (!numbers.every(Number.isFinite) || (count !== undefined && numbers.length !== count)) {
      throw this.#error(name, expected);
    }
    return numbers;
  }

  /** A UTC time as seconds after a midnight. */
  time(name: string, epoch: string): number {
    const seconds = secondsAfter(epoch, this.text(name));
    if (Number.isNaN(seconds)) {
      throw this.#error(name, 'a UTC time such as 2023-09-04T06:37:31.072288');
    }
    return seconds;
  }

  #below(name: string): string {
    return this.path === '' ? name : `${this.path}/${name}`;
  }

  #error(name: string, expected: string): AnnotationError {
    return new AnnotationError(this.file, this.#below(name), expected);
  }
}
