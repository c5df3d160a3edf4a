package org.hactl.jinja.python;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Python's {@code random.Random(seed)}: MT19937 of Matsumoto and Nishimura, seeded as CPython's
 * {@code random.seed} (version 2) does.
 */
public final class MersenneTwister {
  private static final int SIZE = 624;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  /** A generator for a seed: a whole number or a text. */
  public MersenneTwister(Object seed) {
    BigInteger number =
        switch (seed) {
          case String text -> ofText(text.getBytes(StandardCharsets.UTF_8));
          default -> {
            if (!Numbers.isWhole(seed)) {
              throw new JinjaException(
                  "a seed is a whole number or a text, found " + Values.a(seed));
            }
            yield Numbers.whole(seed).abs();
          }
        };
    seed(words(number));
  }

  private static BigInteger ofText(byte[] text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(text);
      byte[] all = new byte[text.length + hash.length];
      System.arraycopy(text, 0, all, 0, text.length);
      System.arraycopy(hash, 0, all, text.length, hash.length);
      return new BigInteger(1, all);
    } catch (NoSuchAlgorithmException e) {
      throw new JinjaException("this Java has no SHA-512");
    }
  }

  /** The number in words of 32 bits, the lowest first. */
  private static int[] words(BigInteger number) {
    int[] words = new int[Math.max(1, (number.bitLength() + 31) / 32)];
    for (int i = 0; i < words.length; i++) {
      words[i] = number.shiftRight(32 * i).intValue();
    }
    return words;
  }

  private void seed(int[] key) {
    state[0] = 19_650_218;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
    int i = 1;
    int j = 0;
    for (int k = Math.max(SIZE, key.length); k > 0; k--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1_664_525)) + key[j] + j;
      i = following(i);
      j = (j + 1) % key.length;
    }
    for (int k = SIZE - 1; k > 0; k--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1_566_083_941)) - i;
      i = following(i);
    }
    state[0] = 0x8000_0000;
  }

  private int following(int i) {
    if (i + 1 < SIZE) {
      return i + 1;
    }
    state[0] = state[SIZE - 1];
    return 1;
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int both = (state[i] & 0x8000_0000) | (state[(i + 1) % SIZE] & 0x7FFF_FFFF);
      state[i] = state[(i + 397) % SIZE] ^ (both >>> 1) ^ ((both & 1) == 0 ? 0 : 0x9908_B0DF);
    }
    next = 0;
  }

  private int bits32() {
    if (next >= SIZE) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9D2C_5680;
    y ^= (y << 15) & 0xEFC6_0000;
    return y ^ (y >>> 18);
  }

  /** CPython's {@code getrandbits}. */
  private BigInteger bits(int count) {
    BigInteger made = BigInteger.ZERO;
    int shift = 0;
    for (int left = count; left > 0; left -= 32) {
      int word = left < 32 ? bits32() >>> (32 - left) : bits32();
      made = made.or(BigInteger.valueOf(word & 0xFFFF_FFFFL).shiftLeft(shift));
      shift += 32;
    }
    return made;
  }

  /** A number from 0 to below the limit, which is above 0. */
  public BigInteger below(BigInteger limit) {
    int count = limit.bitLength();
    BigInteger made = bits(count);
    while (made.compareTo(limit) >= 0) {
      made = bits(count);
    }
    return made;
  }

  public int below(int limit) {
    return below(BigInteger.valueOf(limit)).intValueExact();
  }

  /** CPython's {@code shuffle}. */
  public void shuffle(List<Object> items) {
    for (int i = items.size() - 1; i > 0; i--) {
      int j = below(i + 1);
      Object item = items.get(i);
      items.set(i, items.get(j));
      items.set(j, item);
    }
  }
}
