package org.hactl.jinja.filter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.hactl.jinja.python.JinjaException;

/**
 * SHA-crypt of {@code crypt(3)}, after Ulrich Drepper's "Unix crypt using SHA-256 and SHA-512"
 * (2008); the numbers of the steps are those of its section 22.
 */
final class Crypt {
  private static final String DIGITS =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int DEFAULT_ROUNDS = 5_000;

  /** The bytes of the hash in the order in which they are written, three for four digits. */
  private static final int[] ORDER_512 = {
    0, 21, 42, 22, 43, 1, 44, 2, 23, 3, 24, 45, 25, 46, 4, 47, 5, 26, 6, 27, 48, 28, 49, 7, 50, 8,
    29, 9, 30, 51, 31, 52, 10, 53, 11, 32, 12, 33, 54, 34, 55, 13, 56, 14, 35, 15, 36, 57, 37, 58,
    16, 59, 17, 38, 18, 39, 60, 40, 61, 19, 62, 20, 41
  };

  private static final int[] ORDER_256 = {
    0, 10, 20, 21, 1, 11, 12, 22, 2, 3, 13, 23, 24, 4, 14, 15, 25, 5, 6, 16, 26, 27, 7, 17, 18, 28,
    8, 9, 19, 29
  };

  private final MessageDigest digest;
  private final int size;

  private Crypt(String algorithm) {
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new JinjaException("this Java has no " + algorithm);
    }
    size = digest.getDigestLength();
  }

  /**
   * The hash of a password.
   *
   * @param rounds how many rounds; 0 for the default, which is not written
   */
  static String sha(boolean sha512, String password, String salt, int rounds) {
    Crypt crypt = new Crypt(sha512 ? "SHA-512" : "SHA-256");
    byte[] hash =
        crypt.hash(
            password.getBytes(StandardCharsets.UTF_8),
            salt.getBytes(StandardCharsets.US_ASCII),
            rounds == 0 ? DEFAULT_ROUNDS : rounds);
    StringBuilder out = new StringBuilder(sha512 ? "$6$" : "$5$");
    if (rounds != 0) {
      out.append("rounds=").append(rounds).append('$');
    }
    out.append(salt).append('$');
    int[] order = sha512 ? ORDER_512 : ORDER_256;
    for (int i = 0; i < order.length; i += 3) {
      digits(out, hash[order[i]], hash[order[i + 1]], hash[order[i + 2]], 4);
    }
    if (sha512) {
      digits(out, (byte) 0, (byte) 0, hash[63], 2);
    } else {
      digits(out, (byte) 0, hash[31], hash[30], 3);
    }
    return out.toString();
  }

  private static void digits(StringBuilder out, byte high, byte middle, byte low, int count) {
    int bits = (high & 0xFF) << 16 | (middle & 0xFF) << 8 | low & 0xFF;
    for (int i = 0; i < count; i++) {
      out.append(DIGITS.charAt(bits & 0x3F));
      bits >>= 6;
    }
  }

  private byte[] hash(byte[] key, byte[] salt, int rounds) {
    byte[] other = digest(key, salt, key);
    digest.update(key);
    digest.update(salt);
    digest.update(repeated(other, key.length));
    for (int bits = key.length; bits > 0; bits >>= 1) {
      digest.update((bits & 1) == 1 ? other : key);
    }
    byte[] made = digest.digest();
    for (int i = 0; i < key.length; i++) {
      digest.update(key);
    }
    byte[] p = repeated(digest.digest(), key.length);
    for (int i = 0; i < 16 + (made[0] & 0xFF); i++) {
      digest.update(salt);
    }
    byte[] s = repeated(digest.digest(), salt.length);
    for (int i = 0; i < rounds; i++) {
      digest.update(i % 2 == 1 ? p : made);
      if (i % 3 != 0) {
        digest.update(s);
      }
      if (i % 7 != 0) {
        digest.update(p);
      }
      digest.update(i % 2 == 1 ? made : p);
      made = digest.digest();
    }
    return made;
  }

  private byte[] digest(byte[]... parts) {
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private byte[] repeated(byte[] hash, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int left = length; left > 0; left -= size) {
      out.writeBytes(Arrays.copyOf(hash, Math.min(left, size)));
    }
    return out.toByteArray();
  }
}
