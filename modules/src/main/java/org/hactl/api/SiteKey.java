package org.hactl.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Base64;
import org.hactl.module.Digests;

/**
 * The secret that the directors of a site share, with which they authenticate what they tell each
 * other. Its text form, as in logs, hides the value. A new one replaces an older one.
 *
 * @param madeAtMillis when it was made, by the control node's clock; in milliseconds since the
 *     epoch
 * @param value 32 random bytes in Base64
 */
public record SiteKey(long madeAtMillis, String value) {
  public static final int BYTES = 32;
  private static final int ID_DIGITS = 16;

  /**
   * @throws IllegalArgumentException if the value is no key; the text does not have the value
   */
  public SiteKey {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(value);
    } catch (IllegalArgumentException _) {
      bytes = new byte[0];
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a key of a site is not %d bytes".formatted(BYTES));
    }
  }

  public static SiteKey of(long madeAtMillis, byte[] random) {
    return new SiteKey(madeAtMillis, Base64.getEncoder().encodeToString(random));
  }

  public byte[] bytes() {
    return Base64.getDecoder().decode(value);
  }

  /** Names the key and does not tell it: the first 16 digits of its SHA-256. */
  @JsonIgnore
  public String id() {
    return Digests.sha256(bytes()).substring(0, ID_DIGITS);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
