package org.hactl.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is pushed to a host: a gzipped tar of the agent with its Java runtime.
 *
 * @param digest the image's name, also of its folder below {@code /opt/hactl}
 * @param bytes the archive's size
 * @param sha256 of the archive, in hexadecimal; checked by the host before it unpacks
 */
public record RuntimeImage(String digest, Path archive, long bytes, String sha256) {
  static RuntimeImage of(String digest, Path archive) throws IOException {
    try (InputStream in =
        new DigestInputStream(
            Files.newInputStream(archive), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      byte[] sum = ((DigestInputStream) in).getMessageDigest().digest();
      return new RuntimeImage(digest, archive, Files.size(archive), HexFormat.of().formatHex(sum));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
