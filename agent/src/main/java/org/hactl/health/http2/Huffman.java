package org.hactl.health.http2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.hactl.health.wire.MalformedAnswer;

/**
 * The Huffman code of RFC 7541 appendix B. It is canonical: codes of one length are consecutive in
 * the order of their symbols, so the lengths say everything.
 */
final class Huffman {
  private static final int END_OF_STRING = 256;
  private static final int MAX_LENGTH = 30;

  /** In bits, for each byte and the end of a string. */
  private static final int[] LENGTHS = {
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
    28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
    5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
    13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
    15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
    6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
    20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
    24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
    22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
    21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
    26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
    19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
    20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
    26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
    30
  };

  /** The symbols in the order of their codes. */
  private static final int[] SYMBOLS =
      IntStream.range(0, LENGTHS.length)
          .boxed()
          .sorted((a, b) -> LENGTHS[a] != LENGTHS[b] ? LENGTHS[a] - LENGTHS[b] : a - b)
          .mapToInt(Integer::intValue)
          .toArray();

  /** How many codes have each length. */
  private static final int[] COUNTS = new int[MAX_LENGTH + 1];

  static {
    Arrays.stream(LENGTHS).forEach(length -> COUNTS[length]++);
  }

  private Huffman() {}

  /**
   * Decodes a string.
   *
   * @throws MalformedAnswer if it has the end of a string, or is not padded with its first bits
   */
  static String decode(byte[] coded) throws MalformedAnswer {
    StringBuilder text = new StringBuilder();
    Code code = new Code();
    for (byte each : coded) {
      for (int bit = Byte.SIZE - 1; bit >= 0; bit--) {
        int symbol = code.next(each >> bit & 1);
        if (symbol == END_OF_STRING) {
          throw new MalformedAnswer("a header with the end of a string in it");
        }
        if (symbol >= 0) {
          text.append(new String(new byte[] {(byte) symbol}, StandardCharsets.ISO_8859_1));
        }
      }
    }
    if (!code.isPadding()) {
      throw new MalformedAnswer("a header that ends in the middle of a letter");
    }
    return text.toString();
  }

  /** The bits of one code that have been read. */
  private static final class Code {
    private int bits;
    private int length;

    /** The first code of this length, and the place of its symbol. */
    private int first;

    private int place;

    /** The symbol that this bit completes; -1 if none. */
    int next(int bit) {
      bits = bits << 1 | bit;
      length++;
      first <<= 1;
      int index = bits - first;
      if (index < COUNTS[length]) {
        int symbol = SYMBOLS[place + index];
        bits = 0;
        length = 0;
        first = 0;
        place = 0;
        return symbol;
      }
      first += COUNTS[length];
      place += COUNTS[length];
      return -1;
    }

    /** RFC 7541 section 5.2: less than a byte, and the first bits of the end of a string. */
    boolean isPadding() {
      return length < Byte.SIZE && bits == (1 << length) - 1;
    }
  }
}
