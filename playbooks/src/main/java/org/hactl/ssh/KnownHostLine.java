package org.hactl.ssh;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
 *
 * @param hosts patterns, or the hash of one name in the form {@code |1|SALT|HASH}
 * @param key the public key in its wire form
 */
record KnownHostLine(Path file, int number, Marker marker, String hosts, byte[] key) {
  /** What the line says about its key. */
  enum Marker {
    HOST_KEY,
    /** {@code @cert-authority}: the key signs the certificates of these hosts. */
    AUTHORITY,
    /** {@code @revoked}: the key must never be accepted from these hosts. */
    REVOKED
  }

  /** Reads a line; empty for a comment, and for a line that OpenSSH cannot read and skips. */
  static Optional<KnownHostLine> parse(Path file, int number, String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    String[] words = text.split("[ \t]+", 5);
    int first = text.startsWith("@") ? 1 : 0;
    Optional<Marker> marker = first == 0 ? Optional.of(Marker.HOST_KEY) : marker(words[0]);
    if (words.length < first + 3 || marker.isEmpty() || words[first].startsWith("@")) {
      return Optional.empty();
    }
    return key(words[first + 1], words[first + 2])
        .map(key -> new KnownHostLine(file, number, marker.get(), words[first], key));
  }

  private static Optional<Marker> marker(String word) {
    return switch (word) {
      case "@cert-authority" -> Optional.of(Marker.AUTHORITY);
      case "@revoked" -> Optional.of(Marker.REVOKED);
      default -> Optional.empty();
    };
  }

  /**
   * The key in two words of a line; empty if the second word is no key of the first word's type.
   */
  static Optional<byte[]> key(String type, String base64) {
    try {
      byte[] key = Base64.getDecoder().decode(base64);
      return Fingerprint.typeOf(key).equals(type) ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether one of the line's patterns matches a host.
   *
   * @param host in lower case; in the form {@code [host]:port} for another port than 22
   */
  boolean matches(String host) {
    return isHashed() ? matchesHash(host) : HostPatterns.match(hosts, host);
  }

  /** Whether the line names exactly one host, so that {@code ssh-keygen -R} can remove it. */
  boolean isOfOneHost() {
    return isHashed() || !hosts.matches(".*[*?!,].*");
  }

  boolean holds(byte[] other) {
    return Arrays.equals(key, other);
  }

  String place() {
    return file + ":" + number;
  }

  private boolean isHashed() {
    return hosts.startsWith("|");
  }

  private boolean matchesHash(String host) {
    String[] parts = hosts.split("\\|", -1);
    if (parts.length != 4 || !parts[1].equals("1")) {
      return false;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
      byte[] hash = mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
      return Arrays.equals(hash, Base64.getDecoder().decode(parts[3]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
