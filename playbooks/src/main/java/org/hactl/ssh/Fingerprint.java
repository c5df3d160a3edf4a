package org.hactl.ssh;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A public key's fingerprint as ssh-keygen prints it: {@code SHA256:} and unpadded base64. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(byte[] publicKey) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The key's type, which is the first string in its wire form (RFC 4253 section 6.6). */
  static String typeOf(byte[] publicKey) {
    if (publicKey.length < 4) {
      return "unknown";
    }
    int length = java.nio.ByteBuffer.wrap(publicKey).getInt();
    return length < 1 || length > Math.min(64, publicKey.length - 4)
        ? "unknown"
        : new String(publicKey, 4, length, java.nio.charset.StandardCharsets.US_ASCII);
  }
}
